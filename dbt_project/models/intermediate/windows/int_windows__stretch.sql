-- The stretches of days that windows are made of, no day in two: each period, and as number 0 the days of a programme
-- before its first period (none, where that begins with the programme).
with periods as (
    select * from {{ ref('dim_window') }}
    where scope = 'period'
),

programmes as (
    select
        programme_code,
        min(start_on) as start_on
    from {{ ref('dim_window') }}
    group by programme_code
),

before_periods as (
    select
        programmes.programme_code,
        programmes.start_on,
        {{ later("min(periods.start_on)", -1, "day") }} as end_on
    from programmes
    inner join periods
        on programmes.programme_code = periods.programme_code
    group by programmes.programme_code, programmes.start_on
)

select
    programme_code,
    period_no as stretch_no,
    start_on,
    end_on,
    responses_until
from periods
union all
select
    programme_code,
    0 as stretch_no,
    start_on,
    end_on,
    end_on as responses_until
from before_periods
