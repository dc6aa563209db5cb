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

answers as (
    {{ changing_answers() }}
),

paired_answers as (
    {{ paired_answers(ref('int_survey__pair'), "answers") }}
),

-- Of all pairs that count in the same windows.
sums as (
    select
        programme_code,
        instrument_code,
        item_code,
        from_period_no,
        until_period_no,
        completed_stretch_no,
        {{ exact_sum('last_answer - first_answer') }} as change_sum,
        count(*) as pairs
    from paired_answers
    group by programme_code, instrument_code, item_code, from_period_no, until_period_no, completed_stretch_no
),

changes as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        sums.instrument_code,
        sums.item_code,
        sum(sums.change_sum) as change_sum,
        sum(sums.pairs) as pairs
    from {{ ref('dim_window') }} as windows
    inner join sums
        on
            {{ pair_in("windows", "sums") }}
    group by windows.programme_code, windows.period_no, windows.scope, sums.instrument_code, sums.item_code
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
            {{ same_cell("items", "changes", ["instrument_code", "item_code"]) }}
),

figures as (
    {{ figure(
        "cells", "figure_id", quotient("change_sum", "pairs"), numerator="change_sum", denominator="pairs", n="pairs"
    ) }}
)

select * from figures
