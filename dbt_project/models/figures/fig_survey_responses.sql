{%- set sums = {
    "responses": "count(*)",
    "anonymous": "count(case when respondent_no is null then 1 end)",
    "units": "count(unit_code)",
    "waves": "count(wave)",
    "groups": "count(group_code)",
} -%}

with counts as (
    {{ by_stretch(
        ref('int_survey__counted_response'), ["programme_code", "instrument_code"], survey_places(), sums, "respondent_no"
    ) }}
),

window_counts as (
    {{ by_window("counts", ["instrument_code"], sums) }}
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
        -- Who has no id may be another person in every response.
        coalesce(counts.persons + counts.anonymous, 0) as people,
        case
            when counts.persons > 0 then counts.persons
            when counts.responses is null and places.has_respondents then 0
        end as respondents,
        case when counts.units = counts.responses and places.place = 'total' then 1 else 0 end as adds_units,
        case when counts.waves = counts.responses and places.place = 'total' then 1 else 0 end as adds_waves,
        case
            when counts.groups = counts.responses and programmes.has_groups and places.place = 'total' then 1 else 0
        end as adds_groups
    from {{ ref('int_survey__place') }} as places
    inner join {{ ref('dim_programme') }} as programmes
        on places.programme_code = programmes.programme_code
    left join window_counts as counts
        on
            {{ same_cell("places", "counts", ["instrument_code", "place", "code"]) }}
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
