with delivered as (
    select * from {{ ref('int_corrections__delivered_stratum') }}
),

replaced as (
    {{ replaced_strata() }}
)

select delivered.*
from delivered
left join replaced
    on
        delivered.delivery_id = replaced.delivery_id
        and delivered.dataset = replaced.dataset
        and {{ same('delivered.instrument_code', 'replaced.instrument_code') }}
        and {{ same('delivered.activity_code', 'replaced.activity_code') }}
        and {{ same('delivered.unit_code', 'replaced.unit_code') }}
        and {{ same_day('delivered.day_on', 'replaced.day_on') }}
where replaced.delivery_id is null
