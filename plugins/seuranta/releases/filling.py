"""Fills a capsule that is being made: first what its figures come from, then what each audience is given.

In: an examined report and the house. Out: the files of a capsule but approval, manifest and seal.
Rerun: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256

from seuranta.disclosure.policy import Policy
from seuranta.disclosure.protecting import policy_for
from seuranta.releases.capsule import Capsule
from seuranta.releases.committing import write_json
from seuranta.releases.contents import write_figures, write_papers, write_reference_of, write_rows
from seuranta.releases.examining import Examined
from seuranta.releases.gates import Candidate, report_of
from seuranta.releases.house import House
from seuranta.releases.steps import effect
from seuranta.releases.versions import definitions_digest, versions_of
from seuranta.reporting.drafts import render
from seuranta.reporting.material import Audit
from seuranta.reporting.publishing import material_of
from seuranta.vocabulary.figures import Audience
from seuranta.vocabulary.restatement import Restatement


def fill_sources(house: House, examined: Examined, capsule: Capsule) -> None:
    """Rows, reference tables, papers, figures and versions: what the figures are derived from again."""
    candidate, source = examined.candidate, examined.source
    with effect("write rows"):
        write_rows(house.workspace, candidate.programme, capsule)
    with effect("write reference"):
        write_reference_of(house.workspace, house.programmes, candidate.programme, house.clock, source, capsule)
    with effect("write papers"):
        write_papers(house.workspace, house.programmes_folder, candidate.programme, source.receipts, capsule)
    with effect("write figures"):
        write_figures(candidate.reports, candidate.released, capsule)
    with effect("write versions"):
        write_json(capsule.versions, {
            "programme": candidate.programme.code, "period": candidate.period.no, "release": examined.number, "software": source.build.software,
            "programmes_digest": source.build.programmes_digest, "last_delivery_no": source.build.last_delivery_no,
            "definitions": definitions_digest(capsule.dbt_project), **versions_of(),
        })  # fmt: skip


def fill_reports(house: House, examined: Examined, restatements: Mapping[Audience, Restatement], capsule: Capsule) -> None:
    """The files of every audience, and by which policy and audit they are what they are."""
    candidate = examined.candidate
    with effect("write reports"):
        for audience in candidate.protected:
            _write_report(house, examined, audience, restatements.get(audience), capsule)
    with effect("write disclosure"):
        write_json(capsule.disclosure, [_disclosure_of(candidate, audience) for audience in candidate.protected])


def _write_report(house: House, examined: Examined, audience: Audience, restatement: Restatement | None, capsule: Capsule) -> None:
    candidate = examined.candidate
    report = report_of(candidate.protected[audience], candidate.period.no).model_copy(update={"status": "released"})
    # What is shown of earlier periods is what was released of them: nothing leaves the house beside the ledger.
    latest = {other.period.no: other for other in candidate.released[audience] if other.period.no < candidate.period.no}
    material = material_of(examined.source, house.programmes, audience, [latest[no] for no in sorted(latest)])
    audit = None if audience == "internal" else Audit(candidate.attacked[audience], 0)
    material = replace(material, restatement=restatement, versions=replace(material.versions, audit=audit))
    folder = capsule.report_folder(audience)
    folder.mkdir(parents=True)
    for name, content in render(report, material).items():
        (folder / name).write_bytes(content)


def _disclosure_of(candidate: Candidate, audience: Audience) -> dict[str, object]:
    """Policy, its hash and the result of the audit; the internal report is exact."""
    if audience == "internal":
        return {"audience": audience, "policy": None}
    policy: Policy = policy_for(candidate.programme, candidate.programmes.instruments_of(candidate.programme), audience)
    figures = report_of(candidate.protected[audience], candidate.period.no).figures
    return {
        "audience": audience, "policy": asdict(policy), "policy_sha256": sha256(repr(policy).encode()).hexdigest(),
        "small_cells_attacked": candidate.attacked[audience], "small_cells_proven": 0, "figures_hidden": sum(figure.suppressed for figure in figures),
    }  # fmt: skip
