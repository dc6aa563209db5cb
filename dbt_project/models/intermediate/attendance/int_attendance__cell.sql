{%- set sets = "grouping sets (
        (windows.programme_code, windows.period_no, windows.scope),
        (windows.programme_code, windows.period_no, windows.scope, activity_code),
        (windows.programme_code, windows.period_no, windows.scope, unit_code),
        (windows.programme_code, windows.period_no, windows.scope, activity_code, unit_code)
    )" -%}
{%- set sums = {
    "visits": "sum(visits)",
    "counted_visits": "sum(case when participant_no is null then visits else 0 end)",
} -%}

with places as (
    select * from {{ ref('int_attendance__place') }}
),

session_counts as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        activity_code,
        unit_code,
        sum(case when is_held then 1 else 0 end) as sessions,
        sum(case when is_held then 0 else 1 end) as cancelled,
        {{ exact_sum('case when is_held then hours else 0 end') }} as hours,
        min(case when is_held then clients end) as min_clients,
        max(case when is_held then clients end) as max_clients,
        count(distinct case when is_held then unit_code end) as units_visited
    from {{ sessions_in_windows() }}
    group by {{ sets }}
),

clients as (
    select * from {{ ref('int_attendance__counted_visit') }} where role_code = 'client'
),

stretch_counts as (
    {{ by_stretch("clients", ["programme_code"], attendance_places(), sums, "participant_no") }}
),

client_counts as (
    {{ by_window("stretch_counts", [], sums) }}
)

select
    places.programme_code,
    places.period_no,
    places.scope,
    places.place,
    places.activity_code,
    places.unit_code,
    places.breakdown,
    coalesce(session_counts.sessions, 0) as sessions,
    coalesce(session_counts.cancelled, 0) as cancelled,
    coalesce(session_counts.hours, 0) as hours,
    session_counts.min_clients,
    session_counts.max_clients,
    coalesce(session_counts.units_visited, 0) as units_visited,
    coalesce(client_counts.visits, 0) as visits,
    coalesce(client_counts.persons, 0) as persons,
    coalesce(client_counts.counted_visits, 0) as counted_visits
from places
left join session_counts
    on
        {{ same_cell("places", "session_counts", []) }}
        and {{ same('places.activity_code', 'session_counts.activity_code') }}
        and {{ same('places.unit_code', 'session_counts.unit_code') }}
left join client_counts
    on
        {{ same_cell("places", "client_counts", ["place", "code"]) }}
