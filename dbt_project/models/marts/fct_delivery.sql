with standing_deliveries as (
    select distinct delivery_id
    from {{ ref('int_corrections__standing_stratum') }}
)

select
    deliveries.programme_code,
    deliveries.delivery_id,
    deliveries.delivery_no,
    deliveries.effective_no,
    deliveries.dataset,
    deliveries.layout,
    deliveries.status,
    deliveries.received_at,
    deliveries.rows_received,
    deliveries.rows_loaded,
    deliveries.rows_quarantined,
    deliveries.rows_ignored,
    standing_deliveries.delivery_id is not null as has_standing_row
from {{ ref('stg_receipts__delivery') }} as deliveries
left join standing_deliveries
    on deliveries.delivery_id = standing_deliveries.delivery_id
