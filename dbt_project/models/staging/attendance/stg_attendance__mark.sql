with marks as (
    select * from {{ source('lake', 'attendance') }}
),

effective_deliveries as (
    select * from {{ ref('stg_receipts__delivery') }}
    where effective_no is not null and dataset = 'attendance'
)

select
    marks.programme_code,
    marks._delivery_id as delivery_id,
    effective_deliveries.effective_no,
    marks._sheet as sheet_name,
    marks._row as row_no,
    marks._column as column_letters,
    marks.unit_code,
    marks.activity_code,
    marks.session_on,
    marks.start_time,
    marks.end_time,
    marks.kind,
    marks.role_code,
    marks.participant_key,
    marks.visit_count
from marks
inner join effective_deliveries
    on
        marks._delivery_id = effective_deliveries.delivery_id
        and marks.programme_code = effective_deliveries.programme_code
