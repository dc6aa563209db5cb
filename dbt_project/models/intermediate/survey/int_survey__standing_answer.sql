with answers as (
    select * from {{ ref('stg_survey__answer') }}
),

responses as (
    select
        delivery_id,
        sheet_name,
        row_no,
        {{ row_id() }} as response_id
    from {{ ref('int_survey__standing_response') }}
)

select
    answers.programme_code,
    answers.instrument_code,
    responses.response_id,
    answers.column_letters,
    answers.item_code,
    answers.option_code,
    answers.answer
from answers
inner join responses
    on
        answers.delivery_id = responses.delivery_id
        and answers.row_no = responses.row_no
        and {{ same('answers.sheet_name', 'responses.sheet_name') }}
