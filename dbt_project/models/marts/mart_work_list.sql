{#- What staff still have to see to, by their own rows: domain.md 1.4 (R11), figures.md 1. -#}
with today as (
    select cast(built_at as date) as today_on from {{ source('reference', 'build_facts') }}
),

programmes as (
    select
        windows.programme_code,
        today.today_on,
        max(windows.end_on) as end_on
    from {{ ref('dim_window') }} as windows
    cross join today
    group by windows.programme_code, today.today_on
),

last_visits as (
    select
        programme_code,
        participant_key,
        max(session_on) as last_visit_on
    from {{ ref('fct_presence') }}
    where participant_key is not null
    group by programme_code, participant_key
),

open_records as (
    select
        records.programme_code,
        records.unit_code,
        last_visits.last_visit_on,
        records.delivery_id,
        records.sheet_name,
        records.row_no,
        programmes.today_on,
        programmes.end_on,
        {{ later("last_visits.last_visit_on", 90, "day") }} as visits_missed_on
    from {{ ref('int_esr_participants__standing_record') }} as records
    inner join programmes
        on records.programme_code = programmes.programme_code
    left join last_visits
        on
            records.programme_code = last_visits.programme_code
            and records.participant_key = last_visits.participant_key
    where records.exit_on is null
),

followed_up as (
    select
        persons.*,
        programmes.today_on,
        {{ later("persons.exit_on", 6, "month") }} as followed_up_on
    from {{ ref('fct_participation') }} as persons
    inner join programmes
        on persons.programme_code = programmes.programme_code
    where persons.is_complete
),

matters as (
    select
        programme_code,
        'no_exit_programme_ended' as matter,
        unit_code,
        end_on as open_since_on,
        delivery_id,
        sheet_name,
        row_no
    from open_records
    where end_on < today_on
    union all
    select
        programme_code,
        'no_exit_no_visits' as matter,
        unit_code,
        visits_missed_on as open_since_on,
        delivery_id,
        sheet_name,
        row_no
    from open_records
    where end_on >= today_on and visits_missed_on < today_on
    union all
    select
        programme_code,
        'follow_up_due' as matter,
        unit_code,
        followed_up_on as open_since_on,
        exit_delivery_id as delivery_id,
        exit_sheet_name as sheet_name,
        exit_row_no as row_no
    from followed_up
    where lm_status_6m_code is null and followed_up_on <= today_on
    union all
    select
        programme_code,
        'incomplete' as matter,
        unit_code,
        entry_on as open_since_on,
        delivery_id,
        sheet_name,
        row_no
    from {{ ref('fct_participation') }}
    where not is_complete
)

select * from matters
