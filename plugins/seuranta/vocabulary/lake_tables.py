"""The tables of the lake: the contract between intake, which writes them, and staging, which reads them.

Every table starts with the lineage columns. Keys are keyed pseudonyms; no table holds a name, an identity code, a
birth date, contact data or free text.
"""

from __future__ import annotations

import pyarrow as pa

LINEAGE: tuple[tuple[str, pa.DataType], ...] = (
    ("programme_code", pa.string()),
    ("_delivery_id", pa.string()),
    ("_sheet", pa.string()),  # null for a text file
    ("_row", pa.int32()),  # 1-based, the staff's own
    ("_column", pa.string()),  # the mark's column letters in a matrix, else null
)

# Who a row is about, by whichever name its table gives it; other ``_key`` columns are pseudonyms of something else.
PERSON_KEYS = ("participant_key", "respondent_key", "contact_key")

TABLES: dict[str, pa.Schema] = {
    # One row per presence, absence, counted role or cancellation of a session.
    # kind: present | absent | counted | cancelled. counted rows carry role and visit_count and no person.
    "attendance": pa.schema(
        [
            *LINEAGE,
            ("unit_code", pa.string()),
            ("activity_code", pa.string()),
            ("session_on", pa.date32()),
            ("start_time", pa.string()),  # HH:MM, null where not given
            ("end_time", pa.string()),
            ("kind", pa.string()),
            ("role_code", pa.string()),  # null on a cancellation
            ("participant_key", pa.string()),
            ("visit_count", pa.int32()),  # 1 when present, 0 when absent, the number when counted, null on a cancellation
        ]
    ),
    # One row per response (or Outcomes Star reading).
    "survey_response": pa.schema(
        [
            *LINEAGE,
            ("instrument_code", pa.string()),
            ("response_key", pa.string()),  # pseudonym of the response id, null without one
            ("respondent_key", pa.string()),
            ("unit_code", pa.string()),
            ("group_code", pa.string()),
            ("wave", pa.string()),  # "1", "2", …; "last" for loppu / jälkeen; null without a wave column
            ("responded_at", pa.timestamp("s")),  # local time as the file says; midnight where only a day is given
            ("answered_item_count", pa.int32()),
        ]
    ),
    # One row per response and answered item; of a multi-choice item one per option, chosen or not,
    # where the response chose any. A missing answer has no row.
    "survey_answer": pa.schema(
        [
            *LINEAGE,
            ("instrument_code", pa.string()),
            ("item_code", pa.string()),
            ("option_code", pa.string()),  # null for a scale
            ("answer", pa.float64()),  # the code of a scale; 1 or 0 for an option
        ]
    ),
    # One row per participant record.
    "esr_participants": pa.schema(
        [
            *LINEAGE,
            ("participant_key", pa.string()),
            ("unit_code", pa.string()),
            ("entry_on", pa.date32()),
            ("exit_on", pa.date32()),
            ("birth_year", pa.int32()),
            ("age_at_entry", pa.int32()),  # completed years
            ("gender_code", pa.string()),  # F | M | X
            ("lm_status_entry_code", pa.string()),
            ("is_long_term_unemployed", pa.bool_()),  # said so by the status text; null otherwise
            ("unemployment_months", pa.float64()),
            ("is_in_education_entry", pa.bool_()),
            ("isced_entry", pa.int32()),
            ("lm_status_exit_code", pa.string()),
            ("has_qualification_exit", pa.bool_()),
            ("lm_status_6m_code", pa.string()),
            ("is_lm_improved_6m", pa.bool_()),
            ("sens_migrant_code", pa.string()),  # YES | NO | REFUSED
            ("sens_disability_code", pa.string()),
            ("sens_other_disadvantage_code", pa.string()),
            ("is_record_signed", pa.bool_()),
            ("is_in_target_group", pa.bool_()),
        ]
    ),
    # One row per person contacted.
    "contacts": pa.schema(
        [
            *LINEAGE,
            ("contact_key", pa.string()),
            ("unit_code", pa.string()),
            ("contacted_on", pa.date32()),
            ("committed_on", pa.date32()),
            ("ended_on", pa.date32()),
            ("is_completed", pa.bool_()),
        ]
    ),
    # One row per data row (in a matrix: per mark): where it went and by which rules. The ground of `explain`.
    "outcome": pa.schema(
        [
            *LINEAGE,
            ("dataset", pa.string()),
            ("outcome", pa.string()),  # loaded | quarantined | ignored
            ("rules", pa.string()),  # comma-separated codes, empty where none
        ]
    ),
}
