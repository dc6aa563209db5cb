{#- What must differ between engines, and nothing else: each one dispatched. -#}

{#- The value as another type, null where it is none: a value never ends up in an error. -#}
{% macro as_type_or_null(value, type) -%}
{{ return(adapter.dispatch("as_type_or_null", "seuranta")(value, type)) }}
{%- endmacro %}

{% macro default__as_type_or_null(value, type) -%}
try_cast({{ value }} as {{ type }})
{%- endmacro %}

{#- Outside its ANSI mode Spark's cast is that already. -#}
{% macro spark__as_type_or_null(value, type) -%}
cast({{ value }} as {{ type }})
{%- endmacro %}
