{#- Where a row stood in the staff's files, as one text: delivery, sheet, row. -#}
{% macro row_id(alias="") -%}
{%- set dot = alias ~ "." if alias else "" -%}
{{ dot }}delivery_id || '/' || coalesce({{ dot }}sheet_name, '') || '/' || {{ dot }}row_no
{%- endmacro %}
