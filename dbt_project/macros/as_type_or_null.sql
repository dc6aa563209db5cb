{#- The value as another type, null where it is none: a value never ends up in an error. -#}
{% macro as_type_or_null(value, type) -%}
try_cast({{ value }} as {{ type }})
{%- endmacro %}
