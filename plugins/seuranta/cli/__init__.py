"""The commands (design.md): what to type, and how a failure is said. Each module registers the commands of one stage."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import typer

from seuranta.vocabulary.errors import ConfigurationError, OperationFailed, SeurantaError, UnknownName

EXIT_FAILED = 1
EXIT_UNKNOWN = 2

app = typer.Typer(
    name="seuranta",
    help="From the exports of social projects to the reports of their funders.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Runs a command; every failure is one sentence on standard error, never a traceback or a personal value."""
    from seuranta.cli import forgetting, handouts, house, intake, releases, reports, tracing, warehouse

    try:
        app()
    except UnknownName as error:
        _leave(error, EXIT_UNKNOWN)
    except (ConfigurationError, SeurantaError) as error:
        _leave(error, EXIT_FAILED)
    except Exception as error:
        _leave(_unforeseen(error), EXIT_FAILED)


def _unforeseen(error: Exception) -> SeurantaError:
    """What is said of a fault of ours: its kind and place. Its text could quote a cell, so it is not said."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "seuranta" in frame.filename]
    where = f"{Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else "outside the package"
    return OperationFailed("seuranta", "no unforeseen fault", f"{type(error).__name__} at {where}", "nothing half-done was kept; tell the engineers")


def _leave(error: Exception, code: int) -> None:
    print(f"seuranta: {error}", file=sys.stderr)
    sys.exit(code)
