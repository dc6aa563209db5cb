with placed as (
    {{ placed_slots() }}
),

cells as (
    select
        programme_code,
        period_no,
        scope,
        breakdown,
        sum(is_filled) as filled,
        count(*) as expected
    from placed
    group by programme_code, period_no, scope, breakdown
),

figures as (
    {{ figure(
        "cells", "'data.completeness'", quotient("filled", "expected"), numerator="filled", denominator="expected"
    ) }}
)

select * from figures
