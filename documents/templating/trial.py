"""A template tried out as a whole: its tags, then a sample of the report it is for."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from documents.check import PLAIN_EXEMPTIONS, check
from documents.package import UnfitFile
from documents.templating.check import Flaw, Verdict, check_tags
from documents.templating.killable import Failed

if TYPE_CHECKING:
    from documents.word import WordDocuments
    from reporting.consolidation import ConsolidatedReport
    from reporting.unit_report import UnitReport

KINDS = ("consolidated", "unit-report", "unit-report-plain")


@dataclass(frozen=True, slots=True)
class Trial:
    """`sample` is what came out, b"" where nothing did."""

    kind: str
    verdict: Verdict
    sample: bytes = b""

    @property
    def fit(self) -> bool:
        return not self.verdict.faults

    def told(self) -> dict[str, Any]:
        """As parameters of a message: faults and notes with code, name and place."""
        return {
            "of": self.kind,
            "faults": [_plain(each) for each in self.verdict.faults],
            "notes": [_plain(each) for each in self.verdict.notes],
        }


class Trials:
    """`report` and `unit_reports` (by kind) are what samples are made of."""

    def __init__(
        self,
        word: WordDocuments,
        report: ConsolidatedReport,
        unit_reports: dict[str, UnitReport],
    ) -> None:
        self._word = word
        self._report = report
        self._unit_reports = unit_reports

    def try_out(self, template: bytes, kind: str = "") -> Trial:
        """Raises UnfitFile for what is no .docx. Without a `kind` it is told by its names."""
        kinds = [kind] if kind else list(KINDS)
        verdicts = {each: check_tags(template, self._context(each)) for each in kinds}
        best = min(kinds, key=lambda each: _strangeness(each, verdicts[each]))
        verdict = verdicts[best]
        if verdict.faults:
            return Trial(best, verdict)
        try:
            sample = self._sample(template, best)
        except Failed as error:
            verdict.faults.append(Flaw(error.code, error.text))
            return Trial(best, verdict)
        self._check_form(sample, best, verdict)
        return Trial(best, verdict, sample)

    def _context(self, kind: str) -> dict[str, object]:
        if kind == "consolidated":
            return self._word.consolidated_context(self._report)
        return self._word.unit_context(self._unit_reports[kind])

    def _sample(self, template: bytes, kind: str) -> bytes:
        if kind == "consolidated":
            return self._word.consolidated(self._report, template=template)
        return self._word.unit_report(self._unit_reports[kind], template=template)

    def _check_form(self, sample: bytes, kind: str, verdict: Verdict) -> None:
        """The form of Decree 30 is the office's to answer for: what is broken is noted."""
        exempt = PLAIN_EXEMPTIONS if kind == "unit-report-plain" else frozenset()
        try:
            found = check(sample, exempt)
        except (KeyError, ValueError, IndexError, etree.XMLSyntaxError, zipfile.BadZipFile):
            verdict.faults.append(Flaw("template_crashed"))
            return
        verdict.notes += [
            Flaw("rule", each.rule, each.detail) for each in found if each.ok is False
        ]


def _strangeness(kind: str, verdict: Verdict) -> tuple[int, int, bool]:
    """How little a template is one of a kind: what it asks and is not there, what it leaves out.
    Outside the state administration there is no number to leave room for."""
    unused = {each.name for each in verdict.notes if each.code == "unused"}
    unknown = sum(each.code == "name" for each in verdict.faults)
    plain = kind == "unit-report-plain"
    return unknown, len(unused), plain is not ("letter.symbol" in unused)


def _plain(fault: Flaw) -> dict[str, str]:
    return {"code": fault.code, "name": fault.name, "place": fault.place}


__all__ = ["KINDS", "Trial", "Trials", "UnfitFile"]
