"""Text fit for Word and PDF: NFC, legal XML, nothing a font of the document cannot show."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
# What XML 1.0 does not allow (lone surrogates cut a document short in silence), other controls,
# characters that reorder or hide text, and noncharacters, which mark our own (documents.controls).
_ILLEGAL = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufdcf"
    r"\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# Pictographs: missing from Times New Roman, and drawn over their neighbours by LibreOffice.
_EMOJI = re.compile(
    "[\u203c\u2049\u20e3\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe00-\ufe0f"
    "\U0001f000-\U0001faff\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """`text` with "\\n" as its only line end; what stays is what was written."""
    legal = _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _EMOJI.sub("", legal))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a longer text, without empty lines."""
    return [line for line in (piece.strip() for piece in clean(text).split("\n")) if line]
