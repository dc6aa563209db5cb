{#- Minutes since midnight of a time as text, HH:MM; null stays null. -#}
{% macro minutes_of_day(time) -%}
{{ as_type_or_null("substr(" ~ time ~ ", 1, 2)", "integer") }} * 60
+ {{ as_type_or_null("substr(" ~ time ~ ", 4, 2)", "integer") }}
{%- endmacro %}
