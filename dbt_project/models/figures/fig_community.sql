with cells as (
    select
        cells.*,
        units.client_limit,
        case
            when cells.persons = 0 and cells.counted_visits > 0 then null else cells.persons
        end as active_clients
    from {{ ref('int_attendance__cell') }} as cells
    inner join {{ ref('dim_unit') }} as units
        on
            cells.programme_code = units.programme_code
            and cells.unit_code = units.unit_code
    where cells.place = 'unit'
),

flagged as (
    select
        *,
        case
            when active_clients is null then null
            when active_clients <= client_limit then 1
            else 0
        end as is_within_limit
    from cells
),

figures as (
    {{ figure("flagged", "'community.active_clients'", "active_clients", n="active_clients") }}
    union all
    {{ figure(
        "flagged", "'community.within_limit'", "is_within_limit", where="client_limit is not null"
    ) }}
)

select * from figures
