{#- One row per option that was chosen: what shares count, and what `trace` shows of them. -#}
{% macro choices() -%}
select
    response_id,
    item_code,
    option_code,
    column_letters
from {{ ref('fct_answer') }}
where item_kind in ('single', 'multi') and answer = 1
{%- endmacro %}
