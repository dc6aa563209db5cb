with pairs as (
    select * from {{ ref('int_survey__pair') }}
    union all
    select * from {{ ref('int_survey__star_pair') }}
),

-- Both responses of a pair are behind it.
pair_rows as (
    select
        pairs.*,
        {{ breakdown() }} as breakdown,
        responses.delivery_id,
        responses.sheet_name,
        responses.row_no
    from pairs
    inner join {{ ref('fct_response') }} as responses
        on responses.response_id in (pairs.first_response_id, pairs.last_response_id)
),

-- Comparability looks at everything since the programme's start, in both scopes.
compared_rows as (
    select
        pair_rows.programme_code,
        pair_rows.period_no,
        windows.scope,
        pair_rows.instrument_code,
        pair_rows.respondent_key,
        pair_rows.breakdown,
        pair_rows.delivery_id,
        pair_rows.sheet_name,
        pair_rows.row_no
    from pair_rows
    inner join {{ ref('dim_window') }} as windows
        on
            pair_rows.programme_code = windows.programme_code
            and pair_rows.period_no = windows.period_no
    where pair_rows.scope = 'cumulative'
),

{% for name, relation in [["change", paired_answers()], ["step", paired_readings()]] -%}
{{ name }}_rows as (
    select
        answers.*,
        {{ breakdown() }} as breakdown,
        case
            when responses.response_id = answers.first_response_id then answers.first_column_letters
            else answers.last_column_letters
        end as column_letters,
        responses.delivery_id,
        responses.sheet_name,
        responses.row_no
    from ({{ relation }}) as answers
    inner join {{ ref('fct_response') }} as responses
        on responses.response_id in (answers.first_response_id, answers.last_response_id)
){{ "," if not loop.last }}

{% endfor -%}

{%- for name, relation in [["pairs", "pair_rows"], ["comparable", "compared_rows"]] %}
{{ traced(
    relation, "'survey.' || instrument_code || '." ~ name ~ "'", "1",
    unit_key="respondent_key", person_key="respondent_key",
) }}
union all
{%- endfor %}
{{ traced(
    "change_rows", "'survey.' || instrument_code || '.change.' || item_code", "last_answer - first_answer", "1",
    unit_key="respondent_key", person_key="respondent_key", column_letters="column_letters",
) }}
{%- for name, numerator in [
    ["mean_first", "first_answer"], ["mean_last", "last_answer"], ["mean_change", "last_answer - first_answer"],
    ["share_up", "case direction when 'up' then 1 else 0 end"],
    ["share_same", "case direction when 'same' then 1 else 0 end"],
    ["share_down", "case direction when 'down' then 1 else 0 end"],
] %}
union all
{{ traced(
    "step_rows", "'survey.' || instrument_code || '." ~ name ~ ".' || item_code", numerator, "1",
    unit_key="respondent_key", person_key="respondent_key", column_letters="column_letters",
) }}
{%- endfor %}
