"""dbt's adapter as the SQL linter needs it: an expression wherever engines differ."""

from __future__ import annotations

from collections.abc import Callable


def dispatch(name: str, package: str) -> Callable[..., str]:
    """An expression in place of the macro ``name`` of ``package``."""

    def expression(*arguments: object) -> str:
        return f"{package}_{name}({', '.join(str(argument) for argument in arguments)})"

    return expression
