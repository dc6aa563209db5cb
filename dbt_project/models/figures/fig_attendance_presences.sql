with windows as (
    select windows.*
    from {{ ref('dim_window') }} as windows
    inner join (
        select distinct
            programme_code,
            period_no,
            scope
        from {{ ref('int_attendance__place') }}
    ) as places
        on
            windows.programme_code = places.programme_code
            and windows.period_no = places.period_no
            and windows.scope = places.scope
),

presences as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        presences.activity_code,
        presences.role_code,
        presences.participant_key,
        presences.visit_count
    from windows
    inner join {{ ref('fct_presence') }} as presences
        on
            windows.programme_code = presences.programme_code
            and presences.session_on between windows.start_on and windows.end_on
),

counts as (
    select
        programme_code,
        period_no,
        scope,
        activity_code,
        role_code,
        sum(visit_count) as presences,
        count(distinct participant_key)
        + sum(case when participant_key is null then visit_count else 0 end) as people
    from presences
    group by grouping sets (
        (programme_code, period_no, scope),
        (programme_code, period_no, scope, role_code),
        (programme_code, period_no, scope, activity_code, role_code)
    )
),

cells as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        'role' as additive_over,
        coalesce(counts.presences, 0) as presences,
        coalesce(counts.people, 0) as people,
        {{ breakdown() }} as breakdown
    from windows
    left join counts
        on
            windows.programme_code = counts.programme_code
            and windows.period_no = counts.period_no
            and windows.scope = counts.scope
            and counts.role_code is null
    union all
    select
        programme_code,
        period_no,
        scope,
        'activity' as additive_over,
        presences,
        people,
        {{ breakdown([["role", "role_code"]]) }} as breakdown
    from counts
    where role_code is not null and activity_code is null
    union all
    select
        programme_code,
        period_no,
        scope,
        '' as additive_over,
        presences,
        people,
        {{ breakdown([["activity", "activity_code"], ["role", "role_code"]]) }} as breakdown
    from counts
    where role_code is not null and activity_code is not null
),

figures as (
    {{ figure(
        "cells", "'attendance.presences'", "presences", n="people", additive_over="additive_over"
    ) }}
)

select * from figures
