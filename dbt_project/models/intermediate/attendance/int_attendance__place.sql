-- Where a number of attendance is given: the total, every unit, every activity that occurs, every pair of both that
-- occurs; an activity with a target cadence also where it was not held at all, so that a missed target is seen.
with windows as (
    select windows.*
    from {{ ref('dim_window') }} as windows
    where
        windows.programme_code in (select sessions.programme_code from {{ ref('fct_session') }} as sessions)
        or windows.programme_code in (
            select expected.programme_code
            from {{ source('reference', 'expected_dataset') }} as expected
            where expected.dataset = 'attendance'
        )
),

occurring_pairs as (
    select distinct
        windows.programme_code,
        windows.period_no,
        windows.scope,
        sessions.activity_code,
        sessions.unit_code
    from windows
    inner join {{ ref('fct_session') }} as sessions
        on
            windows.programme_code = sessions.programme_code
            and sessions.session_on between windows.start_on and windows.end_on
),

aimed_at_pairs as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        activities.activity_code,
        activity_units.unit_code
    from windows
    inner join {{ ref('dim_activity') }} as activities
        on windows.programme_code = activities.programme_code
    inner join {{ source('reference', 'activity_unit') }} as activity_units
        on
            activities.programme_code = activity_units.programme_code
            and activities.activity_code = activity_units.activity_code
    where activities.cadence_min is not null
),

pairs as (
    select * from occurring_pairs
    union
    select * from aimed_at_pairs
)

select
    programme_code,
    period_no,
    scope,
    'total' as place,
    '' as code,
    cast(null as {{ dbt.type_string() }}) as activity_code,
    cast(null as {{ dbt.type_string() }}) as unit_code,
    {{ breakdown() }} as breakdown
from windows
union all
select
    windows.programme_code,
    windows.period_no,
    windows.scope,
    'unit' as place,
    units.unit_code as code,
    null as activity_code,
    units.unit_code,
    {{ breakdown([["unit", "units.unit_code"]]) }} as breakdown
from windows
inner join {{ ref('dim_unit') }} as units
    on windows.programme_code = units.programme_code
union all
select distinct
    programme_code,
    period_no,
    scope,
    'activity' as place,
    activity_code as code,
    activity_code,
    null as unit_code,
    {{ breakdown([["activity", "activity_code"]]) }} as breakdown
from pairs
union all
select
    programme_code,
    period_no,
    scope,
    'activity_unit' as place,
    {{ attendance_places().activity_unit }} as code,
    activity_code,
    unit_code,
    {{ breakdown([["activity", "activity_code"], ["unit", "unit_code"]]) }} as breakdown
from pairs
