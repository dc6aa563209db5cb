"""A report as ``report.json``, schema ``seuranta.report/1`` (figures.md)."""

from __future__ import annotations

import json

from seuranta.reporting.alike import MadeOnce
from seuranta.vocabulary.figures import REPORT_SCHEMA, Figure, Report

ONLY_WITH_A_TARGET = ("target", "attainment")
LINE = json.JSONEncoder(ensure_ascii=False)


def report_json(report: Report) -> bytes:
    """The report for programs: UTF-8, one figure a line, in the order of the report."""
    period = {"no": report.period.no, "start": report.period.start.isoformat(), "end": report.period.end.isoformat()}
    head = {"schema": REPORT_SCHEMA, "programme": report.programme, "audience": report.audience, "status": report.status, "period": period}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    _lines.about(report.period)
    lines = ",\n".join(_lines.get(figure, _line) for figure in report.figures)
    return f'{opening}, "figures": [\n{lines}\n]}}\n'.encode()


_lines: MadeOnce[Figure, str] = MadeOnce()


def _line(figure: Figure) -> str:
    data = figure.model_dump(mode="json")
    if figure.target is None:
        for key in ONLY_WITH_A_TARGET:
            del data[key]
    return LINE.encode(data)
