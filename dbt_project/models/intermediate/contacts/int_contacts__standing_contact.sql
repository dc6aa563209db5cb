with delivered as (
    select * from {{ ref('stg_contacts__contact') }}
),

standing_strata as (
    select * from {{ ref('int_corrections__standing_stratum') }}
    where dataset = 'contacts'
)

select delivered.*
from delivered
inner join standing_strata
    on
        delivered.delivery_id = standing_strata.delivery_id
        and {{ same('delivered.unit_code', 'standing_strata.unit_code') }}
