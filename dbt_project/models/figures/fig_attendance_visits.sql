{%- set additive_over -%}
case place when 'total' then 'activity,unit' when 'unit' then 'activity' when 'activity' then 'unit' else '' end
{%- endset -%}
{#- Where only counts were delivered, every counted visit may be another person. -#}
{%- set people = "persons + counted_visits" -%}

with cells as (
    select * from {{ ref('int_attendance__cell') }}
),

figures as (
    {{ figure("cells", "'attendance.visits'", "visits", n=people, additive_over=additive_over) }}
    union all
    {{ figure(
        "cells", "'attendance.mean_per_session'", quotient("visits", "sessions"),
        numerator="visits", denominator="sessions", n=people, where="place <> 'unit'",
    ) }}
)

select * from figures
