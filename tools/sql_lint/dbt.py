"""What the cross-database macros that our models use stand for, so that the SQL linter can read a model without a database."""

from __future__ import annotations


def type_string() -> str:
    return "string"
