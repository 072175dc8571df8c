"""The office's own file with the figures of today."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from lxml import etree

from documents.controls.labels import ControlLabels
from documents.controls.manifest import PARSER, Manifest, read_manifest, with_manifest
from documents.controls.names import W
from documents.controls.places import text_of
from documents.controls.refresh import Outcome, Refresher
from documents.controls.values import Values
from documents.package import UnfitFile, open_package
from documents.word.pictures import redrawn
from documents.zipped import zip_members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.shown import Printed
    from documents.word.render import WordDocuments
    from reporting.consolidation import ConsolidatedReport

BODY = "word/document.xml"


class OpenedReport:
    """A consolidated report that came back. Raises UnfitFile for what is none: "not_office",
    "too_big", "unsafe", or "no_controls" for a file this program has not made."""

    def __init__(self, docx: bytes) -> None:
        self._members = open_package(docx, BODY)
        try:
            manifest = read_manifest(self._members)
            self._root = etree.fromstring(self._members[BODY], PARSER)
        except etree.XMLSyntaxError as error:
            raise UnfitFile("not_office") from error
        body = self._root.find(f"{W}body")
        if manifest is None or body is None:
            raise UnfitFile("no_controls")
        self.manifest: Manifest = manifest
        self._body = body

    def refreshed(
        self, report: ConsolidatedReport, word: WordDocuments, printed: Printed
    ) -> tuple[bytes, Outcome]:
        """The file with the figures of `report`, and what became of it. In which template they are
        rendered to be compared does not matter."""
        fresh = open_package(word.consolidated(report, self.manifest.model), BODY)
        body = etree.fromstring(fresh[BODY], PARSER).find(f"{W}body")
        made = read_manifest(fresh)
        assert body is not None and made is not None, "we made it just now"
        values = Values(report, printed, _said(body, made))
        label = ControlLabels(report, printed).label
        refresher = Refresher(values, body, made.controls, label)
        refresher.refresh(self._body, self.manifest)
        manifest = dataclasses.replace(self.manifest, at=report.at.isoformat())
        xml = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        members = with_manifest({**self._members, BODY: xml}, manifest)
        return zip_members(redrawn(members, fresh)), refresher.outcome


def _said(body: etree._Element, made: Manifest) -> Mapping[str, str]:
    keys = {control.tag: control.key for control in made.controls}
    said: dict[str, str] = {}
    for sdt in body.iter(f"{W}sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        key = keys.get(tag.get(f"{W}val", "")) if tag is not None else None
        if key is not None:
            said.setdefault(key, text_of(sdt))
    return said
