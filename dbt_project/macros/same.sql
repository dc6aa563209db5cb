{#- Whether two codes are the same, where missing is a value of its own. Written so that any engine can hash it. -#}
{% macro same(left, right) -%}
coalesce({{ left }}, '') = coalesce({{ right }}, '')
{%- endmacro %}

{#- The same for dates. -#}
{% macro same_day(left, right) -%}
coalesce({{ left }}, cast('0001-01-01' as date)) = coalesce({{ right }}, cast('0001-01-01' as date))
{%- endmacro %}
