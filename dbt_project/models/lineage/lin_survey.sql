{%- set prefix = "'survey.' || instrument_code || '." -%}

with responses as (
    select * from {{ ref('int_survey__placed_response') }}
),

scale_answers as (
    select
        responses.*,
        answers.item_code,
        answers.answer,
        answers.is_top2,
        answers.column_letters
    from responses
    inner join ({{ scale_answers() }}) as answers
        on responses.response_id = answers.response_id
),

choices as (
    select
        responses.*,
        choices.item_code,
        choices.option_code,
        choices.column_letters
    from responses
    inner join ({{ choices() }}) as choices
        on responses.response_id = choices.response_id
    where responses.place = 'total'
),

-- A response that chose something is in the base of every option.
option_bases as (
    select
        choices.programme_code,
        choices.period_no,
        choices.scope,
        choices.instrument_code,
        choices.item_code,
        choices.response_id,
        choices.person_key,
        choices.delivery_id,
        choices.sheet_name,
        choices.row_no,
        choices.column_letters,
        case when choices.option_code = options.option_code then 1 else 0 end as is_chosen,
        {{ breakdown([["option", "options.option_code"]]) }} as breakdown
    from choices
    inner join {{ source('reference', 'option') }} as options
        on
            choices.programme_code = options.programme_code
            and choices.instrument_code = options.instrument_code
            and choices.item_code = options.item_code
),

invited as (
    select * from {{ ref('fig_survey_invited') }} where numerator is null
)

{{ traced(
    "responses", prefix ~ "responses'", "1", person_key="person_key", where="instrument_type = 'survey'",
) }}
union all
{{ traced(
    "responses", prefix ~ "respondents'", "case when respondent_key is not null then 1 end",
    unit_key="person_key", person_key="respondent_key", where="instrument_type = 'survey' and place = 'total'",
) }}
union all
{{ traced(
    "responses", prefix ~ "readings'", "1", person_key="person_key",
    where="instrument_type = 'star' and place = 'total'",
) }}
union all
{{ traced(
    "responses", prefix ~ "response_rate'", "1", where="instrument_type = 'survey' and place = 'total'",
) }}
union all
{{ traced(
    "invited", "replace(figure_id, '.invited', '.response_rate')", denominator="value", people="value",
    source="'programme_file'", told="'invited'", has_lineage=false,
) }}
union all
{{ traced(
    "invited", "figure_id", "value", people="value", source="'programme_file'", told="'invited'", has_lineage=false,
) }}
union all
{{ traced(
    "scale_answers", "'survey.' || instrument_code || '.mean.' || item_code", "answer", "1",
    person_key="person_key", column_letters="column_letters",
) }}
union all
{{ traced(
    "scale_answers", "'survey.' || instrument_code || '.top2.' || item_code", "is_top2", "1",
    person_key="person_key", column_letters="column_letters", where="place = 'total'",
) }}
union all
{{ traced(
    "option_bases", "'survey.' || instrument_code || '.share.' || item_code", "is_chosen", "1",
    unit_key="response_id", person_key="person_key", column_letters="column_letters",
) }}
union all
{{ traced(
    "responses", prefix ~ "index'", "index_value", "1", person_key="person_key",
    where="place = 'total' and index_value is not null",
) }}
