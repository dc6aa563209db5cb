{#- Rows of one figure in the one shape that all figures share (figures.md), from a relation of cells: one row per
    programme, period, scope and breakdown. Every argument but `figure_id` is an expression over the cell. -#}
{% macro figure(
    cells, figure_id, value, numerator="null", denominator="null", n="null", basis="'collected'", additive_over="''",
    where="true"
) -%}
select
    programme_code,
    period_no,
    scope,
    {{ figure_id }} as figure_id,
    breakdown,
    cast({{ value }} as double) as value,
    cast({{ numerator }} as double) as numerator,
    cast({{ denominator }} as double) as denominator,
    cast({{ n }} as bigint) as n,
    cast({{ basis }} as {{ dbt.type_string() }}) as basis,
    cast({{ additive_over }} as {{ dbt.type_string() }}) as additive_over
from {{ cells }}
where {{ where }}
{%- endmacro %}

{#- A quotient as a number, null where nothing is divided by. -#}
{% macro quotient(numerator, denominator) -%}
cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}
