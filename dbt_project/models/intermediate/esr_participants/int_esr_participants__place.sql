-- Where a number of participants is given: the total, the genders, and every unit where a file had units.
with windows as (
    select
        windows.*,
        programmes.esf_rules
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('dim_programme') }} as programmes
        on windows.programme_code = programmes.programme_code
    where programmes.esf_rules is not null
),

programmes as (
    select
        windows.programme_code,
        count(persons.unit_code) > 0 as has_units,
        count(persons.unit_code) = count(persons.participant_key) as is_every_unit_known,
        max(case when persons.participant_key is not null and persons.gender_code is null then 1 else 0 end) = 1
            as is_a_gender_unknown
    from (select distinct programme_code from windows) as windows
    left join {{ ref('fct_participation') }} as persons
        on windows.programme_code = persons.programme_code
    group by windows.programme_code
),

genders as (
    select
        programmes.programme_code,
        genders.gender_code
    from programmes
    cross join (
        select 'F' as gender_code
        union all
        select 'M'
        union all
        select 'X'
        union all
        select 'U'
    ) as genders
    where genders.gender_code <> 'U' or programmes.is_a_gender_unknown
),

places as (
    select
        programme_code,
        'total' as place,
        '' as code,
        case when has_units and is_every_unit_known then 'gender,unit' else 'gender' end as additive_over,
        {{ breakdown() }} as breakdown
    from programmes
    union all
    select
        programme_code,
        'gender' as place,
        gender_code as code,
        '' as additive_over,
        {{ breakdown([["gender", "gender_code"]]) }} as breakdown
    from genders
    union all
    select
        programmes.programme_code,
        'unit' as place,
        units.unit_code as code,
        '' as additive_over,
        {{ breakdown([["unit", "units.unit_code"]]) }} as breakdown
    from programmes
    inner join {{ ref('dim_unit') }} as units
        on programmes.programme_code = units.programme_code
    where programmes.has_units
)

select
    windows.programme_code,
    windows.period_no,
    windows.scope,
    windows.start_on,
    windows.end_on,
    windows.esf_rules,
    places.place,
    places.code,
    places.additive_over,
    places.breakdown
from windows
inner join places
    on windows.programme_code = places.programme_code
