{#- Pairs of responses of one respondent: where they count, and their answers. -#}

{#- The responses of pairs, which are told by number, and the stretch of days in which the later of them came. -#}
{% macro completed_pairs(pairs) -%}
select
    pairs.programme_code,
    pairs.instrument_code,
    firsts.response_id as first_response_id,
    lasts.response_id as last_response_id,
    firsts.responded_on as first_responded_on,
    lasts.responded_on as last_responded_on,
    greatest(firsts.stretch_no, lasts.stretch_no) as completed_stretch_no,
    pairs.from_period_no,
    pairs.until_period_no
from {{ pairs }} as pairs
inner join {{ ref('int_survey__counted_response') }} as firsts
    on
        pairs.programme_code = firsts.programme_code
        and pairs.first_response_no = firsts.response_no
inner join {{ ref('int_survey__counted_response') }} as lasts
    on
        pairs.programme_code = lasts.programme_code
        and pairs.last_response_no = lasts.response_no
{%- endmacro %}

{#- Whether a pair counts in a window: while it stands, and in the period of its later response only. -#}
{% macro pair_in(windows, pairs) -%}
    {{ windows }}.programme_code = {{ pairs }}.programme_code
and {{ windows }}.period_no between {{ pairs }}.from_period_no and {{ pairs }}.until_period_no
and ({{ windows }}.scope = 'cumulative' or {{ windows }}.period_no = {{ pairs }}.completed_stretch_no)
{%- endmacro %}

{#- One row per pair and item that both answered. -#}
{% macro paired_answers(pairs, answers) -%}
select
    pairs.*,
    firsts.item_code,
    firsts.answer as first_answer,
    lasts.answer as last_answer,
    firsts.column_letters as first_column_letters,
    lasts.column_letters as last_column_letters
from {{ pairs }} as pairs
inner join {{ answers }} as firsts
    on pairs.first_response_id = firsts.response_id
inner join {{ answers }} as lasts
    on
        pairs.last_response_id = lasts.response_id
        and firsts.item_code = lasts.item_code
{%- endmacro %}

{#- What may change between waves: answers on a scale; the index is an item too. -#}
{% macro changing_answers() -%}
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
{%- endmacro %}

{#- Where a reading of an Outcomes Star went: a whole step is a change. -#}
{% macro direction(first, last) -%}
case
    when {{ last }} - {{ first }} >= 1 then 'up'
    when {{ last }} - {{ first }} <= -1 then 'down'
    else 'same'
end
{%- endmacro %}
