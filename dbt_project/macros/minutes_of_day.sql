{#- Minutes since midnight of a time as text, HH:MM; null stays null. -#}
{% macro minutes_of_day(time) -%}
cast(substr({{ time }}, 1, 2) as integer) * 60 + cast(substr({{ time }}, 4, 2) as integer)
{%- endmacro %}
