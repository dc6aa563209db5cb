with delivered as (
    select * from {{ ref('stg_attendance__mark') }}
),

standing_strata as (
    select * from {{ ref('int_corrections__standing_stratum') }}
    where dataset = 'attendance'
)

select delivered.*
from delivered
inner join standing_strata
    on
        delivered.delivery_id = standing_strata.delivery_id
        and {{ same('delivered.unit_code', 'standing_strata.unit_code') }}
        and {{ same('delivered.activity_code', 'standing_strata.activity_code') }}
        and {{ same_day('delivered.session_on', 'standing_strata.day_on') }}
