-- What counted once is counted once, whatever the number of its rows.
with units as (
    select
        programme_code,
        period_no,
        scope,
        figure_id,
        breakdown,
        max(numerator) as numerator,
        max(denominator) as denominator,
        max(person_key) as person_key,
        max(people) as people,
        count(delivery_id) as rows_behind
    from {{ ref('lineage') }}
    where unit_key is not null
    group by programme_code, period_no, scope, figure_id, breakdown, unit_key
    union all
    select
        programme_code,
        period_no,
        scope,
        figure_id,
        breakdown,
        numerator,
        denominator,
        person_key,
        people,
        case when delivery_id is null then 0 else 1 end as rows_behind
    from {{ ref('lineage') }}
    where unit_key is null
)

select
    programme_code,
    period_no,
    scope,
    figure_id,
    breakdown,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    min(numerator) as smallest,
    max(numerator) as largest,
    count(distinct person_key) + coalesce(sum(people), 0) as people,
    sum(rows_behind) as rows_behind
from units
group by programme_code, period_no, scope, figure_id, breakdown
