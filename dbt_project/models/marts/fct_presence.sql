with marks as (
    select * from {{ ref('int_attendance__standing_mark') }}
),

held_sessions as (
    select * from {{ ref('fct_session') }}
    where is_held
)

select
    marks.programme_code,
    marks.unit_code,
    marks.activity_code,
    marks.session_on,
    marks.start_time,
    marks.role_code,
    marks.participant_key,
    marks.visit_count,
    marks.delivery_id,
    marks.sheet_name,
    marks.row_no,
    marks.column_letters
from marks
inner join held_sessions
    on
        {{ same_session('marks', 'held_sessions') }}
where
    marks.kind in ('present', 'counted')
    and marks.visit_count > 0
