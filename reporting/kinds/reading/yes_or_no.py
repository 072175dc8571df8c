"""Yes and no as an answer of its own."""

from __future__ import annotations

from reporting.kinds.kind import Choice
from reporting.kinds.reading.lexicon import listed
from reporting.text import fold

YES_OR_NO = (Choice("1", "Có"), Choice("0", "Không"))
_MEANT = {
    "1": listed("co; dung; dung roi; phai; roi; da co; da; vang; u; uh; ok; yes; y; co a; true; 1"),
    "0": listed(
        "khong; ko; k; kg; chua; khong co; chua co; khong phai; khong dung; sai; no; n; khong a;"
        " false; 0"
    ),
}


def yes_or_no(text: str) -> str | None:
    """ "1", "0", or None for anything else."""
    folded = fold(text)
    return next((value for value, words in _MEANT.items() if folded in words), None)
