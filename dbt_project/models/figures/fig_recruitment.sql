with contacts as (
    select * from {{ ref('fct_contact') }}
),

programmes as (
    select
        programmes.programme_code,
        count(contacts.unit_code) > 0 as has_units,
        count(contacts.unit_code) = count(contacts.contact_key) as is_every_unit_known
    from {{ ref('dim_programme') }} as programmes
    left join contacts
        on programmes.programme_code = contacts.programme_code
    left join {{ source('reference', 'expected_dataset') }} as expected
        on
            programmes.programme_code = expected.programme_code
            and expected.dataset = 'contacts'
    group by programmes.programme_code
    having count(contacts.contact_key) > 0 or count(expected.dataset) > 0
),

places as (
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        windows.start_on,
        windows.end_on,
        'total' as place,
        '' as code,
        case when programmes.has_units and programmes.is_every_unit_known then 'unit' else '' end as additive_over,
        {{ breakdown() }} as breakdown
    from {{ ref('dim_window') }} as windows
    inner join programmes
        on windows.programme_code = programmes.programme_code
    union all
    select
        windows.programme_code,
        windows.period_no,
        windows.scope,
        windows.start_on,
        windows.end_on,
        'unit' as place,
        units.unit_code as code,
        '' as additive_over,
        {{ breakdown([["unit", "units.unit_code"]]) }} as breakdown
    from {{ ref('dim_window') }} as windows
    inner join programmes
        on windows.programme_code = programmes.programme_code
    inner join {{ ref('dim_unit') }} as units
        on windows.programme_code = units.programme_code
    where programmes.has_units
),

-- All three by the date of contact.
cells as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.place,
        places.additive_over,
        places.breakdown,
        count(contacts.contact_key) as contacted,
        count(contacts.committed_on) as committed,
        count(case when contacts.is_completed then 1 end) as completed
    from places
    left join contacts
        on
            places.programme_code = contacts.programme_code
            and (places.place = 'total' or places.code = contacts.unit_code)
            and {{ contacted_in("places") }}
    group by
        places.programme_code, places.period_no, places.scope, places.place, places.additive_over, places.breakdown
),

figures as (
    {%- for name in ["contacted", "committed", "completed"] %}
    {{ figure("cells", "'recruitment." ~ name ~ "'", name, n=name, additive_over="additive_over") }}
    union all
    {%- endfor %}
    {{ figure(
        "cells", "'recruitment.commitment_rate'", quotient("committed", "contacted"),
        numerator="committed", denominator="contacted", n="contacted", where="place = 'total'",
    ) }}
    union all
    {{ figure(
        "cells", "'recruitment.retention_rate'", quotient("completed", "committed"),
        numerator="completed", denominator="committed", n="committed", where="place = 'total'",
    ) }}
)

select * from figures
