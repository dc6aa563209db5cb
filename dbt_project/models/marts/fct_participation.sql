with records as (
    select * from {{ ref('int_esr_participants__standing_record') }}
),

ordered as (
    select
        *,
        row_number() over (
            partition by programme_code, participant_key
            order by
                entry_on nulls last, coalesce(unit_code, '') nulls last, effective_no nulls last,
                sheet_name nulls last, row_no nulls last
        ) as entry_order,
        row_number() over (
            partition by programme_code, participant_key
            order by
                exit_on desc nulls last, entry_on desc nulls last, effective_no desc nulls last,
                sheet_name desc nulls last, row_no desc nulls last
        ) as exit_order,
        max(case when exit_on is null then 1 else 0 end) over (
            partition by programme_code, participant_key
        ) = 1 as is_open
    from records
),

first_entries as (
    select * from ordered
    where entry_order = 1
),

last_exits as (
    select * from ordered
    where exit_order = 1 and not is_open
)

select
    first_entries.programme_code,
    first_entries.participant_key,
    first_entries.unit_code,
    first_entries.entry_on,
    first_entries.age_at_entry,
    first_entries.gender_code,
    first_entries.lm_status_entry_code,
    first_entries.is_long_term_unemployed,
    first_entries.unemployment_months,
    first_entries.is_in_education_entry,
    first_entries.isced_entry,
    first_entries.sens_migrant_code,
    first_entries.sens_disability_code,
    first_entries.sens_other_disadvantage_code,
    first_entries.gender_code is not null
    and first_entries.age_at_entry is not null
    and first_entries.lm_status_entry_code is not null
    and first_entries.isced_entry is not null as is_complete,
    last_exits.exit_on,
    last_exits.lm_status_exit_code,
    last_exits.has_qualification_exit,
    last_exits.lm_status_6m_code,
    last_exits.is_lm_improved_6m,
    first_entries.delivery_id,
    first_entries.sheet_name,
    first_entries.row_no,
    last_exits.delivery_id as exit_delivery_id,
    last_exits.sheet_name as exit_sheet_name,
    last_exits.row_no as exit_row_no
from first_entries
left join last_exits
    on
        first_entries.programme_code = last_exits.programme_code
        and first_entries.participant_key = last_exits.participant_key
