with cells as (
    select
        *,
        case when persons = 0 and counted_visits > 0 then null else persons end as known_persons
    from {{ ref('int_attendance__cell') }}
),

figures as (
    {{ figure(
        "cells", "'attendance.persons'", "known_persons", n="known_persons", where="place <> 'activity_unit'"
    ) }}
)

select * from figures
