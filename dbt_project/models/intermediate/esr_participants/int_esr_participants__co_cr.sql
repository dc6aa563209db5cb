{#- ESF 2014–2020 common indicators, one column each: domain.md 2, figures.md 1. -#}
with persons as (
    select
        *,
        lm_status_entry_code = 'UNEMPLOYED' as is_unemployed,
        lm_status_entry_code = 'INACTIVE' as is_inactive,
        coalesce(is_in_education_entry, false) as is_in_education,
        age_at_entry > 54 as is_above_54,
        coalesce(sens_migrant_code = 'YES', false) as is_migrant,
        coalesce(sens_disability_code = 'YES', false) as is_disabled,
        coalesce(sens_other_disadvantage_code = 'YES', false) as is_otherwise_disadvantaged,
        coalesce(lm_status_exit_code, '') as exit_status,
        coalesce(lm_status_6m_code, '') in ('EMPLOYED', 'SELF_EMPLOYED') as is_employed_6m
    from {{ ref('fct_participation') }}
    where
        is_complete
        and programme_code in (
            select programme_code from {{ ref('dim_programme') }}
            where esf_rules = '2014-2020'
        )
),

outputs as (
    select
        *,
        is_unemployed as co01,
        is_unemployed and (
            coalesce(is_long_term_unemployed, false)
            or coalesce(unemployment_months > case when age_at_entry < 25 then 6 else 12 end, false)
        ) as co02,
        is_inactive as co03,
        is_inactive and not is_in_education as co04,
        lm_status_entry_code = 'EMPLOYED' as co05,
        age_at_entry < 25 as co06,
        is_above_54 as co07,
        is_above_54 and (is_unemployed or (is_inactive and not is_in_education)) as co08,
        isced_entry in (1, 2) as co09,
        isced_entry in (3, 4) as co10,
        isced_entry between 5 and 8 as co11,
        is_migrant as co15,
        is_disabled as co16,
        is_otherwise_disadvantaged as co17,
        is_migrant or is_disabled or is_otherwise_disadvantaged as is_disadvantaged
    from persons
),

results as (
    select
        *,
        co03 and exit_status = 'JOBSEEKER' as cr01,
        not is_in_education and exit_status = 'EDUCATION' as cr02,
        coalesce(has_qualification_exit, false) as cr03,
        (co01 or co03) and exit_status in ('EMPLOYED', 'SELF_EMPLOYED') as cr04,
        (co01 or co03) and is_employed_6m as cr06,
        co05 and coalesce(is_lm_improved_6m, false) as cr07
    from outputs
)

select
    programme_code,
    participant_key,
    gender_code,
    unit_code,
    entry_on,
    exit_on,
    co01,
    co02,
    co03,
    co04,
    co05,
    co06,
    co07,
    co08,
    co09,
    co10,
    co11,
    co15,
    co16,
    co17,
    cr01,
    cr02,
    cr03,
    cr04,
    is_disadvantaged and (cr01 or cr02 or cr03 or cr04) as cr05,
    cr06,
    cr07,
    cr06 and is_above_54 as cr08,
    cr06 and is_disadvantaged as cr09
from results
