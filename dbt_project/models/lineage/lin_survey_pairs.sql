{%- set pairs = {
    "change": {"pairs": ref('int_survey__pair'), "answers": "answers"},
    "step": {"pairs": ref('int_survey__star_pair'), "answers": ref('fct_answer')},
} -%}

with answers as (
    {{ changing_answers() }}
),

all_pairs as (
    {%- for relation in pairs.values() %}
    select * from {{ relation.pairs }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

-- Both responses of a pair are behind it.
pair_rows as (
    select
        windows.period_no,
        windows.scope,
        pairs.programme_code,
        pairs.instrument_code,
        {{ breakdown() }} as breakdown,
        responses.respondent_key,
        responses.delivery_id,
        responses.sheet_name,
        responses.row_no
    from {{ ref('dim_window') }} as windows
    inner join all_pairs as pairs
        on
            {{ pair_in("windows", "pairs") }}
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

{% for name, relation in pairs.items() -%}
{{ name }}_rows as (
    select
        windows.period_no,
        windows.scope,
        answers.*,
        {{ breakdown() }} as breakdown,
        {{ direction("answers.first_answer", "answers.last_answer") }} as direction,
        case
            when responses.response_id = answers.first_response_id then answers.first_column_letters
            else answers.last_column_letters
        end as column_letters,
        responses.respondent_key,
        responses.delivery_id,
        responses.sheet_name,
        responses.row_no
    from {{ ref('dim_window') }} as windows
    inner join ({{ paired_answers(relation.pairs, relation.answers) }}) as answers
        on
            {{ pair_in("windows", "answers") }}
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
