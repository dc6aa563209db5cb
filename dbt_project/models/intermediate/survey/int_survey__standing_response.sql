with delivered as (
    select * from {{ ref('stg_survey__response') }}
),

standing_strata as (
    select * from {{ ref('int_corrections__standing_stratum') }}
    where dataset = 'survey'
)

select delivered.*
from delivered
inner join standing_strata
    on
        delivered.delivery_id = standing_strata.delivery_id
        and {{ same('delivered.unit_code', 'standing_strata.unit_code') }}
        and {{ same('delivered.instrument_code', 'standing_strata.instrument_code') }}
        and {{ same_day('delivered.responded_on', 'standing_strata.day_on') }}
