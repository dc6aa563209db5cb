{#- The breakdown of a figure as canonical JSON text: dimensions in the alphabet's order, codes not labels.
    `dimensions` is a list of [name, column]; codes hold no quotes (they match [a-z0-9_]+). -#}
{% macro breakdown(dimensions=[]) -%}
{%- if not dimensions -%}
'{}'
{%- else -%}
{%- for name, column in dimensions -%}
{% if loop.first %}'{"{{ name }}": "'{% else %} || '", "{{ name }}": "'{% endif %} || {{ column }}
{%- endfor %} || '"}'
{%- endif -%}
{%- endmacro %}
