-- Where a mark of attendance went: it stands, or why it does not.
select
    marks.programme_code,
    'attendance' as dataset,
    marks.delivery_id,
    marks.sheet_name,
    marks.row_no,
    marks.column_letters,
    cast(null as {{ dbt.type_string() }}) as instrument_code,
    marks.unit_code,
    marks.activity_code,
    marks.role_code,
    marks.session_on as day_on,
    cast(null as date) as exit_on,
    case
        when replaced.delivery_id is not null then 'replaced'
        when marks.kind = 'cancelled' or not sessions.is_held then 'session_cancelled'
        when marks.kind = 'absent' then 'absent'
        when coalesce(marks.visit_count, 0) = 0 then 'nobody_counted'
        else 'stands'
    end as state,
    replaced.replaced_by_id
from {{ ref('stg_attendance__mark') }} as marks
left join
    {{ replaced_by("marks", "attendance", ["activity_code", "unit_code"], day="session_on") }}
left join {{ ref('fct_session') }} as sessions
    on
        {{ same_session("marks", "sessions") }}
