-- received = loaded + quarantined + ignored, of every delivery and in the report.
select
    delivery_id as what,
    rows_received as received,
    rows_loaded + rows_quarantined + rows_ignored as accounted_for
from {{ ref('fct_delivery') }}
where rows_received <> rows_loaded + rows_quarantined + rows_ignored
union all
select
    programme_code || ' ' || breakdown as what,
    sum(case when figure_id = 'data.rows_received' then value else 0 end) as received,
    sum(case when figure_id <> 'data.rows_received' then value else 0 end) as accounted_for
from {{ ref('figures') }}
where substr(figure_id, 1, 10) = 'data.rows_'
group by programme_code, period_no, breakdown
having
    sum(case when figure_id = 'data.rows_received' then value else 0 end)
    <> sum(case when figure_id <> 'data.rows_received' then value else 0 end)
