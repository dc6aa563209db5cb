-- A month counts as the share of its days in the window, exactly: 377580 is the least multiple of 28, 29, 30, 31.
{%- set whole_month = 377580 %}

with windows as (
    select * from {{ source('reference', 'reporting_window') }}
),

months as (
    select
        programme_code,
        period_no,
        scope,
        sum(days_in_scope * ({{ whole_month }} / nullif(days_in_month, 0))) as month_parts
    from {{ source('reference', 'window_month') }}
    group by programme_code, period_no, scope
)

select
    windows.programme_code,
    windows.period_no,
    windows.scope,
    windows.start_on,
    windows.end_on,
    windows.responses_until,
    cast(months.month_parts as bigint) as month_parts,
    cast({{ whole_month }} as bigint) as parts_per_month
from windows
inner join months
    on
        windows.programme_code = months.programme_code
        and windows.period_no = months.period_no
        and windows.scope = months.scope
