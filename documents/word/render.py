"""From a report to the bytes of a .docx: the same report gives the same bytes."""

from __future__ import annotations

import io
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.document import Document
from docxtpl import DocxTemplate

from documents.clean import clean
from documents.controls.labels import ControlLabels
from documents.controls.manifest import Manifest, with_manifest
from documents.controls.write import Writer, splice
from documents.pictures.charts import Charts
from documents.pictures.drawing import PAPER
from documents.sandbox import text_environment, word_environment
from documents.sentences import Sentences
from documents.shown import Printed
from documents.templating.killable import SECONDS, render_apart
from documents.word.ad_hoc import AdHocDocument
from documents.word.consolidated import ConsolidatedDocument, Context
from documents.word.correction_notice import CorrectionNotice
from documents.word.invitation_pages import InvitationPages
from documents.word.pictures import with_pictures
from documents.word.refreshing import BODY, OpenedReport
from documents.word.report_tables import ReportTables
from documents.word.rule_lengths import fit_rules
from documents.word.unit_document import UnitDocument
from documents.word.urging_letter import UrgingLetter
from documents.zipped import zip_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from documents.controls.refresh import Outcome
    from documents.word.tables import Piece
    from reporting.adhoc import Request
    from reporting.consolidation import ConsolidatedReport
    from reporting.unit_report import UnitReport
    from usecases.deciding.correcting import Correction
    from usecases.monitoring.urging import Urging
    from usecases.people.everybody import Invitations

_LONGEST_PROPERTY = 255
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"


def phrases(templates: Path = TEMPLATES) -> dict[str, str]:
    """What documents say in words."""
    return tomllib.loads((templates / "phrases.toml").read_text("utf-8"))


class WordDocuments:
    """`templates` is the folder with `consolidated.docx`, `ad-hoc.docx`, `unit-report.docx`,
    `unit-report-plain.docx`, `urging-letter.docx`, `invitations.docx`, `phrases.toml`,
    `tables.toml` and `ad-hoc.toml`. Safe to use from several threads.

    The methods raise `jinja2.TemplateError` for a template or sentence that cannot be rendered."""

    def __init__(self, templates: Path = TEMPLATES, seconds: float = SECONDS) -> None:
        """`seconds`: how long a template of the office's may take."""
        self._seconds = seconds
        self._templates = templates
        self._phrases = phrases(templates)
        self._layouts = tomllib.loads((templates / "tables.toml").read_text("utf-8"))
        self._text = text_environment()
        self._word = word_environment()
        self._sentences: dict[str, Template] = {}

    def consolidated(
        self, report: ConsolidatedReport, model: str = "A", template: bytes | None = None
    ) -> bytes:
        """The .docx of the consolidated report; `model` names one of the plan's letters. A
        `template` of the office's own is rendered apart: raises Failed (documents.templating). An
        ad hoc round has a layout of its own, which has none."""
        if report.request is not None:
            return self._ad_hoc(report, report.request, model)
        printed = Printed(report.plan, self._phrases)
        document = self._document(report, model, printed)
        context = document.context()
        rendered = self._rendered("consolidated", context, template)
        return self._controlled(rendered, context, document.tables, report, model)

    def _controlled(
        self,
        rendered: Document,
        context: Context,
        tables: Sequence[Piece],
        report: ConsolidatedReport,
        model: str,
    ) -> bytes:
        """The file, with what comes from the data in content controls."""
        labels = ControlLabels(report, Printed(report.plan, self._phrases))
        writer = Writer(rendered.element.body, tables, labels.label)
        writer.write()
        manifest = Manifest(report.round.id, model, report.at.isoformat(), tuple(writer.controls))
        members = _members(rendered, context, report.at)
        members[BODY] = splice(members[BODY], writer.spliced)
        charts = Charts(report, self._phrases, PAPER)
        shown = [piece.picture for piece in tables if piece.picture]
        members = with_pictures(members, {name: charts.draw(name) for name in shown})
        return zip_members(with_manifest(members, manifest))

    def consolidated_context(self, report: ConsolidatedReport, model: str = "A") -> Context:
        """What a template of the consolidated report may name."""
        return self._document(report, model, Printed(report.plan, self._phrases)).context()

    def unit_context(self, report: UnitReport) -> Context:
        """What a template of a unit's report may name."""
        return UnitDocument(report, Printed(report.plan, self._phrases), self._layouts).context()

    def _document(
        self, report: ConsolidatedReport, model: str, printed: Printed
    ) -> ConsolidatedDocument:
        return ConsolidatedDocument(
            report,
            model,
            Sentences(self._text, self._sentences, report, printed),
            ReportTables(report, printed, self._layouts),
            printed,
        )

    def _ad_hoc(self, report: ConsolidatedReport, request: Request, model: str) -> bytes:
        printed = Printed(report.plan, self._phrases)
        words = tomllib.loads((self._templates / "ad-hoc.toml").read_text("utf-8"))
        sentences = Sentences(self._text, {}, report, printed)
        document = AdHocDocument(report, request, model, sentences, printed, words)
        context = document.context()
        rendered = self._rendered("ad-hoc", context, None)
        return self._controlled(rendered, context, document.tables, report, model)

    def refreshed(self, docx: bytes, report: ConsolidatedReport) -> tuple[bytes, Outcome]:
        """An edited report with the figures of `report`, and what the office is to be told. Raises
        UnfitFile; see `documents.word.refreshing`."""
        return OpenedReport(docx).refreshed(report, self, Printed(report.plan, self._phrases))

    def unit_report(self, report: UnitReport, template: bytes | None = None) -> bytes:
        """The .docx of a unit's own report, in the unit's own template."""
        context = self.unit_context(report)
        rendered = self._rendered(unit_template(report), context, template)
        return zip_members(_members(rendered, context, report.at))

    def urging_letter(self, made: Urging) -> bytes:
        """The .docx of the office's letter to those who have not finished."""
        context = UrgingLetter(made, self._phrases).context()
        return zip_members(
            _members(self._rendered("urging-letter", context, None), context, made.at)
        )

    def correction_notice(self, made: Correction) -> bytes:
        """The .docx that corrects a final."""
        printed = Printed(made.report.plan, self._phrases)
        context = CorrectionNotice(made, printed).context()
        rendered = self._rendered("correction", context, None)
        return zip_members(_members(rendered, context, made.report.at))

    def invitation_pages(self, made: Invitations) -> bytes:
        """The .docx with a page of invitations for each unit."""
        template = DocxTemplate(self._templates / "invitations.docx")
        context = InvitationPages(made, self._phrases).context(template)
        template.render(context, self._word)
        return zip_members(_members(template.docx, context, made.at))

    def _rendered(self, name: str, context: Context, template: bytes | None) -> Document:
        if template is not None:
            apart = render_apart("word", template, context, seconds=self._seconds)
            made: Document = docx.Document(io.BytesIO(apart))
            return made
        shipped = DocxTemplate(self._templates / f"{name}.docx")
        shipped.render(context, self._word)
        rendered: Document = shipped.docx
        return rendered


def unit_template(report: UnitReport) -> str:
    """The name of the template that a unit's report is set in."""
    return "unit-report-plain" if report.unit.template == "plain" else "unit-report"


def _members(rendered: Document, context: Context, at: datetime) -> dict[str, bytes]:
    """Of the rendered package, without the time at which they were written."""
    fit_rules(rendered.element.body)
    properties = rendered.core_properties
    properties.title = clean(str(context["document_title"]))[:_LONGEST_PROPERTY]
    properties.author = clean(str(context["document_author"]))[:_LONGEST_PROPERTY]
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    written = io.BytesIO()
    rendered.save(written)
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
