with places as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.instrument_code,
        options.item_code,
        options.option_code
    from {{ ref('int_survey__place') }} as places
    inner join {{ source('reference', 'option') }} as options
        on
            places.programme_code = options.programme_code
            and places.instrument_code = options.instrument_code
    where places.place = 'total'
),

answers as (
    {{ placed_choices() }}
),

answered as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        item_code,
        count(distinct response_id) as answers,
        count(distinct person_key) as people
    from answers
    group by programme_code, period_no, scope, instrument_code, item_code
),

chosen as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        item_code,
        option_code,
        count(distinct response_id) as chosen
    from answers
    group by programme_code, period_no, scope, instrument_code, item_code, option_code
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        'survey.' || places.instrument_code || '.share.' || places.item_code as figure_id,
        coalesce(chosen.chosen, 0) as chosen,
        coalesce(answered.answers, 0) as answers,
        coalesce(answered.people, 0) as people,
        {{ breakdown([["option", "places.option_code"]]) }} as breakdown
    from places
    left join answered
        on
            places.programme_code = answered.programme_code
            and places.period_no = answered.period_no
            and places.scope = answered.scope
            and places.instrument_code = answered.instrument_code
            and places.item_code = answered.item_code
    left join chosen
        on
            places.programme_code = chosen.programme_code
            and places.period_no = chosen.period_no
            and places.scope = chosen.scope
            and places.instrument_code = chosen.instrument_code
            and places.item_code = chosen.item_code
            and places.option_code = chosen.option_code
),

figures as (
    {{ figure(
        "cells", "figure_id", quotient("chosen", "answers"), numerator="chosen", denominator="answers", n="people"
    ) }}
)

select * from figures
