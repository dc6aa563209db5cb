with delivered as (
    select * from {{ ref('stg_esr_participants__record') }}
),

standing_strata as (
    select * from {{ ref('int_corrections__standing_stratum') }}
    where dataset = 'esr_participants'
)

select delivered.*
from delivered
inner join standing_strata
    on
        delivered.delivery_id = standing_strata.delivery_id
        and {{ same('delivered.unit_code', 'standing_strata.unit_code') }}
