with given as (
    {{ given_estimates() }}
),

cells as (
    select
        programme_code,
        period_no,
        scope,
        figure_id,
        {{ exact_sum('estimate') }} as estimate,
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
        {{ exact_sum('estimate') }} as estimate,
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
