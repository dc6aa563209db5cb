select
    answers.programme_code,
    answers.instrument_code,
    answers.response_id,
    answers.item_code,
    items.item_kind,
    answers.option_code,
    answers.answer,
    answers.column_letters
from {{ ref('int_survey__standing_answer') }} as answers
inner join {{ ref('dim_item') }} as items
    on
        answers.programme_code = items.programme_code
        and answers.instrument_code = items.instrument_code
        and answers.item_code = items.item_code
