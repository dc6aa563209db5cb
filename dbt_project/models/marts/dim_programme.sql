select
    programme_code,
    programme_name,
    project_code,
    esf_rules,
    has_groups,
    decision_eur,
    total_cost_eur
from {{ source('reference', 'programme') }}
