"""Short texts from `templates/messages/vi/*.toml`: buttons, reasons, faults, what the operator is
told. A file is a table of texts, nested tables giving dotted codes; `{name}` stands for a value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from reporting.faults import Fault, Place

FOLDER = Path(__file__).parent.parent.parent / "templates" / "messages" / "vi"


class Catalogue:
    """Files are read once each, when first needed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def button(self, label: str, text: str = "") -> str:
        """Raises KeyError for a label that is not there."""
        return self._buttons[label].format(text=text)

    def reason(self, code: str, params: Mapping[str, object]) -> str:
        """Why an answer was not taken. Raises KeyError for a code or a value that is missing."""
        return self._reasons[code].format_map(params)

    def phrase(self, code: str) -> str:
        """A word or format that belongs to no message of its own."""
        return self._phrases[code]

    def fault(self, fault: Fault) -> str:
        """One line: where, and what is wrong. A code without a text shows itself."""
        text = self._faults.get(fault.code)
        what = _fill(text, fault.params) if text else f"{fault.code} {dict(fault.params)}"
        where = self.place(fault.place)
        return f"{where}: {what}" if where else what

    def place(self, place: Place) -> str:
        """ "bieu.md, dòng 3"; "" when nothing is known of it."""
        named = {name: getattr(place, name) for name in ("line", "sheet", "row", "column", "key")}
        parts = [self._faults[f"place.{n}"].format(value) for n, value in named.items() if value]
        return ", ".join([place.file, *parts] if place.file else parts)

    def operator(self, code: str, **params: object) -> str:
        """What whoever runs the bot is told. Raises KeyError for an unknown code."""
        return _fill(self._operator[code], params)

    @cached_property
    def _buttons(self) -> Mapping[str, str]:
        return read_texts(self._folder / "buttons.toml")

    @cached_property
    def _reasons(self) -> Mapping[str, str]:
        return read_texts(self._folder / "reasons.toml")

    @cached_property
    def _phrases(self) -> Mapping[str, str]:
        return read_texts(self._folder / "phrases.toml")

    @cached_property
    def _faults(self) -> Mapping[str, str]:
        return read_texts(self._folder / "faults.toml")

    @cached_property
    def _operator(self) -> Mapping[str, str]:
        return read_texts(self._folder / "operator.toml")


@cache
def catalogue() -> Catalogue:
    """The one of this checkout."""
    return Catalogue()


def read_texts(path: Path) -> dict[str, str]:
    """Dotted code -> text."""
    return _flat(tomllib.loads(path.read_text(encoding="utf-8-sig")), "")


def _flat(table: Mapping[str, object], prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            texts |= _flat(value, f"{prefix}{key}.")
        else:
            texts[prefix + key] = str(value)
    return texts


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fill(text: str, params: Mapping[str, object]) -> str:
    """A message about a fault must not fail itself: a value nobody gave shows its name."""
    return text.format_map(_Lenient(params))
