with answers as (
    select * from {{ ref('fct_answer') }}
),

scored_items as (
    select
        items.programme_code,
        items.instrument_code,
        items.item_code,
        instruments.index_from_low,
        instruments.index_from_high,
        instruments.index_to_low,
        instruments.index_to_high,
        instruments.index_min_items
    from {{ source('reference', 'item') }} as items
    inner join {{ source('reference', 'instrument') }} as instruments
        on
            items.programme_code = instruments.programme_code
            and items.instrument_code = instruments.instrument_code
    where items.is_in_index
)

select
    answers.programme_code,
    answers.response_id,
    scored_items.index_to_low
    + (avg(answers.answer) - scored_items.index_from_low)
    / nullif(scored_items.index_from_high - scored_items.index_from_low, 0)
    * (scored_items.index_to_high - scored_items.index_to_low) as index_value
from answers
inner join scored_items
    on
        answers.programme_code = scored_items.programme_code
        and answers.instrument_code = scored_items.instrument_code
        and answers.item_code = scored_items.item_code
group by
    answers.programme_code,
    answers.response_id,
    scored_items.index_from_low,
    scored_items.index_from_high,
    scored_items.index_to_low,
    scored_items.index_to_high,
    scored_items.index_min_items
having count(*) >= scored_items.index_min_items
