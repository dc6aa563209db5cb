with cells as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        programmes.decision_eur,
        programmes.total_cost_eur,
        {{ breakdown() }} as breakdown
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('dim_programme') }} as programmes
        on windows.programme_code = programmes.programme_code
    where windows.scope = 'cumulative'
),

figures as (
    {{ figure("cells", "'grant.decision_eur'", "decision_eur", where="decision_eur is not null") }}
    union all
    {{ figure("cells", "'grant.total_cost_eur'", "total_cost_eur", where="total_cost_eur is not null") }}
    union all
    {{ figure(
        "cells", "'grant.share'", quotient("decision_eur", "total_cost_eur"),
        numerator="decision_eur", denominator="total_cost_eur",
        where="decision_eur is not null and total_cost_eur is not null",
    ) }}
)

select * from figures
