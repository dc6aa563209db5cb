with places as (
    select * from {{ ref('int_survey__place') }} where place = 'total' and instrument_type = 'star'
),

pairs as (
    select
        windows.period_no,
        windows.scope,
        pairs.*
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('int_survey__star_pair') }} as pairs
        on
            {{ pair_in("windows", "pairs") }}
),

pair_counts as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        'survey.' || places.instrument_code || '.pairs' as figure_id,
        count(pairs.first_response_id) as pairs
    from places
    left join pairs
        on
            {{ same_cell("places", "pairs", ["instrument_code"]) }}
    group by
        places.programme_code, places.period_no, places.scope, places.breakdown, places.instrument_code
),

readings as (
    {{ paired_answers("pairs", ref('fct_answer')) }}
),

changes as (
    select
        *,
        {{ direction("first_answer", "last_answer") }} as direction
    from readings
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        'survey.' || places.instrument_code || '.' as prefix,
        areas.item_code,
        count(changes.item_code) as pairs,
        coalesce(sum(changes.first_answer), 0) as first_sum,
        coalesce(sum(changes.last_answer), 0) as last_sum,
        coalesce(sum(changes.last_answer - changes.first_answer), 0) as change_sum,
        count(case when changes.direction = 'up' then 1 end) as went_up,
        count(case when changes.direction = 'same' then 1 end) as stayed_same,
        count(case when changes.direction = 'down' then 1 end) as went_down
    from places
    inner join {{ ref('dim_item') }} as areas
        on
            places.programme_code = areas.programme_code
            and places.instrument_code = areas.instrument_code
    left join changes
        on
            {{ same_cell("places", "changes", ["instrument_code"]) }}
            and areas.item_code = changes.item_code
    group by
        places.programme_code, places.period_no, places.scope, places.breakdown,
        places.instrument_code, areas.item_code
),

figures as (
    {{ figure("pair_counts", "figure_id", "pairs", n="pairs") }}
    {%- for name, numerator in [
        ["mean_first", "first_sum"], ["mean_last", "last_sum"], ["mean_change", "change_sum"],
        ["share_up", "went_up"], ["share_same", "stayed_same"], ["share_down", "went_down"],
    ] %}
    union all
    {{ figure(
        "cells", "prefix || '" ~ name ~ ".' || item_code", quotient(numerator, "pairs"),
        numerator=numerator, denominator="pairs", n="pairs",
    ) }}
    {%- endfor %}
)

select * from figures
