with places as (
    select *
    from {{ ref('int_survey__place') }}
    where place = 'total' and has_waves and instrument_type = 'survey'
),

pair_counts as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        pairs.instrument_code,
        count(*) as pairs
    from {{ ref('dim_window') }} as windows
    inner join {{ ref('int_survey__pair') }} as pairs
        on
            {{ pair_in("windows", "pairs") }}
    group by windows.programme_code, windows.period_no, windows.scope, pairs.instrument_code
),

wave_sizes as (
    select
        programme_code,
        period_no,
        instrument_code,
        count(case when wave_no = first_wave_no then 1 end) as first_respondents,
        count(case when wave_no = last_wave_no and wave_no > first_wave_no then 1 end) as last_respondents
    from {{ ref('int_survey__wave_response') }}
    group by programme_code, period_no, instrument_code
),

-- Comparability looks at everything since the programme's start, in both scopes.
cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        'survey.' || places.instrument_code || '.' as prefix,
        coalesce(pair_counts.pairs, 0) as pairs,
        coalesce(all_pairs.pairs, 0) as all_pairs,
        coalesce(least(wave_sizes.first_respondents, wave_sizes.last_respondents), 0) as smaller_wave
    from places
    left join pair_counts
        on
            {{ same_cell("places", "pair_counts", ["instrument_code"]) }}
    left join pair_counts as all_pairs
        on
            places.programme_code = all_pairs.programme_code
            and places.period_no = all_pairs.period_no
            and all_pairs.scope = 'cumulative'
            and places.instrument_code = all_pairs.instrument_code
    left join wave_sizes
        on
            places.programme_code = wave_sizes.programme_code
            and places.period_no = wave_sizes.period_no
            and places.instrument_code = wave_sizes.instrument_code
),

-- 0.6 in whole numbers: three fifths.
flagged as (
    select
        *,
        case when all_pairs >= 5 and all_pairs * 5 >= smaller_wave * 3 then 1 else 0 end as is_comparable
    from cells
),

figures as (
    {{ figure("flagged", "prefix || 'pairs'", "pairs", n="pairs") }}
    union all
    {{ figure("flagged", "prefix || 'comparable'", "is_comparable") }}
)

select * from figures
