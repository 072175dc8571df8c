"""Invitations on paper: a page for each unit, with a code and a link for each of its people."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from documents.qr import qr_png
from reporting.kinds.shown import show_date

if TYPE_CHECKING:
    from documents.word.consolidated import Context
    from usecases.people.everybody import Guest, Invitations, Page

_CODE = Mm(42)


class InvitationPages:
    """`phrases` are those of `templates/documents/phrases.toml`."""

    def __init__(self, made: Invitations, phrases: dict[str, str]) -> None:
        self._made = made
        self._phrases = phrases

    def context(self, template: DocxTemplate) -> Context:
        plan = self._made.plan
        return {
            "programme": plan.programme,
            "office": plan.office.name,
            "until": self._until(),
            "pages": [self._page(template, page) for page in self._made.pages],
            "document_title": self._phrases["invitation_title"],
            "document_author": plan.office.name,
        }

    def _until(self) -> str:
        at = self._made.expires_at
        said = self._phrases["invitation_moment"]
        return said.format(time=at.strftime("%H:%M"), day=show_date(at.date()))

    def _page(self, template: DocxTemplate, page: Page) -> Context:
        asks = self._phrases[f"invitation_{page.unit.tone}"]
        return {
            "unit": page.unit.name,
            "asks": asks.format(address=page.unit.address),
            "guests": [self._guest(template, guest) for guest in page.guests],
        }

    def _guest(self, template: DocxTemplate, guest: Guest) -> Context:
        entry = guest.entry
        role = self._phrases[f"role_{entry.role.value}"]
        named = [entry.name, entry.post, role]
        picture = io.BytesIO(qr_png(guest.link))
        return {
            "named": ", ".join(text for text in named if text),
            "link": guest.link,
            "code": InlineImage(template, picture, width=_CODE),
        }
