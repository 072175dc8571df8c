"""What a form reads aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.forms.xpath import Expression


@dataclass(frozen=True, slots=True)
class Text:
    """What is read aloud: literal pieces and expressions between them, per language."""

    by_language: Mapping[str, tuple[str | Expression, ...]]

    def parts(self, language: str) -> tuple[str | Expression, ...]:
        if language in self.by_language:
            return self.by_language[language]
        return next(iter(self.by_language.values()), ())

    def plain(self, language: str = "") -> str:
        """Outputs as "{name}"."""
        parts = self.parts(language)
        return "".join(
            part if isinstance(part, str) else f"{{{part.source.strip().rpartition('/')[2]}}}"
            for part in parts
        ).strip()


EMPTY_TEXT = Text({})
