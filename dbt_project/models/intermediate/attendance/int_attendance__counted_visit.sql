-- Visits of a participant, or of nobody known, by all that they are counted by; a number stands for the pseudonym,
-- unique within a programme.
with participants as (
    select
        programme_code,
        participant_key,
        row_number() over (partition by programme_code order by participant_key nulls last) as participant_no
    from {{ ref('fct_presence') }}
    where participant_key is not null
    group by programme_code, participant_key
)

select
    presences.programme_code,
    stretches.stretch_no,
    presences.unit_code,
    presences.activity_code,
    presences.role_code,
    cast(participants.participant_no as integer) as participant_no,
    sum(presences.visit_count) as visits
from {{ ref('fct_presence') }} as presences
inner join {{ ref('int_windows__stretch') }} as stretches
    on
        presences.programme_code = stretches.programme_code
        and presences.session_on between stretches.start_on and stretches.end_on
left join participants
    on
        presences.programme_code = participants.programme_code
        and presences.participant_key = participants.participant_key
group by
    presences.programme_code,
    stretches.stretch_no,
    presences.unit_code,
    presences.activity_code,
    presences.role_code,
    participants.participant_no
