{%- set sums = {
    "answers": "count(distinct response_no)",
    "anonymous": "count(distinct case when respondent_no is null then response_no end)",
} -%}

with choices as (
    select
        responses.programme_code,
        responses.instrument_code,
        responses.respondent_no,
        responses.stretch_no,
        responses.response_no,
        choices.item_code,
        choices.option_code
    from {{ ref('int_survey__counted_response') }} as responses
    inner join ({{ choices() }}) as choices
        on responses.response_id = choices.response_id
),

stretch_counts as (
    {{ by_stretch(
        "choices", ["programme_code", "instrument_code", "item_code"], {"total": "''", "option": "option_code"}, sums,
        "respondent_no",
    ) }}
),

counts as (
    {{ by_window("stretch_counts", ["instrument_code", "item_code"], sums) }}
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        'survey.' || places.instrument_code || '.share.' || options.item_code as figure_id,
        coalesce(chosen.answers, 0) as chosen,
        coalesce(answered.answers, 0) as answers,
        coalesce(answered.persons + answered.anonymous, 0) as people,
        {{ breakdown([["option", "options.option_code"]]) }} as breakdown
    from {{ ref('int_survey__place') }} as places
    inner join {{ source('reference', 'option') }} as options
        on
            places.programme_code = options.programme_code
            and places.instrument_code = options.instrument_code
    left join counts as answered
        on
            {{ same_cell("places", "answered", ["instrument_code", "place"]) }}
            and options.item_code = answered.item_code
    left join counts as chosen
        on
            {{ same_cell("places", "chosen", ["instrument_code"]) }}
            and chosen.place = 'option'
            and options.item_code = chosen.item_code
            and options.option_code = chosen.code
    where places.place = 'total'
),

figures as (
    {{ figure(
        "cells", "figure_id", quotient("chosen", "answers"), numerator="chosen", denominator="answers", n="people"
    ) }}
)

select * from figures
