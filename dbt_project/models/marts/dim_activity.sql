with activities as (
    select * from {{ source('reference', 'activity') }}
),

units as (
    select
        programme_code,
        activity_code,
        count(*) as unit_count
    from {{ source('reference', 'activity_unit') }}
    group by programme_code, activity_code
)

select
    activities.programme_code,
    activities.activity_code,
    activities.activity_name,
    activities.default_hours,
    activities.cadence_min,
    activities.cadence_max,
    cast(units.unit_count as integer) as unit_count
from activities
inner join units
    on
        activities.programme_code = units.programme_code
        and activities.activity_code = units.activity_code
