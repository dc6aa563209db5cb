{#- Whether two codes are the same, where missing is a value of its own. Written so that any engine can hash it. -#}
{% macro same(left, right) -%}
    coalesce({{ left }}, '') = coalesce({{ right }}, '')
{%- endmacro %}

{#- The same for dates. -#}
{% macro same_day(left, right) -%}
    coalesce({{ left }}, cast('0001-01-01' as date)) = coalesce({{ right }}, cast('0001-01-01' as date))
{%- endmacro %}

{#- Whether a mark is of a session: a unit, an activity, a date and a start time (figures.md 2). -#}
{% macro same_session(left, right) -%}
    {{ left }}.programme_code = {{ right }}.programme_code
and {{ left }}.unit_code = {{ right }}.unit_code
and {{ left }}.activity_code = {{ right }}.activity_code
and {{ left }}.session_on = {{ right }}.session_on
and {{ same(left ~ '.start_time', right ~ '.start_time') }}
{%- endmacro %}
