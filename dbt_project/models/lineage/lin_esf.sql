{#- A person of an output stands in the row of the first entry; one of a result in that of the last exit too. -#}
{%- set relations = [
    {
        "name": "everybody", "persons": "all_persons",
        "outputs": {"participants_total": "is_participant", "participants_incomplete": "is_incomplete"},
        "results": {"leavers": "is_leaver"},
    },
] -%}
{%- for rules, model in [
    ["2014-2020", ref('int_esr_participants__co_cr')], ["2021-2027", ref('int_esr_participants__eeco_eecr')],
] -%}
{%- set outputs, results = {}, {} -%}
{%- for id in esf_indicators(rules).outputs %}{% do outputs.update({id: id}) %}{% endfor -%}
{%- for id in esf_indicators(rules).results %}{% do results.update({id: id}) %}{% endfor -%}
{%- do relations.append(
    {"name": "rules_" ~ loop.index, "persons": model, "outputs": outputs, "results": results}
) -%}
{%- endfor -%}

with all_persons as (
    select
        *,
        true as is_participant,
        not is_complete as is_incomplete,
        is_complete as is_leaver
    from {{ ref('fct_participation') }}
),

own_rows as (
    select
        programme_code,
        participant_key,
        delivery_id,
        sheet_name,
        row_no,
        true as is_entry_row
    from all_persons
    union all
    select
        programme_code,
        participant_key,
        exit_delivery_id as delivery_id,
        exit_sheet_name as sheet_name,
        exit_row_no as row_no,
        false as is_entry_row
    from all_persons
    where
        exit_row_no is not null
        and not (
            exit_delivery_id = delivery_id
            and {{ same("exit_sheet_name", "sheet_name") }}
            and exit_row_no = row_no
        )
),

{% for relation in relations %}
{{ relation.name }} as (
    select
        places.programme_code,
        places.period_no,
        places.scope,
        places.breakdown,
        persons.participant_key,
        coalesce({{ person_in("places", "entry_on") }}, false) as is_entered,
        coalesce({{ person_in("places", "exit_on") }}, false) as is_left,
        coalesce({{ exit_of_late("places") }}, false) as is_left_of_late,
        {%- for flag in relation.outputs.values() | list + relation.results.values() | list %}
        coalesce(persons.{{ flag }}, false) as {{ flag }},
        {%- endfor %}
        own_rows.delivery_id,
        own_rows.sheet_name,
        own_rows.row_no,
        own_rows.is_entry_row
    from ({{ person_places(relation.persons) }}) as persons
    inner join {{ ref('int_esr_participants__place') }} as places
        on
            persons.programme_code = places.programme_code
            and persons.place = places.place
            and persons.code = places.code
    inner join own_rows
        on
            persons.programme_code = own_rows.programme_code
            and persons.participant_key = own_rows.participant_key
){{ "," if not loop.last }}
{% endfor %}

{% for relation in relations %}
{%- set outer = loop %}
{%- for id, flag in relation.outputs.items() %}
{{ traced(
    relation.name, "'esf." ~ id ~ "'", "1", unit_key="participant_key", person_key="participant_key",
    where=flag ~ " and is_entered and is_entry_row",
) }}
union all
{%- endfor %}
{%- for id, flag in relation.results.items() %}
{{ traced(
    relation.name, "'esf." ~ id ~ "'", "1", unit_key="participant_key", person_key="participant_key",
    where=flag ~ " and is_left",
) }}
union all
{%- endfor %}
{%- endfor %}
{{ traced(
    "everybody", "'esf.results_provisional'", "1", unit_key="participant_key", person_key="participant_key",
    where="is_leaver and is_left_of_late",
) }}
