-- As many participations as different people among the records that stand, and as many contacts as people contacted.
with counted as (
    select
        (select count(*) from {{ ref('fct_participation') }}) as participations,
        (
            select count(*)
            from (
                select distinct
                    programme_code,
                    participant_key
                from {{ ref('int_esr_participants__standing_record') }}
            ) as people
        ) as people,
        (select count(*) from {{ ref('fct_contact') }}) as contacts,
        (
            select count(*)
            from (
                select distinct
                    programme_code,
                    contact_key
                from {{ ref('int_contacts__standing_contact') }}
            ) as people
        ) as people_contacted
)

select *
from counted
where participations <> people or contacts <> people_contacted
