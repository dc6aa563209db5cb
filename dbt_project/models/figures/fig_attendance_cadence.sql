with cells as (
    select
        cells.*,
        windows.month_parts,
        windows.parts_per_month,
        activities.cadence_min,
        activities.cadence_max,
        activities.unit_count
    from {{ ref('int_attendance__cell') }} as cells
    inner join {{ ref('dim_window') }} as windows
        on
            cells.programme_code = windows.programme_code
            and cells.period_no = windows.period_no
            and cells.scope = windows.scope
    left join {{ ref('dim_activity') }} as activities
        on
            cells.programme_code = activities.programme_code
            and cells.activity_code = activities.activity_code
),

-- Compared as whole parts of months: 8 sessions in 4 months are exactly 2 a month.
flagged as (
    select
        *,
        case
            when
                sessions * parts_per_month >= cadence_min * month_parts
                and sessions * parts_per_month <= cadence_max * month_parts
                then 1
            else 0
        end as is_cadence_ok
    from cells
),

figures as (
    {{ figure(
        "flagged", "'attendance.units_visited'", "units_visited",
        numerator="units_visited", denominator="unit_count", where="place = 'activity'",
    ) }}
    union all
    {{ figure(
        "flagged", "'attendance.sessions_per_month'",
        quotient("sessions * parts_per_month", "month_parts"),
        numerator="sessions", denominator=quotient("month_parts", "parts_per_month"),
        where="place = 'activity_unit'",
    ) }}
    union all
    {{ figure(
        "flagged", "'attendance.cadence_ok'", "is_cadence_ok",
        where="place = 'activity_unit' and cadence_min is not null",
    ) }}
)

select * from figures
