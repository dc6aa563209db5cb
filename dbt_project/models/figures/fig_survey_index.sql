{%- set sums = {
    "index_sum": exact_sum("index_value"),
    "indexes": "count(*)",
    "anonymous": "count(case when respondent_no is null then 1 end)",
} -%}

with indexes as (
    select * from {{ ref('int_survey__counted_response') }} where index_value is not null
),

counts as (
    {{ by_stretch("indexes", ["programme_code", "instrument_code"], {"total": "''"}, sums, "respondent_no") }}
),

window_counts as (
    {{ by_window("counts", ["instrument_code"], sums) }}
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        'survey.' || places.instrument_code || '.index' as figure_id,
        coalesce(counts.index_sum, 0) as index_sum,
        coalesce(counts.indexes, 0) as indexes,
        coalesce(counts.persons + counts.anonymous, 0) as people
    from {{ ref('int_survey__place') }} as places
    left join window_counts as counts
        on
            {{ same_cell("places", "counts", ["instrument_code"]) }}
    where places.place = 'total' and places.has_index
),

figures as (
    {{ figure(
        "cells", "figure_id", quotient("index_sum", "indexes"),
        numerator="index_sum", denominator="indexes", n="people",
    ) }}
)

select * from figures
