select
    built_at,
    clock_source,
    software,
    programmes_digest,
    last_delivery_no,
    last_acceptance_no,
    receipts_digest
from {{ source('reference', 'build_facts') }}
