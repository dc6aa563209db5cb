with replaced as (
    {{ replaced_strata() }}
),

deliveries as (
    select * from {{ ref('stg_receipts__delivery') }}
)

select
    replaced.programme_code,
    replaced.dataset,
    replaced.delivery_id,
    replaced.instrument_code,
    replaced.activity_code,
    replaced.unit_code,
    replaced.day_on,
    deliveries.delivery_id as replaced_by_id
from replaced
inner join deliveries
    on
        replaced.programme_code = deliveries.programme_code
        and replaced.replaced_by_no = deliveries.effective_no
