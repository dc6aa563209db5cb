{#- Counts persons at every place of their programmes: outputs in the window of their entry, results in that of their
    exit. `persons` is a relation with one row per person and one boolean column per indicator. -#}
{% macro esf_figures(persons, outputs, results, esf_rules=none, counts_unknown_gender=false) -%}
with persons as (
    select * from {{ persons }}
),

-- Who entered, or left, on the same day counts together: the windows are met by days, however many the persons.
days as (
    {{ persons_by_day("entry_on", outputs + results, counted=outputs) }}
    union all
    {{ persons_by_day("exit_on", outputs + results, counted=results) }}
),

day_places as (
    {{ person_places("days") }}
),

places as (
    select * from {{ ref('int_esr_participants__place') }}
    where
        {{ "true" if esf_rules is none else "esf_rules = '" ~ esf_rules ~ "'" }}
        and {{ "true" if counts_unknown_gender else "not (place = 'gender' and code = 'U')" }}
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.place,
        places.code,
        places.additive_over,
        places.breakdown,
    {%- for id in outputs %}
        coalesce(sum(case when {{ person_in("places", "entry_on") }} then persons.{{ id }} end), 0)
            as {{ id }},
    {%- endfor %}
    {%- for id in results %}
        coalesce(sum(case when {{ person_in("places", "exit_on") }} then persons.{{ id }} end), 0)
            as {{ id }},
    {%- endfor %}
        coalesce(sum(case when {{ exit_of_late("places") }} then persons.persons end), 0)
            as exits_of_late
    from places
    left join day_places as persons
        on
            places.programme_code = persons.programme_code
            and places.place = persons.place
            and places.code = persons.code
    group by
        places.programme_code,
        places.period_no,
        places.scope,
        places.place,
        places.code,
        places.additive_over,
        places.breakdown
)
{%- endmacro %}

{#- How many persons of each counted indicator have `day` in common, by gender and unit. -#}
{% macro persons_by_day(day, indicators, counted) -%}
    select
        programme_code,
        gender_code,
        unit_code,
        {{ day if day == "entry_on" else "cast(null as date)" }} as entry_on,
        {{ day if day == "exit_on" else "cast(null as date)" }} as exit_on,
    {%- for id in indicators %}
        {{ "sum(case when " ~ id ~ " then 1 else 0 end)" if id in counted else "cast(null as bigint)" }} as {{ id }},
    {%- endfor %}
        count(*) as persons
    from persons
    where {{ day }} is not null
    group by programme_code, gender_code, unit_code, {{ day }}
{%- endmacro %}

{#- Every person at every place: the total, their gender, their unit. -#}
{% macro person_places(persons) -%}
    select *, 'total' as place, '' as code from {{ persons }}
union all
select *, 'gender' as place, coalesce(gender_code, 'U') as code from {{ persons }}
union all
select *, 'unit' as place, unit_code as code from {{ persons }} where unit_code is not null
{%- endmacro %}
