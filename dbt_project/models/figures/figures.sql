{%- set families = [
    "fig_esf_participants", "fig_esf_leavers", "fig_esf_2014_2020", "fig_esf_2021_2027", "fig_esf_estimates",
    "fig_attendance_sessions", "fig_attendance_visits", "fig_attendance_presences", "fig_attendance_persons",
    "fig_attendance_cadence", "fig_community",
    "fig_survey_responses", "fig_survey_invited", "fig_survey_means", "fig_survey_shares", "fig_survey_index",
    "fig_survey_pairs", "fig_survey_changes", "fig_star",
    "fig_recruitment", "fig_grant", "fig_data_completeness", "fig_data_rows",
] -%}

with families as (
    {%- for family in families %}
    select * from {{ ref(family) }} {{ "union all" if not loop.last }}
    {%- endfor %}
),

approximate as (
    select * from {{ source('reference', 'approximate_figure') }}
),

targets as (
    select * from {{ source('reference', 'target') }}
)

select
    families.programme_code,
    families.period_no,
    families.scope,
    families.figure_id,
    families.breakdown,
    families.value,
    families.numerator,
    families.denominator,
    families.n,
    case
        when families.basis = 'collected' and approximate.figure_id is not null then 'estimate'
        else families.basis
    end as basis,
    families.additive_over,
    targets.target,
    {{ quotient("families.value", "targets.target") }} as attainment
from families
left join approximate
    on
        families.programme_code = approximate.programme_code
        and families.figure_id = approximate.figure_id
left join targets
    on
        families.programme_code = targets.programme_code
        and families.figure_id = targets.figure_id
        and families.scope = targets.scope
        and families.breakdown = '{}'
