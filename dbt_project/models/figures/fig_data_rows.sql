{%- set counts = ["rows_received", "rows_loaded", "rows_quarantined", "rows_ignored"] -%}

with windows as (
    select * from {{ ref('dim_window') }} where scope = 'cumulative'
),

deliveries as (
    {{ counted_deliveries() }}
),

datasets as (
    select
        programme_code,
        dataset
    from deliveries
    union
    select
        programme_code,
        dataset
    from {{ source('reference', 'expected_dataset') }}
),

sums as (
    select
        datasets.programme_code,
        datasets.dataset,
    {%- for count in counts %}
    coalesce(sum(deliveries.{{ count }}), 0) as {{ count }}{{ "," if not loop.last }}
    {%- endfor %}
    from datasets
    left join deliveries
        on
            datasets.programme_code = deliveries.programme_code
            and datasets.dataset = deliveries.dataset
    group by datasets.programme_code, datasets.dataset
),

cells as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        sums.rows_received,
        sums.rows_loaded,
        sums.rows_quarantined,
        sums.rows_ignored,
        '' as additive_over,
        {{ breakdown([["dataset", "sums.dataset"]]) }} as breakdown
    from windows
    inner join sums
        on windows.programme_code = sums.programme_code
    union all
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        sum(sums.rows_received) as rows_received,
        sum(sums.rows_loaded) as rows_loaded,
        sum(sums.rows_quarantined) as rows_quarantined,
        sum(sums.rows_ignored) as rows_ignored,
        'dataset' as additive_over,
        {{ breakdown() }} as breakdown
    from windows
    inner join sums
        on windows.programme_code = sums.programme_code
    group by windows.programme_code, windows.period_no, windows.scope
),

figures as (
    {%- for count in counts %}
    {{ figure("cells", "'data." ~ count ~ "'", count, additive_over="additive_over") }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * from figures
