{%- set counted_people = "case when participant_key is null then visit_count end" -%}
{%- set person_or_mark -%}
coalesce(participant_key, {{ row_id() }} || '/' || coalesce(column_letters, '') || '/' || session_on)
{%- endset -%}

with presences as (
    select
        windows.period_no,
        windows.scope,
        presences.*
    from {{ presences_in_windows() }}
),

clients as (
    select * from presences where role_code = 'client'
),

placed as (
    {{ attendance_breakdowns("clients") }}
),

roles as (
    select *, {{ breakdown() }} as breakdown from presences
    union all
    select *, {{ breakdown([["role", "role_code"]]) }} as breakdown from presences
    union all
    select *, {{ breakdown([["activity", "activity_code"], ["role", "role_code"]]) }} as breakdown from presences
)

{{ traced(
    "placed", "'attendance.visits'", "visit_count", person_key="participant_key", people=counted_people,
    column_letters="column_letters",
) }}
union all
{{ traced(
    "placed", "'attendance.mean_per_session'", "visit_count", person_key="participant_key", people=counted_people,
    column_letters="column_letters", where="place <> 'unit'",
) }}
union all
{{ traced(
    "roles", "'attendance.presences'", "visit_count", person_key="participant_key", people=counted_people,
    column_letters="column_letters",
) }}
{%- for id, where in [
    ["attendance.persons", "place <> 'activity_unit'"], ["community.active_clients", "place = 'unit'"],
    ["community.within_limit", "place = 'unit'"],
] %}
union all
{{ traced(
    "placed", "'" ~ id ~ "'", "case when participant_key is not null then 1 end", unit_key=person_or_mark,
    person_key="participant_key", column_letters="column_letters", where=where,
) }}
{%- endfor %}
