with answers as (
    select * from {{ source('lake', 'survey_answer') }}
),

effective_deliveries as (
    select * from {{ ref('stg_receipts__delivery') }}
    where effective_no is not null and dataset = 'survey'
)

select
    answers.programme_code,
    answers._delivery_id as delivery_id,
    effective_deliveries.effective_no,
    answers._sheet as sheet_name,
    answers._row as row_no,
    answers._column as column_letters,
    answers.instrument_code,
    answers.item_code,
    answers.option_code,
    answers.answer
from answers
inner join effective_deliveries
    on
        answers._delivery_id = effective_deliveries.delivery_id
        and answers.programme_code = effective_deliveries.programme_code
