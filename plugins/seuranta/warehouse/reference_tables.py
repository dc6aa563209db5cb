"""The tables beside the lake that dbt reads: what was delivered, and how the programmes are set up."""

from __future__ import annotations

import pyarrow as pa

_CODE = pa.string()
_NUMBER = pa.int32()
_DAY = pa.date32()
# A target of sessions a month is compared exactly, not as a binary fraction.
_EXACT = pa.decimal128(18, 6)

REFERENCE: dict[str, pa.Schema] = {
    # What this build was made from: one row.
    "build_facts": pa.schema(
        [
            ("built_at", pa.timestamp("us")),  # UTC
            ("clock_source", pa.string()),  # system | SEURANTA_NOW
            ("software", pa.string()),
            ("programmes_digest", pa.string()),
            ("last_delivery_no", _NUMBER),
            ("last_acceptance_no", _NUMBER),
            ("receipts_digest", pa.string()),
        ]
    ),
    # One row per delivery in a programme. effective_no: its place in the order of truth; null: it has no effect.
    "delivery": pa.schema(
        [
            ("programme_code", _CODE),
            ("delivery_id", pa.string()),
            ("delivery_no", _NUMBER),
            ("effective_no", _NUMBER),
            ("dataset", _CODE),
            ("layout", pa.string()),
            ("status", pa.string()),
            ("received_at", pa.timestamp("us")),  # UTC
            ("rows_received", _NUMBER),
            ("rows_loaded", _NUMBER),
            ("rows_quarantined", _NUMBER),
            ("rows_ignored", _NUMBER),
        ]
    ),
    # One row per issue of a delivery, at the staff's own coordinates.
    "issue": pa.schema(
        [
            ("programme_code", _CODE),
            ("delivery_id", pa.string()),
            ("issue_no", _NUMBER),
            ("rule", pa.string()),
            ("severity", pa.string()),
            ("sheet_name", pa.string()),
            ("row_no", _NUMBER),
            ("column_letters", pa.string()),
        ]
    ),
    # One row per stratum and range a delivery is the truth for; null is every value.
    "coverage": pa.schema(
        [
            ("programme_code", _CODE),
            ("delivery_id", pa.string()),
            ("dataset", _CODE),
            ("instrument_code", _CODE),
            ("activity_code", _CODE),
            ("unit_code", _CODE),
            ("start_on", _DAY),
            ("end_on", _DAY),
        ]
    ),
    # One row per "nothing to report"; null is every value.
    "declaration": pa.schema(
        [
            ("programme_code", _CODE),
            ("delivery_id", pa.string()),
            ("unit_code", _CODE),
            ("dataset", _CODE),
            ("period_no", _NUMBER),
        ]
    ),
    "programme": pa.schema(
        [
            ("programme_code", _CODE),
            ("programme_name", pa.string()),
            ("project_code", pa.string()),
            ("esf_rules", pa.string()),  # 2014-2020 | 2021-2027 | null
            ("has_groups", pa.bool_()),
            ("decision_eur", pa.float64()),
            ("total_cost_eur", pa.float64()),
        ]
    ),
    # One row per programme, period and scope. responses_until: 30 days on after the programme's end.
    "reporting_window": pa.schema(
        [
            ("programme_code", _CODE),
            ("period_no", _NUMBER),
            ("scope", pa.string()),
            ("start_on", _DAY),
            ("end_on", _DAY),
            ("responses_until", _DAY),
        ]
    ),
    # One row per calendar month that a window touches.
    "window_month": pa.schema(
        [
            ("programme_code", _CODE),
            ("period_no", _NUMBER),
            ("scope", pa.string()),
            ("month_on", _DAY),
            ("days_in_scope", _NUMBER),
            ("days_in_month", _NUMBER),
        ]
    ),
    "expected_dataset": pa.schema([("programme_code", _CODE), ("dataset", _CODE)]),
    "unit": pa.schema(
        [
            ("programme_code", _CODE),
            ("unit_code", _CODE),
            ("unit_name", pa.string()),
            ("implementer_code", _CODE),
            ("client_limit", _NUMBER),
        ]
    ),
    "activity": pa.schema(
        [
            ("programme_code", _CODE),
            ("activity_code", _CODE),
            ("activity_name", pa.string()),
            ("default_hours", pa.float64()),
            ("cadence_min", _EXACT),
            ("cadence_max", _EXACT),
        ]
    ),
    # Which units do an activity: all of the programme's where its file names none.
    "activity_unit": pa.schema([("programme_code", _CODE), ("activity_code", _CODE), ("unit_code", _CODE)]),
    # One row per instrument of a programme; the index_ columns are null where it is not scored.
    "instrument": pa.schema(
        [
            ("programme_code", _CODE),
            ("instrument_code", _CODE),
            ("instrument_type", pa.string()),  # survey | star
            ("index_from_low", pa.float64()),
            ("index_from_high", pa.float64()),
            ("index_to_low", pa.float64()),
            ("index_to_high", pa.float64()),
            ("index_min_items", _NUMBER),
        ]
    ),
    "item": pa.schema(
        [
            ("programme_code", _CODE),
            ("instrument_code", _CODE),
            ("item_code", _CODE),
            ("item_kind", pa.string()),  # scale | single | multi
            ("top2_low", _NUMBER),  # the two best codes of a scale
            ("top2_high", _NUMBER),
            ("is_in_index", pa.bool_()),
        ]
    ),
    "option": pa.schema([("programme_code", _CODE), ("instrument_code", _CODE), ("item_code", _CODE), ("option_code", _CODE)]),
    # How many were invited: per period, or once (period_no null).
    "invited": pa.schema([("programme_code", _CODE), ("instrument_code", _CODE), ("period_no", _NUMBER), ("invited", _NUMBER)]),
    "estimate": pa.schema(
        [
            ("programme_code", _CODE),
            ("figure_id", pa.string()),
            ("period_no", _NUMBER),
            ("gender_code", _CODE),
            ("estimate", pa.float64()),
            ("basis", pa.string()),
        ]
    ),
    "target": pa.schema([("programme_code", _CODE), ("figure_id", pa.string()), ("scope", pa.string()), ("target", pa.float64())]),
    # Figures that a programme file calls approximate.
    "approximate_figure": pa.schema([("programme_code", _CODE), ("figure_id", pa.string())]),
}
