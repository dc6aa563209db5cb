{#- A sum that does not hang on the order of its rows, as one of binary fractions does: to the fifteenth decimal. -#}
{% macro exact_sum(number) -%}
sum(cast({{ number }} as decimal(38, 15)))
{%- endmacro %}
