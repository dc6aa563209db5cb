{#- Counts persons at every place of their programmes: outputs in the window of their entry, results in that of their
    exit. `persons` is a relation with one row per person and one boolean column per indicator. -#}
{% macro esf_figures(persons, outputs, results, esf_rules=none, counts_unknown_gender=false) -%}
with persons as (
    select * from {{ persons }}
),

person_places as (
    {{ person_places("persons") }}
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
        count(case when persons.{{ id }} and {{ person_in("places", "entry_on") }} then 1 end)
            as {{ id }},
    {%- endfor %}
    {%- for id in results %}
        count(case when persons.{{ id }} and {{ person_in("places", "exit_on") }} then 1 end)
            as {{ id }},
    {%- endfor %}
        count(case when {{ exit_of_late("places") }} then 1 end)
            as exits_of_late
    from places
    left join person_places as persons
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

{#- Every person at every place: the total, their gender, their unit. -#}
{% macro person_places(persons) -%}
    select *, 'total' as place, '' as code from {{ persons }}
union all
select *, 'gender' as place, coalesce(gender_code, 'U') as code from {{ persons }}
union all
select *, 'unit' as place, unit_code as code from {{ persons }} where unit_code is not null
{%- endmacro %}
