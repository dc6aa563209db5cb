{#- The project's own estimates in the windows they belong to. -#}
{% macro given_estimates() -%}
with windows as (
    select * from {{ ref('dim_window') }}
),

-- Where genders are given, the total is their sum; a number without a gender stands only alone.
estimates as (
    select
        *,
        max(case when gender_code is null then 0 else 1 end) over (
            partition by programme_code, figure_id, period_no
        ) = 1 as has_genders
    from {{ source('reference', 'estimate') }}
)

select
    windows.programme_code,
    windows.period_no,
    windows.scope,
    estimates.figure_id,
    estimates.gender_code,
    estimates.estimate,
    estimates.basis,
    estimates.has_genders
from windows
inner join estimates
    on
        {{ in_window("windows", "estimates", "period_no") }}
where estimates.gender_code is not null or not estimates.has_genders
{%- endmacro %}
