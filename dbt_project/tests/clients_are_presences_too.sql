-- Visits are the presences of the role client, and every presence is at a session that was held.
with compared as (
    select
        programme_code,
        period_no,
        scope,
        coalesce(max(case when figure_id = 'attendance.visits' and breakdown = '{}' then value end), 0) as visits,
        coalesce(
            max(case when figure_id = 'attendance.presences' and breakdown = '{"role": "client"}' then value end), 0
        ) as client_presences,
        max(case when figure_id = 'attendance.sessions' and breakdown = '{}' then value end) as sessions,
        max(case when figure_id = 'attendance.presences' and breakdown = '{}' then value end) as presences
    from {{ ref('figures') }}
    group by programme_code, period_no, scope
)

select *
from compared
where
    visits <> client_presences
    or (sessions = 0 and presences > 0)
