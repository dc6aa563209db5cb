with configured as (
    select * from {{ source('reference', 'unit') }}
),

-- A unit that was taken out of the programme file keeps the rows it has.
delivered as (
    select distinct
        programme_code,
        unit_code
    from {{ ref('int_corrections__standing_stratum') }}
    where unit_code is not null
)

select
    coalesce(configured.programme_code, delivered.programme_code) as programme_code,
    coalesce(configured.unit_code, delivered.unit_code) as unit_code,
    configured.unit_name,
    configured.implementer_code,
    configured.client_limit,
    configured.unit_code is not null as is_configured
from configured
full outer join delivered
    on
        configured.programme_code = delivered.programme_code
        and configured.unit_code = delivered.unit_code
