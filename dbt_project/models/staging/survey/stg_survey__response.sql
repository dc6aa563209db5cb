with responses as (
    select * from {{ source('lake', 'survey_response') }}
),

effective_deliveries as (
    select * from {{ ref('stg_receipts__delivery') }}
    where effective_no is not null and dataset = 'survey'
)

select
    responses.programme_code,
    responses._delivery_id as delivery_id,
    effective_deliveries.effective_no,
    responses._sheet as sheet_name,
    responses._row as row_no,
    responses._column as column_letters,
    responses.instrument_code,
    responses.respondent_key,
    responses.unit_code,
    responses.group_code,
    responses.wave,
    responses.responded_at,
    cast(responses.responded_at as date) as responded_on,
    responses.answered_item_count
from responses
inner join effective_deliveries
    on
        responses._delivery_id = effective_deliveries.delivery_id
        and responses.programme_code = effective_deliveries.programme_code
