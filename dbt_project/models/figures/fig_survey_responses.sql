with counts as (
    select
        programme_code,
        period_no,
        scope,
        instrument_code,
        breakdown,
        count(*) as responses,
        count(distinct person_key) as people,
        count(distinct respondent_key) as respondents,
        count(unit_code) = count(*) as is_every_unit_known,
        count(wave) = count(*) as is_every_wave_known,
        count(group_code) = count(*) as is_every_group_known
    from {{ ref('int_survey__placed_response') }}
    group by programme_code, period_no, scope, instrument_code, breakdown
),

cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.instrument_code,
        places.instrument_type,
        places.place,
        places.breakdown,
        coalesce(counts.responses, 0) as responses,
        coalesce(counts.people, 0) as people,
        case
            when counts.respondents > 0 then counts.respondents
            when counts.responses is null and places.has_respondents then 0
        end as respondents,
        case when counts.is_every_unit_known and places.place = 'total' then 1 else 0 end as adds_units,
        case when counts.is_every_wave_known and places.place = 'total' then 1 else 0 end as adds_waves,
        case
            when counts.is_every_group_known and programmes.has_groups and places.place = 'total' then 1 else 0
        end as adds_groups
    from {{ ref('int_survey__place') }} as places
    inner join {{ ref('dim_programme') }} as programmes
        on places.programme_code = programmes.programme_code
    left join counts
        on
            places.programme_code = counts.programme_code
            and places.period_no = counts.period_no
            and places.scope = counts.scope
            and places.instrument_code = counts.instrument_code
            and places.breakdown = counts.breakdown
),

-- Only what was said of every response adds up to the total.
named as (
    select
        *,
        substr(
            case when adds_units = 1 then ',unit' else '' end
            || case when adds_waves = 1 then ',wave' else '' end
            || case when adds_groups = 1 then ',group' else '' end,
            2
        ) as additive_over
    from cells
),

figures as (
    {{ figure(
        "named", "'survey.' || instrument_code || '.responses'", "responses", n="people",
        additive_over="additive_over", where="instrument_type = 'survey'",
    ) }}
    union all
    {{ figure(
        "named", "'survey.' || instrument_code || '.respondents'", "respondents", n="respondents",
        where="instrument_type = 'survey' and place = 'total'",
    ) }}
    union all
    {{ figure(
        "named", "'survey.' || instrument_code || '.readings'", "responses", n="people",
        where="instrument_type = 'star' and place = 'total'",
    ) }}
)

select * from figures
