{#- Answers where they count: what the figures of surveys sum, and what `trace` shows of them. -#}

{#- One row per scale answer, place and window. -#}
{% macro placed_scale_answers() -%}
select
    responses.programme_code,
    responses.period_no,
    responses.scope,
    responses.instrument_code,
    responses.place,
    responses.breakdown,
    responses.response_id,
    responses.person_key,
    answers.item_code,
    answers.answer,
    answers.column_letters,
    case when answers.answer between items.top2_low and items.top2_high then 1 else 0 end as is_top2
from {{ ref('int_survey__placed_response') }} as responses
inner join {{ ref('fct_answer') }} as answers
    on responses.response_id = answers.response_id
inner join {{ ref('dim_item') }} as items
    on
        answers.programme_code = items.programme_code
        and answers.instrument_code = items.instrument_code
        and answers.item_code = items.item_code
where items.item_kind = 'scale' and items.instrument_type = 'survey'
{%- endmacro %}

{#- One row per option that was chosen, and window. -#}
{% macro placed_choices() -%}
select
    responses.programme_code,
    responses.period_no,
    responses.scope,
    responses.instrument_code,
    responses.response_id,
    responses.person_key,
    answers.item_code,
    answers.option_code,
    answers.column_letters
from {{ ref('int_survey__placed_response') }} as responses
inner join {{ ref('fct_answer') }} as answers
    on responses.response_id = answers.response_id
where
    responses.place = 'total'
    and answers.item_kind in ('single', 'multi')
    and answers.answer = 1
{%- endmacro %}

{#- One row per pair of waves, window and item that both answered; the index is an item too. -#}
{% macro paired_answers() -%}
with answers as (
    select
        response_id,
        item_code,
        answer,
        column_letters
    from {{ ref('fct_answer') }}
    where item_kind = 'scale'
    union all
    select
        response_id,
        'index' as item_code,
        index_value as answer,
        cast(null as {{ dbt.type_string() }}) as column_letters
    from {{ ref('fct_response') }}
    where index_value is not null
)

select
    pairs.programme_code,
    pairs.period_no,
    pairs.scope,
    pairs.instrument_code,
    pairs.respondent_key,
    pairs.first_response_id,
    pairs.last_response_id,
    firsts.item_code,
    firsts.answer as first_answer,
    lasts.answer as last_answer,
    firsts.column_letters as first_column_letters,
    lasts.column_letters as last_column_letters
from {{ ref('int_survey__pair') }} as pairs
inner join answers as firsts
    on pairs.first_response_id = firsts.response_id
inner join answers as lasts
    on
        pairs.last_response_id = lasts.response_id
        and firsts.item_code = lasts.item_code
{%- endmacro %}

{#- One row per pair of readings of an Outcomes Star, window and area; a whole step is a change. -#}
{% macro paired_readings() -%}
select
    pairs.programme_code,
    pairs.period_no,
    pairs.scope,
    pairs.instrument_code,
    pairs.respondent_key,
    pairs.first_response_id,
    pairs.last_response_id,
    firsts.item_code,
    firsts.answer as first_answer,
    lasts.answer as last_answer,
    firsts.column_letters as first_column_letters,
    lasts.column_letters as last_column_letters,
    case
        when lasts.answer - firsts.answer >= 1 then 'up'
        when lasts.answer - firsts.answer <= -1 then 'down'
        else 'same'
    end as direction
from {{ ref('int_survey__star_pair') }} as pairs
inner join {{ ref('fct_answer') }} as firsts
    on pairs.first_response_id = firsts.response_id
inner join {{ ref('fct_answer') }} as lasts
    on
        pairs.last_response_id = lasts.response_id
        and firsts.item_code = lasts.item_code
{%- endmacro %}
