"""From a report to the bytes of a .docx: the same report gives the same bytes."""

from __future__ import annotations

import io
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate

from documents.clean import clean
from documents.controls.labels import ControlLabels
from documents.controls.manifest import Manifest, with_manifest
from documents.controls.write import Writer, splice
from documents.sandbox import text_environment, word_environment
from documents.sentences import Sentences
from documents.shown import Printed
from documents.word.consolidated import ConsolidatedDocument, Context
from documents.word.invitation_pages import InvitationPages
from documents.word.refreshing import BODY, OpenedReport
from documents.word.report_tables import ReportTables
from documents.word.rule_lengths import fit_rules
from documents.word.unit_document import UnitDocument
from documents.zipped import zip_members

if TYPE_CHECKING:
    from jinja2 import Template

    from documents.controls.refresh import Outcome
    from reporting.consolidation import ConsolidatedReport
    from reporting.unit_report import UnitReport
    from usecases.people.everybody import Invitations

_LONGEST_PROPERTY = 255
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"


def phrases(templates: Path = TEMPLATES) -> dict[str, str]:
    """What documents say in words."""
    return tomllib.loads((templates / "phrases.toml").read_text("utf-8"))


class WordDocuments:
    """`templates` is the folder with `consolidated.docx`, `unit-report.docx`,
    `unit-report-plain.docx`, `invitations.docx`, `phrases.toml` and `tables.toml`. Safe to use from
    several threads.

    The methods raise `jinja2.TemplateError` for a template or sentence that cannot be rendered."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._templates = templates
        self._phrases = phrases(templates)
        self._layouts = tomllib.loads((templates / "tables.toml").read_text("utf-8"))
        self._text = text_environment()
        self._word = word_environment()
        self._sentences: dict[str, Template] = {}

    def consolidated(self, report: ConsolidatedReport, model: str = "A") -> bytes:
        """The .docx of the consolidated report; `model` names one of the plan's letters."""
        printed = Printed(report.plan, self._phrases)
        document = ConsolidatedDocument(
            report,
            model,
            Sentences(self._text, self._sentences, report, printed),
            ReportTables(report, printed, self._layouts),
            printed,
        )
        context = document.context()
        template = self._open("consolidated")
        template.render(context, self._word)
        labels = ControlLabels(report, printed)
        writer = Writer(template.docx.element.body, document.tables, labels.label)
        writer.write()
        manifest = Manifest(report.round.id, model, report.at.isoformat(), tuple(writer.controls))
        members = self._members(template, context, report.at)
        members[BODY] = splice(members[BODY], writer.spliced)
        return zip_members(with_manifest(members, manifest))

    def refreshed(self, docx: bytes, report: ConsolidatedReport) -> tuple[bytes, Outcome]:
        """An edited report with the figures of `report`, and what the office is to be told. Raises
        UnfitFile; see `documents.word.refreshing`."""
        return OpenedReport(docx).refreshed(report, self, Printed(report.plan, self._phrases))

    def unit_report(self, report: UnitReport) -> bytes:
        """The .docx of a unit's own report, in the unit's own template."""
        name = "unit-report-plain" if report.unit.template == "plain" else "unit-report"
        document = UnitDocument(report, Printed(report.plan, self._phrases), self._layouts)
        return self._render(name, document.context(), report.at)

    def invitation_pages(self, made: Invitations) -> bytes:
        """The .docx with a page of invitations for each unit."""
        template = self._open("invitations")
        return self._finish(
            template, InvitationPages(made, self._phrases).context(template), made.at
        )

    def _render(self, name: str, context: Context, at: datetime) -> bytes:
        return self._finish(self._open(name), context, at)

    def _open(self, name: str) -> DocxTemplate:
        return DocxTemplate(self._templates / f"{name}.docx")

    def _finish(self, template: DocxTemplate, context: Context, at: datetime) -> bytes:
        template.render(context, self._word)
        return zip_members(self._members(template, context, at))

    def _members(self, template: DocxTemplate, context: Context, at: datetime) -> dict[str, bytes]:
        """Of the rendered package, without the time at which they were written."""
        fit_rules(template.docx.element.body)
        properties = template.docx.core_properties
        properties.title = clean(str(context["document_title"]))[:_LONGEST_PROPERTY]
        properties.author = clean(str(context["document_author"]))[:_LONGEST_PROPERTY]
        properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
        written = io.BytesIO()
        template.save(written)
        with zipfile.ZipFile(written) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
