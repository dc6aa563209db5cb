{#- Where rows count, and the code that tells one unit, wave, activity… of a place from another: expressions over a row. -#}

{#- A response: in the total, and in the unit, wave and group that it says. -#}
{% macro survey_places() -%}
{{ return({"total": "''", "unit": "unit_code", "wave": "wave", "group": "group_code"}) }}
{%- endmacro %}

{#- A visit: in the total, its unit, its activity, and both. -#}
{% macro attendance_places() -%}
{{ return({
    "total": "''",
    "unit": "unit_code",
    "activity": "activity_code",
    "activity_unit": "activity_code || ' ' || unit_code",
}) }}
{%- endmacro %}
