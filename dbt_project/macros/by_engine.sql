{#- What must differ between engines, and nothing else: each one dispatched. -#}

{#- Before a build: the sources within the engine's reach. DuckDB reads the lake's files where a model selects from them. -#}
{% macro reach_sources() -%}
{{ return(adapter.dispatch("reach_sources", "seuranta")()) }}
{%- endmacro %}

{#- The tables beside the lake, from the folder that dbt runs in; and the warehouse before, where a part of it is taken over. -#}
{% macro default__reach_sources() -%}
{%- if execute -%}
{%- for source in graph.sources.values() if source.source_name == "reference" %}
create schema if not exists {{ source.schema }};
create or replace table {{ source.relation_name }} as select * from read_parquet('reference/{{ source.name }}.parquet');
{%- endfor %}
{%- if is_of_a_part() %}
attach if not exists '../../warehouse.duckdb' as before (read_only);
{%- endif %}
{%- endif -%}
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

{#- dbt makes every table by this: one that is made from nothing that changed has its rows from the warehouse before. -#}
{% macro duckdb__create_table_as(
    temporary, relation, compiled_code, language="sql", partitioned_by=none, sorted_by=none
) -%}
{%- set code = compiled_code if temporary or not is_unchanged() else rows_before() -%}
{{ return(dbt.duckdb__create_table_as(temporary, relation, code, language, partitioned_by, sorted_by)) }}
{%- endmacro %}

{#- After a model: whether its rows are others than before, for the models that read it. Spark computes everything. -#}
{% macro note_change() -%}
{{ return(adapter.dispatch("note_change", "seuranta")()) }}
{%- endmacro %}

{% macro default__note_change() -%}
{%- if execute and not is_unchanged() and is_of_a_part() %}{{ changes_of(this) }}{% endif -%}
{%- endmacro %}

{% macro spark__note_change() -%}
{%- endmacro %}

{#- dbt asks every test by this: one of relations that are as they were was green, and is not asked again. -#}
{% macro duckdb__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
{%- set sql = "select 1 as failure where 1 = 0" if is_unchanged() else main_sql -%}
{{ return(default__get_test_sql(sql, fail_calc, warn_if, error_if, limit)) }}
{%- endmacro %}
