{#- What must differ between engines, and nothing else: each one dispatched. -#}

{#- Before a build: the sources within the engine's reach. DuckDB reads their files where a model selects from them. -#}
{% macro reach_sources() -%}
{{ return(adapter.dispatch("reach_sources", "seuranta")()) }}
{%- endmacro %}

{% macro default__reach_sources() -%}
{%- endmacro %}

{#- External tables over the files of the lake and the reference tables, as warehouse/spark_sources.py tells them. -#}
{% macro spark__reach_sources() -%}
{%- if execute -%}
{%- set told = fromjson(env_var("SEURANTA_SPARK_SOURCES", "{}")) -%}
{%- for source in graph.sources.values() if source.source_name in told -%}
    {%- set table = told[source.source_name][source.name] -%}
    {%- set location = table.location | replace("\\", "\\\\") | replace("'", "\\'") -%}
    {%- do run_query("create schema if not exists " ~ source.schema) -%}
    {%- do run_query("drop table if exists " ~ source.relation_name) -%}
    {%- do run_query(
        "create table " ~ source.relation_name ~ " (" ~ table.columns ~ ") using parquet"
        ~ " options (recursiveFileLookup 'true', pathGlobFilter '*.parquet') location '" ~ location ~ "'"
    ) -%}
{%- endfor -%}
{%- endif -%}
{%- endmacro %}

{#- A date so many days or months on. dbt's own `dateadd` gives a moment on Spark, and a wrong one where moments have no zone. -#}
{% macro later(day, number, unit) -%}
{{ return(adapter.dispatch("later", "seuranta")(day, number, unit)) }}
{%- endmacro %}

{% macro default__later(day, number, unit) -%}
cast({{ dbt.dateadd(unit, number, day) }} as date)
{%- endmacro %}

{% macro spark__later(day, number, unit) -%}
{{ {"day": "date_add", "month": "add_months"}[unit] }}({{ day }}, {{ number }})
{%- endmacro %}
