with delivered as (
    select * from {{ ref('int_corrections__delivered_stratum') }}
),

covers as (
    select
        coverage.*,
        deliveries.effective_no
    from {{ source('reference', 'coverage') }} as coverage
    inner join {{ ref('stg_receipts__delivery') }} as deliveries
        on
            coverage.programme_code = deliveries.programme_code
            and coverage.delivery_id = deliveries.delivery_id
    where deliveries.effective_no is not null
),

-- A day that is not known lies in every range: a later delivery of the stratum replaces it.
replaced as (
    select distinct
        delivered.delivery_id,
        delivered.dataset,
        delivered.instrument_code,
        delivered.activity_code,
        delivered.unit_code,
        delivered.day_on
    from delivered
    inner join covers
        on
            delivered.programme_code = covers.programme_code
            and delivered.dataset = covers.dataset
            and delivered.effective_no < covers.effective_no
            and (
                covers.instrument_code is null
                or delivered.instrument_code = covers.instrument_code
            )
            and (covers.activity_code is null or delivered.activity_code = covers.activity_code)
            and (covers.unit_code is null or delivered.unit_code = covers.unit_code)
            and (
                covers.start_on is null
                or delivered.day_on is null
                or delivered.day_on >= covers.start_on
            )
            and (
                covers.end_on is null
                or delivered.day_on is null
                or delivered.day_on <= covers.end_on
            )
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
