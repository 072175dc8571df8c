"""The text of a barcode, typed; kept exactly but for blanks around it."""

from __future__ import annotations

from typing import ClassVar

from reporting.answers import Answer
from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.standings import whole_standing
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import refused
from reporting.kinds.text import Text
from reporting.text import clean

_LONGEST = 500


class Barcode(Text):
    name: ClassVar[str] = "barcode"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text, _LONGEST)) is not None:
            return outright
        code = clean(text)
        if "\n" in code:
            return refused("several_lines")
        return whole_standing(self, plain(code) or code, asked, "") or Answer(code)
