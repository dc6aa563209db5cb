{#- ESF+ 2021–2027 common indicators, one column each: domain.md 1.4, figures.md 1. EECO12–17 are estimates. -#}
with persons as (
    select
        *,
        coalesce(lm_status_exit_code, '') as exit_status,
        coalesce(lm_status_6m_code, '') in ('EMPLOYED', 'SELF_EMPLOYED') as is_employed_6m
    from {{ ref('fct_participation') }}
    where
        is_complete
        and programme_code in (
            select programme_code from {{ ref('dim_programme') }}
            where esf_rules = '2021-2027'
        )
),

outputs as (
    select
        *,
        true as eeco01,
        lm_status_entry_code = 'UNEMPLOYED' as eeco02,
        lm_status_entry_code = 'UNEMPLOYED' and (
            coalesce(is_long_term_unemployed, false) or coalesce(unemployment_months >= 12, false)
        ) as eeco03,
        lm_status_entry_code = 'INACTIVE' as eeco04,
        lm_status_entry_code = 'EMPLOYED' as eeco05,
        age_at_entry < 18 as eeco06,
        age_at_entry between 18 and 29 as eeco07,
        age_at_entry >= 55 as eeco08,
        isced_entry between 0 and 2 as eeco09,
        isced_entry in (3, 4) as eeco10,
        isced_entry between 5 and 8 as eeco11
    from persons
)

select
    programme_code,
    participant_key,
    gender_code,
    unit_code,
    entry_on,
    exit_on,
    eeco01,
    eeco02,
    eeco03,
    eeco04,
    eeco05,
    eeco06,
    eeco07,
    eeco08,
    eeco09,
    eeco10,
    eeco11,
    eeco04 and exit_status = 'JOBSEEKER' as eecr01,
    not coalesce(is_in_education_entry, false) and exit_status = 'EDUCATION' as eecr02,
    coalesce(has_qualification_exit, false) as eecr03,
    (eeco02 or eeco04) and exit_status in ('EMPLOYED', 'SELF_EMPLOYED') as eecr04,
    (eeco02 or eeco04) and is_employed_6m as eecr05,
    eeco05 and coalesce(is_lm_improved_6m, false) as eecr06
from outputs
