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
),

given as (
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
            windows.programme_code = estimates.programme_code
            and (
                estimates.period_no = windows.period_no
                or (windows.scope = 'cumulative' and estimates.period_no < windows.period_no)
            )
    where estimates.gender_code is not null or not estimates.has_genders
),

cells as (
    select
        programme_code,
        period_no,
        scope,
        figure_id,
        sum(estimate) as estimate,
        -- One guess among samples makes the sum a guess.
        min(basis) as basis,
        case when min(case when has_genders then 1 else 0 end) = 1 then 'gender' else '' end as additive_over,
        {{ breakdown() }} as breakdown
    from given
    group by programme_code, period_no, scope, figure_id
    union all
    select
        programme_code,
        period_no,
        scope,
        figure_id,
        sum(estimate) as estimate,
        min(basis) as basis,
        '' as additive_over,
        {{ breakdown([["gender", "gender_code"]]) }} as breakdown
    from given
    where gender_code is not null
    group by programme_code, period_no, scope, figure_id, gender_code
),

figures as (
    {{ figure(
        "cells", "figure_id", "estimate", n="estimate", basis="basis", additive_over="additive_over"
    ) }}
)

select * from figures
