{#- Rows of attendance at every place they count in: the total, their unit, their activity, both. -#}
{% macro attendance_breakdowns(relation) -%}
select *, 'total' as place, {{ breakdown() }} as breakdown from {{ relation }}
union all
select *, 'unit' as place, {{ breakdown([["unit", "unit_code"]]) }} as breakdown from {{ relation }}
union all
select *, 'activity' as place, {{ breakdown([["activity", "activity_code"]]) }} as breakdown from {{ relation }}
union all
select
    *,
    'activity_unit' as place,
    {{ breakdown([["activity", "activity_code"], ["unit", "unit_code"]]) }} as breakdown
from {{ relation }}
{%- endmacro %}
