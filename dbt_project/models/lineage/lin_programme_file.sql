-- Numbers that the programme files give, with the key they stand under.
with estimates as (
    select *, {{ breakdown() }} as breakdown from ({{ given_estimates() }}) as given
    union all
    select *, {{ breakdown([["gender", "gender_code"]]) }} as breakdown
    from ({{ given_estimates() }}) as given
    where gender_code is not null
),

grants as (
    select * from {{ ref('fig_grant') }}
)

{{ traced(
    "estimates", "figure_id", "estimate", people="estimate", source="'programme_file'", told="'estimates'",
    has_lineage=false,
) }}
union all
{{ traced(
    "grants", "figure_id", "coalesce(numerator, value)", "denominator", source="'programme_file'", told="'grant'",
    has_lineage=false,
) }}
