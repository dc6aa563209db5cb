"""``ingest``, ``check``, ``deliveries``, ``accept``: what staff dropped and what became of it."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from seuranta.cli import app
from seuranta.cli.options import Format, ListFormat, print_json

if TYPE_CHECKING:
    from seuranta.intake.verdicts import Verdict
    from seuranta.vocabulary.receipts import Acceptance, Issue, Receipt

EXIT_ISSUES = 3
EXIT_REJECTED = 4
WIDTH_OF_A_FILE = 300  # nothing is cut where nobody's window ends


@app.command()
def ingest() -> None:
    """One pass over the drop folder, until nothing is left to take."""
    from seuranta.cli.progress import progress_bar
    from seuranta.forgetting.finishing import surroundings_in_order
    from seuranta.intake.ingesting import ingest as take_all

    workspace, programmes, clock = surroundings_in_order()
    with progress_bar("ingest") as progress:
        taken = take_all(workspace, programmes, clock, progress=progress)
    for receipt in taken:
        print(f"{receipt.delivery_id}  {receipt.status:<22} {receipt.path}")
    for narrative in taken.narratives:
        print(f"{narrative.programme} narrative {narrative.narrative_no}  {narrative.state:<22} {narrative.path}")
    for path in taken.refused:
        print(f"not taken, a link or no plain file: {path}")
    print(f"{len(taken)} file(s) taken")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="the file, wherever it lies")],
    programme: Annotated[str, typer.Option("--programme", help="in whose folder it would lie")],
    output: Format = ListFormat.TABLE,
) -> None:
    """What would happen to this file; writes nothing. Leaves with 0 where all is fine, 3 with issues, 4 where rejected."""
    from seuranta.intake.foreseeing import foresee
    from seuranta.programmes.surroundings import surroundings

    workspace, programmes, clock = surroundings()
    verdict, issues = foresee(workspace, programmes, clock, programme, file.resolve())
    if output is ListFormat.JSON:
        print_json({"file_name": file.name, "programme": programme, **_verdict_shown(verdict), "issues": [_issue_shown(issue) for issue in issues]})
    else:
        _print_verdict(verdict, issues, programmes.programmes[programme].language)
    if verdict.status == "rejected":
        raise typer.Exit(EXIT_REJECTED)
    if issues:
        raise typer.Exit(EXIT_ISSUES)


@app.command()
def deliveries(
    programme: Annotated[str | None, typer.Option("--programme", help="of this programme alone")] = None,
    output: Format = ListFormat.TABLE,
) -> None:
    """The receipts of everything that was dropped, in order."""
    from seuranta.intake.receipts import read_acceptances, read_receipts
    from seuranta.vocabulary.errors import UnknownName
    from seuranta.vocabulary.workspace import workspace_from_environment

    workspace = workspace_from_environment()
    receipts = read_receipts(workspace)
    accepted = {acceptance.named_id: acceptance for acceptance in read_acceptances(workspace)}
    if programme is not None:
        known = {receipt.programme for receipt in receipts if receipt.programme}
        if programme not in known and programme not in _configured():
            raise UnknownName("programme", programme, known | _configured())
        receipts = [receipt for receipt in receipts if receipt.programme == programme]
    if output is ListFormat.JSON:
        print_json([_receipt_shown(receipt, accepted.get(receipt.delivery_id)) for receipt in receipts])
    else:
        _print_receipts(receipts, accepted)


@app.command()
def accept(
    delivery_id: Annotated[str, typer.Argument(help="as 'seuranta deliveries' shows it")],
    reason: Annotated[str, typer.Option("--reason", help="why it is right")],
) -> None:
    """Lets a held delivery in, or makes a replaced one (a duplicate with DEL02) the latest again."""
    from seuranta.feedback.situation import refresh_situation
    from seuranta.forgetting.finishing import surroundings_in_order
    from seuranta.intake.corrections import accept as let_in
    from seuranta.intake.ledger import read_ledger

    workspace, programmes, clock = surroundings_in_order()
    acceptance = let_in(workspace, delivery_id, reason, clock, getpass.getuser())
    ledger = read_ledger(workspace)
    receipt = ledger.by_id(acceptance.delivery_id)
    owner = programmes.programmes.get(receipt.programme or "") if receipt else None
    if owner is not None:
        refresh_situation(workspace, owner, ledger.receipts, ledger.acceptances, clock.now())
    print(f"accepted: {acceptance.delivery_id} counts from now on; run 'seuranta build' for the figures")


def _configured() -> set[str]:
    from seuranta.programmes.load import load_programmes
    from seuranta.vocabulary.workspace import programmes_folder_from_environment

    return set(load_programmes(programmes_folder_from_environment()).programmes)


def _receipt_shown(receipt: Receipt, acceptance: Acceptance | None) -> dict[str, Any]:
    """As exports.md 2 shows it, and what tells deliveries of one content apart."""
    from seuranta.intake.receipts import status_with_acceptance

    return {
        "delivery_id": receipt.delivery_id,
        "programme": receipt.programme,
        "file_name": receipt.file_name,
        "sha256": receipt.sha256,
        "received_at": _time_shown(receipt.received_at),
        "dataset": receipt.dataset,
        "layout": receipt.layout,
        "status": status_with_acceptance(receipt, {receipt.delivery_id} if acceptance else set()).value,
        "rows": receipt.rows.model_dump(),
        "erased": receipt.erased,
        "issues": [_issue_shown(issue) for issue in receipt.issues],
        "delivery_no": receipt.delivery_no,
        "path": receipt.path,
        "clock": receipt.clock,
        "duplicate_of": receipt.duplicate_of,
        "declarations": [declaration.model_dump() for declaration in receipt.declarations],
        "accepted": {"at": _time_shown(acceptance.accepted_at), "by": acceptance.by, "reason": acceptance.reason} if acceptance else None,
    }


def _verdict_shown(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": verdict.status.value,
        "dataset": verdict.dataset,
        "layout": verdict.layout,
        "rows": verdict.rows.model_dump(),
        "duplicate_of": verdict.duplicate_of,
    }


def _issue_shown(issue: Issue) -> dict[str, Any]:
    return issue.model_dump(mode="json")


def _time_shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _print_verdict(verdict: Verdict, issues: tuple[Issue, ...], language: str) -> None:
    rows = verdict.rows
    print(f"{verdict.status}: {verdict.dataset or 'no dataset'}{f' ({verdict.layout})' if verdict.layout else ''}")
    print(f"rows received {rows.received}, loaded {rows.loaded}, quarantined {rows.quarantined}, ignored {rows.ignored}")
    if verdict.duplicate_of:
        print(f"the same content was delivered before: {verdict.duplicate_of}")
    for issue in issues:
        place = " ".join(str(part) for part in (issue.sheet, f"{issue.column or ''}{issue.row or ''}") if part)
        print(f"{issue.severity:<5} {issue.rule} {place}: {issue.message[language]}")


def _print_receipts(receipts: list[Receipt], accepted: dict[str, Acceptance]) -> None:
    from rich.console import Console
    from rich.table import Table

    from seuranta.intake.receipts import status_with_acceptance

    table = Table(box=None, pad_edge=False)
    for heading in ("delivery", "received", "status", "dataset", "rows", "loaded", "issues", "file"):
        table.add_column(heading, no_wrap=heading in ("delivery", "status"), overflow="fold")
    for receipt in receipts:
        status = status_with_acceptance(receipt, set(accepted))
        counts = (str(receipt.rows.received), str(receipt.rows.loaded), ",".join(sorted({issue.rule for issue in receipt.issues})))
        table.add_row(receipt.delivery_id, _time_shown(receipt.received_at), status.value, receipt.dataset or "", *counts, receipt.path)
    Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE).print(table)
