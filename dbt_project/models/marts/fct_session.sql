with marks as (
    select * from {{ ref('int_attendance__standing_mark') }}
),

sessions as (
    select
        programme_code,
        unit_code,
        activity_code,
        session_on,
        start_time,
        max(end_time) as end_time,
        max(case when kind = 'cancelled' then 1 else 0 end) = 0 as is_held,
        sum(
            case when role_code = 'client' and kind in ('present', 'counted') then visit_count else 0 end
        ) as clients,
        min(delivery_id) as delivery_id
    from marks
    group by programme_code, unit_code, activity_code, session_on, start_time
),

timed as (
    select
        *,
        {{ minutes_of_day('end_time') }} - {{ minutes_of_day('start_time') }} as minutes
    from sessions
)

select
    timed.programme_code,
    timed.unit_code,
    timed.activity_code,
    timed.session_on,
    timed.start_time,
    timed.is_held,
    cast(case when timed.is_held then timed.clients else 0 end as integer) as clients,
    cast(
        case
            when not timed.is_held then 0
            -- Past midnight.
            when timed.minutes < 0 then (timed.minutes + 1440) / cast(60 as double)
            when timed.minutes is not null then timed.minutes / cast(60 as double)
            else activities.default_hours
        end as double
    ) as hours,
    timed.delivery_id
from timed
left join {{ ref('dim_activity') }} as activities
    on
        timed.programme_code = activities.programme_code
        and timed.activity_code = activities.activity_code
