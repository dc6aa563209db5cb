{%- set breakdowns = {
    "total": breakdown(),
    "role": breakdown([["role", "role_code"]]),
    "activity_role": breakdown([["activity", "activity_code"], ["role", "role_code"]]),
} -%}
{%- set sums = {
    "presences": "sum(visits)",
    "counted_presences": "sum(case when participant_no is null then visits else 0 end)",
} -%}

with stretch_counts as (
    {{ by_stretch(
        ref('int_attendance__counted_visit'), ["programme_code"], breakdowns, sums, "participant_no"
    ) }}
),

counts as (
    {{ by_window("stretch_counts", [], sums) }}
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        'role' as additive_over,
        coalesce(counts.presences, 0) as presences,
        coalesce(counts.persons + counts.counted_presences, 0) as people
    from {{ ref('int_attendance__place') }} as places
    left join counts
        on
            {{ same_cell("places", "counts", ["place"]) }}
    where places.place = 'total'
    union all
    select
        programme_code,
        period_no,
        scope,
        code as breakdown,
        case place when 'role' then 'activity' else '' end as additive_over,
        presences,
        persons + counted_presences as people
    from counts
    where place <> 'total'
),

figures as (
    {{ figure(
        "cells", "'attendance.presences'", "presences", n="people", additive_over="additive_over"
    ) }}
)

select * from figures
