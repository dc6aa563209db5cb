{%- set counts = ["rows_received", "rows_loaded", "rows_quarantined", "rows_ignored"] -%}

with slots as (
    {{ placed_slots() }}
),

windows as (
    select * from {{ ref('dim_window') }} where scope = 'cumulative'
),

receipts as (
    select
        windows.period_no,
        windows.scope,
        deliveries.*,
        cast(null as {{ dbt.type_string() }}) as sheet_name,
        cast(null as integer) as row_no
    from windows
    inner join ({{ counted_deliveries() }}) as deliveries
        on windows.programme_code = deliveries.programme_code
),

placed as (
    select *, {{ breakdown() }} as breakdown from receipts
    union all
    select *, {{ breakdown([["dataset", "dataset"]]) }} as breakdown from receipts
)

{{ traced(
    "slots", "'data.completeness'", "is_filled", "1", source="'slot'",
    told="unit_code || ' ' || dataset || ' ' || slot_period_no", has_lineage=false,
) }}
{%- for count in counts %}
union all
{{ traced("placed", "'data." ~ count ~ "'", count, source="'receipt'", told="dataset") }}
{%- endfor %}
