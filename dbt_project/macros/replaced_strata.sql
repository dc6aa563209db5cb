{#- The strata and days that a later delivery covers, and the first delivery that did (exports.md 4). A day that is not
    known lies in every range: a later delivery of the stratum replaces it. -#}
{% macro replaced_strata() -%}
select
    delivered.programme_code,
    delivered.delivery_id,
    delivered.dataset,
    delivered.instrument_code,
    delivered.activity_code,
    delivered.unit_code,
    delivered.day_on,
    min(covers.effective_no) as replaced_by_no
from {{ ref('int_corrections__delivered_stratum') }} as delivered
inner join (
    select
        coverage.*,
        deliveries.effective_no
    from {{ source('reference', 'coverage') }} as coverage
    inner join {{ ref('stg_receipts__delivery') }} as deliveries
        on
            coverage.programme_code = deliveries.programme_code
            and coverage.delivery_id = deliveries.delivery_id
    where deliveries.effective_no is not null
) as covers
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
group by
    delivered.programme_code,
    delivered.delivery_id,
    delivered.dataset,
    delivered.instrument_code,
    delivered.activity_code,
    delivered.unit_code,
    delivered.day_on
{%- endmacro %}
