"""Whether a template can be used: every tag looked at where it stands, then a sample rendered."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from documents.controls.manifest import PARSER
from documents.controls.names import W
from documents.package import UnfitFile, open_package
from documents.sandbox import word_environment
from documents.templating.names import Names
from documents.templating.shape import Shape, shape_of

_PARTS = re.compile(r"^word/(document|header\d*|footer\d*|footnotes)\.xml$")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_OPEN, _SHUT = re.compile(r"\{[{%#]"), re.compile(r"[}%#]\}")
_PARAGRAPH = re.compile(r"<w:p[ >]")
_BLANK = re.compile(r"\s+")
_SNIPPET = 80
_NOT_FOR_TEMPLATES = ("document_title", "document_author")  # they become properties of the file


@dataclass(frozen=True, slots=True)
class Flaw:
    """`code` is the end of a text's name in the catalogue of what is said; `name` what it is about,
    `place` the paragraph it stands in."""

    code: str
    name: str = ""
    place: str = ""


@dataclass(slots=True)
class Verdict:
    """`faults` keep a template from being used, `notes` do not."""

    faults: list[Flaw] = field(default_factory=list)
    notes: list[Flaw] = field(default_factory=list)


def check_tags(template: bytes, context: Mapping[str, object]) -> Verdict:
    """`context` is what it would be rendered with. Raises UnfitFile for what is no .docx."""
    members = open_package(template, "word/document.xml")
    verdict = Verdict()
    shape = shape_of(context)
    used: set[str] = set()
    for name, content in members.items():
        if not _PARTS.match(name):
            continue
        try:
            root = etree.fromstring(content, PARSER)
        except etree.XMLSyntaxError as error:
            raise UnfitFile("not_office") from error
        broken = list(_broken_tags(root))
        verdict.faults += broken
        verdict.notes += _split_tags(root)
        if not broken:
            texts = [_read(paragraph) for paragraph in root.iter(f"{W}p")]
            verdict.faults += _judged(content, shape, used, texts)
    if not used and not verdict.faults:
        verdict.faults.append(Flaw("template_without_tags"))
    verdict.notes += [Flaw("unused", name) for name in _names(shape) if name not in used]
    return verdict


def has_tags(template: bytes) -> bool:
    """Whether a .docx is a template at all. Raises UnfitFile."""
    members = open_package(template, "word/document.xml")
    try:
        root = etree.fromstring(members["word/document.xml"], PARSER)
    except etree.XMLSyntaxError as error:
        raise UnfitFile("not_office") from error
    return any(_OPEN.search(_read(paragraph)) for paragraph in root.iter(f"{W}p"))


def _broken_tags(root: etree._Element) -> Iterator[Flaw]:
    """A tag must begin and end in one paragraph."""
    for paragraph in root.iter(f"{W}p"):
        text = _read(paragraph)
        rest = _TAG.sub("", text)
        if _OPEN.search(rest):
            yield Flaw("unclosed", _shortly(rest[_OPEN.search(rest).start() :]), _shortly(text))  # type: ignore[union-attr]
        elif _SHUT.search(rest):
            yield Flaw("unopened", _shortly(rest), _shortly(text))


def _split_tags(root: etree._Element) -> Iterator[Flaw]:
    """A tag typed in several goes lies in several runs: it works, and breaks when edited."""
    for paragraph in root.iter(f"{W}p"):
        pieces = [node.text or "" for node in paragraph.iter(f"{W}t")]
        edges, at = set(), 0
        for piece in pieces:
            at += len(piece)
            edges.add(at)
        text = "".join(pieces)
        for tag in _TAG.finditer(text):
            if any(tag.start() < edge < tag.end() for edge in edges):
                yield Flaw("split", _shortly(tag.group()), _shortly(text))


def _judged(content: bytes, shape: Shape, used: set[str], texts: list[str]) -> Iterator[Flaw]:
    source = _source(content)
    lines = source.split("\n")
    environment = word_environment()
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        yield Flaw("syntax", str(error.message), _paragraph(lines, error.lineno))
        return
    told: set[tuple[str, str, int]] = set()
    for use in Names(environment).of(tree, shape):
        if use.code == "used":
            used.add(use.name)
        elif (use.code, use.name, use.line) not in told:
            told.add((use.code, use.name, use.line))
            yield Flaw(use.code, use.name, _stands(use.name, texts, lines, use.line))


def _source(content: bytes) -> str:
    """As docxtpl reads it, each paragraph on a line of its own."""
    empty = DocxTemplate(io.BytesIO())
    text = content.decode("utf-8").replace("\n", " ")
    return _PARAGRAPH.sub(lambda found: "\n" + found.group(), str(empty.patch_xml(text)))


def _paragraph(lines: list[str], number: int) -> str:
    """The words around a line; tags that take their paragraph away leave no words of their own."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return _shortly(html.unescape(re.sub(r"<[^>]+>", "", line)))


def _stands(name: str, texts: list[str], lines: list[str], number: int) -> str:
    """The paragraph as the office sees it: the first one with a tag that says the name."""
    last = re.compile(rf"\b{re.escape(name.rpartition('.')[2])}\b")
    for text in texts:
        if any(last.search(tag) for tag in _TAG.findall(text)):
            return _shortly(text)
    return _paragraph(lines, number)


def _names(shape: Shape) -> Iterable[str]:
    for name, inner in shape.fields.items():
        if name in _NOT_FOR_TEMPLATES:
            continue
        yield name
        yield from (f"{name}.{each}" for each in inner.fields)


def _read(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def _shortly(text: str) -> str:
    text = _BLANK.sub(" ", text).strip()
    return text if len(text) <= _SNIPPET else text[:_SNIPPET] + "…"
