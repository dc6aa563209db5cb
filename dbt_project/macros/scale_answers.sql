{#- Answers on a scale: what means and the two best sum, and what `trace` shows of them. -#}

{#- Items with a scale, numbered: millions of answers are counted by a number, not by the texts that name an item. -#}
{% macro scale_items() -%}
select
    *,
    cast(
        row_number() over (
            order by programme_code nulls last, instrument_code nulls last, item_code nulls last
        ) as integer
    ) as item_no
from {{ ref('dim_item') }}
where item_kind = 'scale' and instrument_type = 'survey'
{%- endmacro %}

{#- One row per answer on a scale. -#}
{% macro scale_answers() -%}
select
    answers.response_id,
    answers.item_code,
    items.item_no,
    answers.answer,
    answers.column_letters,
    case when answers.answer between items.top2_low and items.top2_high then 1 else 0 end as is_top2
from {{ ref('fct_answer') }} as answers
inner join ({{ scale_items() }}) as items
    on
        answers.programme_code = items.programme_code
        and answers.instrument_code = items.instrument_code
        and answers.item_code = items.item_code
{%- endmacro %}
