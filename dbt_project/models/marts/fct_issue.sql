select
    programme_code,
    delivery_id,
    issue_no,
    rule,
    severity,
    sheet_name,
    row_no,
    column_letters
from {{ source('reference', 'issue') }}
