"""Texts of an XForm: labels with outputs, and the translations of `<itext>`."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from reporting.forms.texts import EMPTY_TEXT, Text
from reporting.forms.xpath import Expression
from reporting.forms.xpath.nodes import XFORMS

Compile = Callable[[str, str, str], Expression | None]  # source, nodeset, attribute
_ITEXT = re.compile(r"\s*jr:itext\(\s*(['\"])(.*?)\1\s*\)\s*")
_PATH = re.compile(r"\s?( /[\w./-]+ )\s?")
_SKIPPED_FORMS = frozenset({"short", "guidance", "image", "audio", "video", "big-image"})


def tag(element: etree._Element) -> str:
    """Local name; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def xform(name: str) -> str:
    return f"{{{XFORMS}}}{name}"


class Texts:
    """Finds and compiles the texts of one form."""

    def __init__(self, model: etree._Element, compile_: Compile, known: frozenset[str]) -> None:
        self._compile = compile_
        self._known = known
        self.languages: list[str] = []
        self.default = ""
        self.itext: dict[str, Text] = {}
        for translation in model.iterfind(f"{xform('itext')}/{xform('translation')}"):
            self._translation(translation)

    def _translation(self, translation: etree._Element) -> None:
        language = str(translation.get("lang", ""))
        self.languages.append(language)
        if "default" in translation.attrib or not self.default:
            self.default = language
        for text in translation.iterfind(xform("text")):
            name = str(text.get("id", ""))
            for value in text.iterfind(xform("value")):
                if value.get("form") in _SKIPPED_FORMS:
                    continue
                known = self.itext.get(name, EMPTY_TEXT).by_language
                self.itext[name] = Text({**known, language: self._parts(value, name)})

    def of(self, element: etree._Element | None, nodeset: str) -> Text:
        """A `<label>`, `<hint>` or `<value>`; empty where there is none."""
        if element is None:
            return EMPTY_TEXT
        reference = _ITEXT.fullmatch(str(element.get("ref", "")))
        if reference is not None:
            return self.itext.get(reference[2], EMPTY_TEXT)
        parts = self._parts(element, nodeset)
        return Text({self.default: parts}) if parts else EMPTY_TEXT

    def message(self, text: str | None, nodeset: str) -> Text:
        """A message in an attribute: literal, jr:itext(…), or with paths that pyxform put in the
        place of ${…}."""
        if not text:
            return EMPTY_TEXT
        reference = _ITEXT.fullmatch(text)
        if reference is not None:
            return self.itext.get(reference[2], EMPTY_TEXT)
        parts: list[str | Expression] = []
        for piece in _PATH.split(text):
            found = piece.strip() in self._known and self._compile(
                piece.strip(), nodeset, "message"
            )
            parts.append(found or piece)
        return Text({self.default: tuple(_spaced(parts))})

    def _parts(self, element: etree._Element, nodeset: str) -> tuple[str | Expression, ...]:
        """White space at the ends is pyxform's, not the author's."""
        parts: list[str | Expression] = [element.text or ""]
        for child in element:
            if tag(child) == "output":
                source = str(child.get("value") or child.get("ref") or "")
                parts.append(self._compile(source.strip(), nodeset, "label") or "")
            parts.append(child.tail or "")
        if isinstance(parts[0], str):
            parts[0] = parts[0].lstrip()
        if isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        return tuple(part for part in parts if part != "")


def _spaced(parts: list[str | Expression]) -> list[str | Expression]:
    """One space on each side of an expression, unless punctuation follows."""
    spaced: list[str | Expression] = []
    for at, part in enumerate(parts):
        if not isinstance(part, str):
            spaced.append(part)
            continue
        text = part
        if at > 0 and text and text[0] not in " ,.;:!?)%":
            text = f" {text}"
        if at < len(parts) - 1 and text and not text.endswith((" ", "(")):
            text = f"{text} "
        if text:
            spaced.append(text)
    return spaced
