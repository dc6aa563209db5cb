with places as (
    select *
    from {{ ref('int_survey__place') }}
    where place = 'total' and has_waves and instrument_type = 'survey'
),

items as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        places.instrument_code,
        items.item_code
    from places
    inner join {{ ref('dim_item') }} as items
        on
            places.programme_code = items.programme_code
            and places.instrument_code = items.instrument_code
    where items.item_kind = 'scale'
    union all
    select
        programme_code,
        period_no,
        scope,
        breakdown,
        instrument_code,
        'index' as item_code
    from places
    where has_index
),

paired_answers as (
    {{ paired_answers() }}
),

changes as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        item_code,
        {{ exact_sum('last_answer - first_answer') }} as change_sum,
        count(*) as pairs
    from paired_answers
    group by programme_code, period_no, scope, instrument_code, item_code
),

cells as (
    select
        items.programme_code,
        items.period_no,
        items.scope,
        items.breakdown,
        'survey.' || items.instrument_code || '.change.' || items.item_code as figure_id,
        coalesce(changes.change_sum, 0) as change_sum,
        coalesce(changes.pairs, 0) as pairs
    from items
    left join changes
        on
            items.programme_code = changes.programme_code
            and items.period_no = changes.period_no
            and items.scope = changes.scope
            and items.instrument_code = changes.instrument_code
            and items.item_code = changes.item_code
),

figures as (
    {{ figure(
        "cells", "figure_id", quotient("change_sum", "pairs"), numerator="change_sum", denominator="pairs", n="pairs"
    ) }}
)

select * from figures
