{%- set session_key -%}
unit_code || ' ' || activity_code || ' ' || session_on || ' ' || coalesce(start_time, '')
{%- endset -%}
{%- set in_cadence = ["attendance.sessions_per_month", "attendance.cadence_ok"] -%}

with session_rows as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        sessions.activity_code,
        sessions.unit_code,
        sessions.session_on,
        sessions.start_time,
        sessions.is_held,
        sessions.clients,
        sessions.hours,
        marks.delivery_id,
        marks.sheet_name,
        marks.row_no,
        marks.column_letters
    from {{ sessions_in_windows() }}
    inner join {{ ref('int_attendance__standing_mark') }} as marks
        on
            {{ same_session('marks', 'sessions') }}
),

placed as (
    {{ attendance_breakdowns("session_rows") }}
),

places as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.place,
        places.breakdown,
        activities.unit_count,
        windows.month_parts,
        windows.parts_per_month
    from {{ ref('int_attendance__place') }} as places
    inner join {{ ref('dim_window') }} as windows
        on
            places.programme_code = windows.programme_code
            and places.period_no = windows.period_no
            and places.scope = windows.scope
    left join {{ ref('dim_activity') }} as activities
        on
            places.programme_code = activities.programme_code
            and places.activity_code = activities.activity_code
)

{{ traced(
    "placed", "'attendance.sessions'", "1", unit_key=session_key, column_letters="column_letters", where="is_held",
) }}
union all
{{ traced(
    "placed", "'attendance.sessions_cancelled'", "1", unit_key=session_key, column_letters="column_letters",
    where="not is_held",
) }}
{%- for name, what in [["hours", "hours"], ["min_per_session", "clients"], ["max_per_session", "clients"]] %}
union all
{{ traced(
    "placed", "'attendance." ~ name ~ "'", what, unit_key=session_key, column_letters="column_letters",
    where="is_held and place in ('total', 'activity')",
) }}
{%- endfor %}
union all
{{ traced(
    "placed", "'attendance.mean_per_session'", denominator="1", unit_key=session_key, column_letters="column_letters",
    where="is_held and place <> 'unit'",
) }}
union all
{{ traced(
    "placed", "'attendance.units_visited'", "1", unit_key="unit_code", column_letters="column_letters",
    where="is_held and place = 'activity'",
) }}
union all
{{ traced(
    "places", "'attendance.units_visited'", denominator="unit_count", source="'programme_file'",
    told="'activities.units'", where="place = 'activity'", has_lineage=false,
) }}
{%- for id in in_cadence %}
union all
{{ traced(
    "placed", "'" ~ id ~ "'", "1", unit_key=session_key, column_letters="column_letters",
    where="is_held and place = 'activity_unit'",
) }}
union all
{{ traced(
    "places", "'" ~ id ~ "'", denominator=quotient("month_parts", "parts_per_month"), source="'programme_file'",
    told="'periods'", where="place = 'activity_unit'", has_lineage=false,
) }}
{%- endfor %}
