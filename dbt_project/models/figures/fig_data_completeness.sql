with slots as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        slots.unit_code,
        slots.dataset,
        case when slots.is_delivered or slots.is_declared_empty then 1 else 0 end as is_filled
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('int_data__slot') }} as slots
        on
            windows.programme_code = slots.programme_code
            and (
                slots.period_no = windows.period_no
                or (windows.scope = 'cumulative' and slots.period_no < windows.period_no)
            )
),

placed as (
    select *, {{ breakdown() }} as breakdown from slots
    union all
    select *, {{ breakdown([["unit", "unit_code"]]) }} as breakdown from slots
    union all
    select *, {{ breakdown([["dataset", "dataset"]]) }} as breakdown from slots
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
