select
    built_at,
    clock_source,
    software,
    programmes_digest,
    last_delivery_no,
    last_acceptance_no
from {{ source('reference', 'build_facts') }}
