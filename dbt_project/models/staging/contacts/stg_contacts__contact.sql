with contacts as (
    select * from {{ source('lake', 'contacts') }}
),

effective_deliveries as (
    select * from {{ ref('stg_receipts__delivery') }}
    where effective_no is not null and dataset = 'contacts'
)

select
    contacts.programme_code,
    contacts._delivery_id as delivery_id,
    effective_deliveries.effective_no,
    contacts._sheet as sheet_name,
    contacts._row as row_no,
    contacts._column as column_letters,
    contacts.contact_key,
    contacts.unit_code,
    contacts.contacted_on,
    contacts.committed_on,
    contacts.ended_on,
    contacts.is_completed
from contacts
inner join effective_deliveries
    on
        contacts._delivery_id = effective_deliveries.delivery_id
        and contacts.programme_code = effective_deliveries.programme_code
