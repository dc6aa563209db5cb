with records as (
    select * from {{ source('lake', 'esr_participants') }}
),

effective_deliveries as (
    select * from {{ ref('stg_receipts__delivery') }}
    where effective_no is not null and dataset = 'esr_participants'
)

select
    records.programme_code,
    records._delivery_id as delivery_id,
    effective_deliveries.effective_no,
    records._sheet as sheet_name,
    records._row as row_no,
    records._column as column_letters,
    records.participant_key,
    records.unit_code,
    records.entry_on,
    records.exit_on,
    records.age_at_entry,
    records.gender_code,
    records.lm_status_entry_code,
    records.is_long_term_unemployed,
    records.unemployment_months,
    records.is_in_education_entry,
    records.isced_entry,
    records.lm_status_exit_code,
    records.has_qualification_exit,
    records.lm_status_6m_code,
    records.is_lm_improved_6m,
    records.sens_migrant_code,
    records.sens_disability_code,
    records.sens_other_disadvantage_code
from records
inner join effective_deliveries
    on
        records._delivery_id = effective_deliveries.delivery_id
        and records.programme_code = effective_deliveries.programme_code
