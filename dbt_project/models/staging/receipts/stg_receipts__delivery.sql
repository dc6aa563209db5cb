select
    programme_code,
    delivery_id,
    delivery_no,
    effective_no,
    dataset,
    layout,
    status,
    received_at,
    rows_received,
    rows_loaded,
    rows_quarantined,
    rows_ignored
from {{ source('reference', 'delivery') }}
