with contacts as (
    select * from {{ ref('int_contacts__standing_contact') }}
),

ordered as (
    select
        *,
        row_number() over (
            partition by programme_code, contact_key
            order by
                contacted_on nulls last, coalesce(unit_code, '') nulls last, effective_no nulls last,
                sheet_name nulls last, row_no nulls last
        ) as contact_order,
        row_number() over (
            partition by programme_code, contact_key
            order by
                ended_on desc nulls last, is_completed desc nulls last, contacted_on desc nulls last,
                effective_no desc nulls last, sheet_name desc nulls last, row_no desc nulls last
        ) as ending_order
    from contacts
),

firsts as (
    select * from ordered
    where contact_order = 1
),

endings as (
    select * from ordered
    where ending_order = 1
),

commitments as (
    select
        programme_code,
        contact_key,
        min(committed_on) as committed_on
    from contacts
    group by programme_code, contact_key
)

select
    firsts.programme_code,
    firsts.contact_key,
    firsts.unit_code,
    firsts.contacted_on,
    commitments.committed_on,
    endings.ended_on,
    coalesce(endings.is_completed, false) as is_completed,
    firsts.delivery_id,
    firsts.sheet_name,
    firsts.row_no,
    endings.delivery_id as ending_delivery_id,
    endings.sheet_name as ending_sheet_name,
    endings.row_no as ending_row_no
from firsts
inner join endings
    on
        firsts.programme_code = endings.programme_code
        and firsts.contact_key = endings.contact_key
inner join commitments
    on
        firsts.programme_code = commitments.programme_code
        and firsts.contact_key = commitments.contact_key
