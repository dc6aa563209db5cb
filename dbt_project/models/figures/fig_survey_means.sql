{%- set sums = {
    "answer_sum": "sum(answer)",
    "top2": "sum(is_top2)",
    "answers": "count(*)",
    "anonymous": "count(case when respondent_no is null then 1 end)",
} -%}

with items as (
    {{ scale_items() }}
),

answers as (
    select
        responses.respondent_no,
        responses.stretch_no,
        responses.unit_code,
        responses.wave,
        responses.group_code,
        answers.item_no,
        answers.answer,
        answers.is_top2
    from {{ ref('int_survey__counted_response') }} as responses
    inner join ({{ scale_answers() }}) as answers
        on responses.response_id = answers.response_id
),

stretch_counts as (
    {{ by_stretch("answers", ["item_no"], survey_places(), sums, "respondent_no") }}
),

item_counts as (
    select
        items.programme_code,
        items.instrument_code,
        items.item_code,
        stretch_counts.*
    from stretch_counts
    inner join items
        on stretch_counts.item_no = items.item_no
),

counts as (
    {{ by_window("item_counts", ["instrument_code", "item_code"], sums) }}
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.place,
        places.breakdown,
        'survey.' || places.instrument_code || '.' as prefix,
        items.item_code,
        coalesce(counts.answer_sum, 0) as answer_sum,
        coalesce(counts.top2, 0) as top2,
        coalesce(counts.answers, 0) as answers,
        coalesce(counts.persons + counts.anonymous, 0) as people
    from {{ ref('int_survey__place') }} as places
    inner join items
        on
            places.programme_code = items.programme_code
            and places.instrument_code = items.instrument_code
    left join counts
        on
            {{ same_cell("places", "counts", ["instrument_code", "place", "code"]) }}
            and items.item_code = counts.item_code
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
