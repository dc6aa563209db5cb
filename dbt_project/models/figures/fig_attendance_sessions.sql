{%- set additive_over -%}
case place when 'total' then 'activity,unit' when 'unit' then 'activity' when 'activity' then 'unit' else '' end
{%- endset -%}

with cells as (
    select * from {{ ref('int_attendance__cell') }}
),

figures as (
    {{ figure("cells", "'attendance.sessions'", "sessions", additive_over=additive_over) }}
    union all
    {{ figure("cells", "'attendance.sessions_cancelled'", "cancelled", additive_over=additive_over) }}
    union all
    {{ figure(
        "cells", "'attendance.hours'", "hours",
        additive_over="case place when 'total' then 'activity' else '' end",
        where="place in ('total', 'activity')",
    ) }}
    union all
    {{ figure(
        "cells", "'attendance.min_per_session'", "min_clients", where="place in ('total', 'activity')"
    ) }}
    union all
    {{ figure(
        "cells", "'attendance.max_per_session'", "max_clients", where="place in ('total', 'activity')"
    ) }}
)

select * from figures
