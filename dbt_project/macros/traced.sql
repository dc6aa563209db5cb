{#- Rows behind one figure in the one shape that all of them share: what a counted unit adds to the numerator and the
    denominator, and where it stood in the staff's files. `unit_key` names what is counted once although several rows
    speak of it (a person, a session, a pair); null where each row is counted. `people` is how many persons a row without
    a key stands for. `source` is row, programme_file, slot or receipt; `told` is what of it. -#}
{% macro traced(
    relation, figure_id, numerator="null", denominator="null", unit_key="null", person_key="null", people="null",
    column_letters="null", source="'row'", told="null", where="true", has_lineage=true
) -%}
select
    programme_code,
    period_no,
    scope,
    {{ figure_id }} as figure_id,
    breakdown,
    cast({{ unit_key }} as {{ dbt.type_string() }}) as unit_key,
    cast({{ person_key }} as {{ dbt.type_string() }}) as person_key,
    cast({{ people }} as bigint) as people,
    cast({{ numerator }} as double) as numerator,
    cast({{ denominator }} as double) as denominator,
    {{ source }} as source,
    cast({{ told }} as {{ dbt.type_string() }}) as told,
    {%- if has_lineage %}
    delivery_id,
    sheet_name,
    row_no,
    {%- else %}
    cast(null as {{ dbt.type_string() }}) as delivery_id,
    cast(null as {{ dbt.type_string() }}) as sheet_name,
    cast(null as integer) as row_no,
    {%- endif %}
    cast({{ column_letters }} as {{ dbt.type_string() }}) as column_letters
from {{ relation }}
where {{ where }}
{%- endmacro %}
