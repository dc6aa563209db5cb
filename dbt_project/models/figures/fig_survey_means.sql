with places as (
    select
        places.*,
        items.item_code
    from {{ ref('int_survey__place') }} as places
    inner join {{ ref('dim_item') }} as items
        on
            places.programme_code = items.programme_code
            and places.instrument_code = items.instrument_code
    where items.item_kind = 'scale' and items.instrument_type = 'survey'
),

answers as (
    {{ placed_scale_answers() }}
),

sums as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        item_code,
        breakdown,
        sum(answer) as answer_sum,
        sum(is_top2) as top2,
        count(*) as answers,
        count(distinct person_key) as people
    from answers
    group by programme_code, period_no, scope, instrument_code, item_code, breakdown
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.place,
        places.breakdown,
        'survey.' || places.instrument_code || '.' as prefix,
        places.item_code,
        coalesce(sums.answer_sum, 0) as answer_sum,
        coalesce(sums.top2, 0) as top2,
        coalesce(sums.answers, 0) as answers,
        coalesce(sums.people, 0) as people
    from places
    left join sums
        on
            places.programme_code = sums.programme_code
            and places.period_no = sums.period_no
            and places.scope = sums.scope
            and places.instrument_code = sums.instrument_code
            and places.item_code = sums.item_code
            and places.breakdown = sums.breakdown
),

figures as (
    {{ figure(
        "cells", "prefix || 'mean.' || item_code", quotient("answer_sum", "answers"),
        numerator="answer_sum", denominator="answers", n="people",
    ) }}
    union all
    {{ figure(
        "cells", "prefix || 'top2.' || item_code", quotient("top2", "answers"),
        numerator="top2", denominator="answers", n="people", where="place = 'total'",
    ) }}
)

select * from figures
