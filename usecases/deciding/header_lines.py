"""What people type for the header of a report, line by line, and why it cannot stand there."""

from __future__ import annotations

import re

from reporting.text import clean

FIELDS = ("bases", "recipients", "copies", "signer", "subject")
LONGEST, MOST = 300, {"bases": 12, "recipients": 8, "copies": 12, "signer": 5, "subject": 3}
_DASH = re.compile(r"^[-–•+*]\s*")
_BASES = ("căn cứ", "thực hiện", "theo", "xét")
_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ|Q)\. ?(?=\S)")
_BARE_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ)\b(?!\.)")
_NAME = re.compile(r"[^\W\d_]+( [^\W\d_]+){1,6}")


def lines_of(field: str, text: str) -> tuple[list[str], str]:
    """The lines as they are kept, and "" or the reason why they are not: "empty", "too_many",
    "too_long", "bases", "archive", "authority", "abbreviation", "name"."""
    separators = r"[\n/]" if field == "signer" else r"\n"
    typed = [_DASH.sub("", line.strip()) for line in re.split(separators, clean(text))]
    lines = [" ".join(line.split()).rstrip(" ;.") for line in typed if line.strip()]
    if not lines:
        return [], "empty"
    if len(lines) > MOST[field]:
        return [], "too_many"
    if any(len(line) > LONGEST for line in lines):
        return [], "too_long"
    check = {"bases": _bases, "copies": _copies, "signer": _signer}.get(field)
    return lines, check(lines) if check else ""


def split_signer(lines: list[str]) -> tuple[tuple[str, ...], str]:
    """Authority and position, in capitals, and the name below them, if there is one."""
    if len(lines) > 1 and not lines[-1].isupper():
        return tuple(lines[:-1]), lines[-1]
    return tuple(lines), ""


def _bases(lines: list[str]) -> str:
    """Decree 30, R22."""
    return "" if all(line.casefold().startswith(_BASES) for line in lines) else "bases"


def _copies(lines: list[str]) -> str:
    """R35: the last line says where it is kept."""
    return "" if lines[-1].casefold().startswith("lưu") else "archive"


def _signer(lines: list[str]) -> str:
    """R30 and R31: authority in capitals, abbreviations with a point, a name without titles."""
    authority, name = split_signer(lines)
    if not all(line.isupper() for line in authority):
        return "authority"
    if any(_BARE_AUTHORITY.match(line) for line in authority):
        return "abbreviation"
    if len(authority) == 1 and _AUTHORITY.match(authority[0]):
        return "authority"  # on whose behalf, but not as what
    return "" if not name or _NAME.fullmatch(name) else "name"
