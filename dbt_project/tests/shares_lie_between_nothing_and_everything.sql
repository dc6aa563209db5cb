-- A share is its numerator of its denominator, and lies in 0…1; more answers than invited may come back.
select *
from {{ ref('figures') }}
where
    (
        numerator is not null and denominator <> 0
        and abs(value - numerator / nullif(denominator, 0)) > 0.000000001
        and figure_id not in ('attendance.units_visited')
    )
    or (denominator = 0 and value is not null and figure_id <> 'attendance.units_visited')
    or (
        (
            position('.share' in figure_id) > 0 or position('.top2.' in figure_id) > 0
            or figure_id in ('data.completeness', 'recruitment.commitment_rate', 'recruitment.retention_rate')
        )
        and (value < 0 or value > 1)
        and figure_id <> 'grant.share'
    )
