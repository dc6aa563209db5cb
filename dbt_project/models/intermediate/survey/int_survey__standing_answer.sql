with answers as (
    select
        *,
        {{ row_id() }} as response_id
    from {{ ref('stg_survey__answer') }}
),

responses as (
    select {{ row_id() }} as response_id
    from {{ ref('int_survey__standing_response') }}
)

select
    answers.programme_code,
    answers.instrument_code,
    answers.response_id,
    answers.column_letters,
    answers.item_code,
    answers.option_code,
    answers.answer
from answers
inner join responses
    on answers.response_id = responses.response_id
