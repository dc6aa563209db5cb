"""Puts a report together: cover, sections in order, footer; formatted once for all renderers."""

from __future__ import annotations

from dataclasses import replace

from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Document, Paragraph, Section, Table, is_all_hidden, is_all_zero
from seuranta.reporting.hidden_notes import hidden_note
from seuranta.reporting.numbers import day, days
from seuranta.reporting.sections.activity import activity
from seuranta.reporting.sections.every_figure import every_figure
from seuranta.reporting.sections.grant import grant
from seuranta.reporting.sections.method import method
from seuranta.reporting.sections.own_words import own_chapters, own_words
from seuranta.reporting.sections.participants import participants
from seuranta.reporting.sections.quality import quality
from seuranta.reporting.sections.recruitment import recruitment
from seuranta.reporting.sections.restated import restated
from seuranta.reporting.sections.small_print import small_print
from seuranta.reporting.sections.summary import summary
from seuranta.reporting.sections.surveys import surveys
from seuranta.reporting.sections.to_do import to_do
from seuranta.reporting.silent_columns import column_name, without_silent_columns
from seuranta.vocabulary.clock import HELSINKI, day_in_finland

OF_FIGURES = (summary, participants, recruitment, activity, surveys)
AT_THE_END = (grant, quality, method, small_print)
DIGEST_CHARACTERS = 12


def compose(context: Context) -> Document:
    """The document of a protected report; every number in it is one of the report's figures."""
    report, material = context.report, context.material
    programme, words, period = material.programme, context.words, report.period
    subtitle = words("subtitle", no=period.no, days=days(period.start, period.end))
    return Document(
        language=programme.language,
        author=", ".join(entry.name.in_language(programme.language) for entry in programme.implementers) or programme.name.in_language(programme.language),
        title=programme.name.in_language(programme.language),
        subtitle=subtitle,
        kind=words("kind"),
        audience=context.names.word("audience", report.audience),
        watermark=words("watermark") if report.status == "draft" else "",
        facts=_facts(context),
        sections=tuple(_readable(section, context) for section in _sections(context)),
        all_figures=every_figure(context),
        hidden_note=hidden_note(context),
        footer=_footer(context),
        running=words("running", no=period.no, audience=context.names.word("audience_short", report.audience)),
        created=material.versions.data_as_of.astimezone(HELSINKI),
        labels={"contents": words("contents"), "page": words("page_of"), "notes": words("notes"), "to_do": words("to_do_title")},
        to_do=to_do(context),
    )


def _sections(context: Context) -> list[Section]:
    """In order, with the project's own words where they belong."""
    chapters = [section for chapter in OF_FIGURES for section in chapter(context)]
    told = [section if section.key == "summary" else replace(section, blocks=(*own_words(context, section.key), *section.blocks)) for section in chapters]
    words = own_chapters(context, {section.key for section in chapters})
    return [*restated(context), *told, *words, *(section for chapter in AT_THE_END for section in chapter(context))]


def _readable(section: Section, context: Context) -> Section:
    """The section with a sentence in place of each table, and a note in place of each column, in which nothing is told."""
    return replace(section, blocks=tuple(_said_or_shown(block, context) for block in section.blocks))


def _said_or_shown(block: Block, context: Context) -> Block:
    if not isinstance(block, Table):
        return block
    if is_all_hidden(block):
        return Paragraph(context.words("withheld", title=block.title, hidden=context.hidden_text), "note")
    if is_all_zero(block):
        return Paragraph(context.words("all_zero", title=block.title), "note")
    told = without_silent_columns(block, context)
    return _zeros_said(block, told, context) if is_all_zero(told, with_body=True) else told


def _zeros_said(block: Table, told: Table, context: Context) -> Paragraph:
    """A sentence on the columns that are left where all of them are 0, and on those that are hidden."""
    columns = ", ".join(column_name(column) for column in told.columns[1:])
    said = context.words("all_zero_of", title=block.title, columns=columns)
    return Paragraph(" ".join([said, *told.notes[len(block.notes) :]]), "note")


def _facts(context: Context) -> tuple[tuple[str, str], ...]:
    programme, words, period = context.programme, context.words, context.report.period
    language = programme.language
    facts = [
        (words("funder"), programme.funder.name.in_language(language)),
        (words("project_code"), programme.project_code or ""),
        (words("implementers"), ", ".join(implementer.name.in_language(language) for implementer in programme.implementers)),
        (words("project_dates"), days(programme.dates.start, programme.dates.end)),
        (words("report_period"), f"{period.no} ({days(period.start, period.end)})"),
        (words("due"), day(period.due) if period.due else ""),
        (words("audience"), context.names.word("audience", context.report.audience)),
        (words("status"), words("status_restated" if context.material.restatement else f"status_{context.report.status}")),
        (words("data_as_of"), day(day_in_finland(context.material.versions.data_as_of))),
    ]
    return tuple((label, value) for label, value in facts if value)


def _footer(context: Context) -> str:
    versions = context.material.versions
    return context.words(
        "footer",
        software=versions.software,
        digest=versions.programmes_digest[:DIGEST_CHARACTERS],
        as_of=day(day_in_finland(versions.data_as_of)),
        policy=versions.policy,
    )
