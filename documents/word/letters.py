"""The frame of an outgoing document, with the dashes and marks of Decree 30 (R21, R35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.plan import Letter


def letter_context(letter: Letter, sender: str, at: datetime) -> dict[str, object]:
    """What the templates call `letter`. Number, day and month stay blank for the clerk."""
    return {
        "superior": letter.superior,
        "issuer": list(letter.issuer),
        "symbol": letter.symbol,
        "place": letter.place,
        "year": at.year,
        "sender": sender,
        "recipients": _recipients(letter.recipients),
        "copies": dashed(letter.copies),
        "signer_lines": _authority(letter.signer.lines),
        "signer_name": letter.signer.name,
        "legal_bases": _marked(letter.legal_bases),
    }


def dashed(names: Sequence[str]) -> list[str]:
    """One a line: "- A;" … "- Lưu: VT."."""
    return [f"- {line}" for line in _marked(names)]


def _recipients(names: Sequence[str]) -> list[str]:
    return _marked(names) if len(names) == 1 else dashed(names)


def _marked(names: Sequence[str]) -> list[str]:
    bare = [name.rstrip(" ;.") for name in names]
    return [f"{name};" for name in bare[:-1]] + [f"{name}." for name in bare[-1:]]


def _authority(lines: Sequence[str]) -> list[str]:
    """A comma ends what is signed on behalf of somebody only in running text: here none does."""
    return [line.rstrip(" ,") for line in lines]
