with places as (
    select * from {{ ref('int_survey__place') }} where place = 'total' and has_index
),

sums as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        {{ exact_sum('index_value') }} as index_sum,
        count(*) as indexes,
        count(distinct person_key) as people
    from {{ ref('int_survey__placed_response') }}
    where place = 'total' and index_value is not null
    group by programme_code, period_no, scope, instrument_code
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        'survey.' || places.instrument_code || '.index' as figure_id,
        coalesce(sums.index_sum, 0) as index_sum,
        coalesce(sums.indexes, 0) as indexes,
        coalesce(sums.people, 0) as people
    from places
    left join sums
        on
            places.programme_code = sums.programme_code
            and places.period_no = sums.period_no
            and places.scope = sums.scope
            and places.instrument_code = sums.instrument_code
),

figures as (
    {{ figure(
        "cells", "figure_id", quotient("index_sum", "indexes"),
        numerator="index_sum", denominator="indexes", n="people",
    ) }}
)

select * from figures
