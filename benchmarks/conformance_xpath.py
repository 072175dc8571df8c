"""The bank of expressions: each evaluated, its result compared with the reference engine's."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from xml.dom import minidom
from zoneinfo import ZoneInfo

from reporting.forms.xpath import expression
from reporting.forms.xpath.nodes import Node, name_from
from reporting.forms.xpath.tree import XPathError
from reporting.forms.xpath.values import (
    Environment,
    Focus,
    Value,
    to_boolean,
    to_number,
    to_string,
)

Case = Mapping[str, Any]
_KINDS = {
    minidom.Node.ELEMENT_NODE: "element",
    minidom.Node.TEXT_NODE: "text",
    minidom.Node.CDATA_SECTION_NODE: "text",
    minidom.Node.COMMENT_NODE: "comment",
    minidom.Node.PROCESSING_INSTRUCTION_NODE: "processing-instruction",
}


@dataclass(slots=True)
class Tally:
    """`accepted`: differences we want, with their reason."""

    passed: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.passed + sum(self.accepted.values()) + len(self.failed)

    def rates(self) -> str:
        total, accepted = self.total or 1, sum(self.accepted.values())
        return (
            f"{self.total} cases: raw {100 * self.passed / total:.2f} %, "
            f"adjusted {100 * (self.passed + accepted) / total:.2f} % "
            f"(allow-list {100 * accepted / total:.2f} % of the cases)"
        )


def read_bank(path: Path) -> dict[str, Any]:
    with gzip.open(path) as stream:
        bank: dict[str, Any] = json.load(stream)
    return bank


def run(bank: Mapping[str, Any]) -> Tally:
    documents = [full_document(text) for text in bank["documents"]]
    tally = Tally()
    for case in bank["cases"]:
        document = full_document("<root/>") if case["doc"] is None else documents[case["doc"]]
        outcome = _outcome(case, document, bank["namespaces"])
        if outcome == "":
            tally.passed += 1
            continue
        reason = why_accepted(case, outcome)
        if reason:
            tally.accepted[reason] += 1
        else:
            tally.failed.append(f"{case['id']}: {case['expr']!r} {outcome}")
    return tally


def _outcome(case: Case, document: Node, namespaces: Mapping[str, str]) -> str:
    """ "" where we agree; else what we say against what was expected."""
    try:
        result = _evaluate(case, document, namespaces)
    except XPathError as error:
        return "" if case["type"] == "error" else f"-> {error}, expected {case['expected']!r}"
    if case["type"] == "error":
        return f"-> {to_string(result[0])!r}, expected an error"
    return _difference(case, result)


def _evaluate(
    case: Case, document: Node, namespaces: Mapping[str, str]
) -> tuple[Value, Environment]:
    if not isinstance(case["expr"], str):
        raise XPathError("syntax", "no text")
    now = datetime.fromisoformat(case["now"]).astimezone(ZoneInfo(case["tz"]))
    main = at_path(document, case["root"]) if case["root"] else document
    environment = Environment(
        now=now,
        main=main,
        instance=lambda name: _instances(document, name),
        chance=Random(1),
        text=lambda name: _itext(document, name, case["lang"]),
    )
    known = {**namespaces, **_prefixes(document)}
    compiled = expression(case["expr"], known)
    node = at_path(document, case["context"])
    return compiled.evaluate(Focus(node, environment)), environment


def _difference(case: Case, result: tuple[Value, Environment]) -> str:
    value, environment = result
    expected = case["expected"]
    found: object
    match case["type"]:
        case "boolean":
            found = to_boolean(value)
            agrees = found == expected
        case "number":
            found = to_number(value, environment)
            agrees = _same_number(to_number(value, environment), float(expected))
        case "string":
            found = to_string(value)
            agrees = found == expected or _same_decimals(to_string(value), expected)
        case _:
            nodes = value if isinstance(value, list) else []
            found = [path_of(node) for node in nodes]
            wanted = [each[0] for each in expected]
            agrees = (
                found == wanted
                if case["ordered"] is not False
                else sorted(map(str, found)) == sorted(wanted)
            )
    if not agrees and _by_chance(str(case["expr"]), found, expected):
        agrees = True
    return "" if agrees else f"-> {found!r}, expected {case['type']} {expected!r}"


def _same_number(found: Decimal, wanted: float) -> bool:
    if math.isnan(wanted):
        return found.is_nan()
    return math.isclose(float(found), wanted, rel_tol=1e-12, abs_tol=1e-12)


def _same_decimals(found: str, wanted: object) -> bool:
    """Texts of numbers that differ behind the 12th digit."""
    try:
        return math.isclose(float(found), float(str(wanted)), rel_tol=1e-12) and "." in found
    except ValueError:
        return False


def _by_chance(text: str, found: object, expected: object) -> bool:
    """Results of chance agree in their shape."""
    if "uuid(" in text:
        return len(str(found)) == len(str(expected))
    if text.startswith("random("):
        return 0 <= float(str(found)) < 1
    return text.startswith("randomize(") and len(str(found).split(",")) == len(list(expected))  # type: ignore[call-overload]


def why_accepted(case: Case, outcome: str) -> str:
    """The reason why we differ on purpose; "" where there is none."""
    text = str(case["expr"])
    if outcome.startswith(("-> function:", "-> arity:")):
        return "unknown functions and arities are refused when the form is loaded"
    for reason, applies in _ACCEPTED.items():
        if applies(text, case):
            return reason
    return ""


def _from_javarosa(case: Case) -> bool:
    return "javarosa" in case["source"]


_ACCEPTED: dict[str, Callable[[str, Case], bool]] = {
    "regex matches the whole text, as the ODK documentation says": lambda text, _: text.startswith(
        "regex("
    ),
    "what is no date is an empty text": lambda _, case: case["expected"] == "Invalid Date",
    "JavaRosa raises where the others give an empty result": lambda _, case: (
        _from_javarosa(case) and case["type"] == "error"
    ),
    "JavaRosa rounds halves up, reads 4,6 as a number": lambda text, case: (
        _from_javarosa(case) and text.startswith("round(")
    ),
    "texts that look like dates compare as texts": lambda text, _: text.startswith(
        '"2018-06-25" ='
    ),
    "JavaScript's own date format": lambda text, _: "GMT-0700" in text,
}


# --- documents with all their nodes, white space, comments and CDATA sections too


def full_document(text: str) -> Node:
    source = minidom.parseString(text.encode())
    document = Node("document")
    document.children = [_node(child, document) for child in source.childNodes]
    return document


def _node(source: Any, parent: Node) -> Node:
    node = Node(_KINDS.get(source.nodeType, "doctype"), "", parent)
    if source.nodeType == minidom.Node.ELEMENT_NODE:
        _fill(node, source)
    elif source.nodeType == minidom.Node.PROCESSING_INSTRUCTION_NODE:
        node.name, node.text = source.target, source.data
    elif source.nodeType != minidom.Node.DOCUMENT_TYPE_NODE:
        node.text = source.data
    return node


def _fill(node: Node, source: Any) -> None:
    _named(node, source)
    for attribute in source.attributes.values():
        space = attribute.name == "xmlns" or attribute.prefix == "xmlns"
        each = Node("namespace" if space else "attribute", "", node)
        _named(each, attribute)
        each.text = attribute.value
        node.attributes.append(each)
    node.children = [_node(child, node) for child in source.childNodes]


def _named(node: Node, source: Any) -> None:
    name_from(node, f"{{{source.namespaceURI or ''}}}{source.localName or source.name}")
    node.prefix = source.prefix or ""


def at_path(document: Node, path: str) -> Node:
    node = document
    for step in [each for each in path.split("/") if each]:
        if step.startswith("@"):
            name = step[1:].rpartition(":")[2]
            return next(each for each in node.attributes if each.name == name)
        if not step.isdigit():
            return Node("element")  # the recording could not name it: a node outside the tree
        node = node.children[int(step)]
    return node


def path_of(node: Node) -> str:
    steps: list[str] = []
    while node.parent is not None:
        if node.kind in ("attribute", "namespace"):
            steps.append(f"@{node.prefix}:{node.name}" if node.prefix else f"@{node.name}")
        else:
            steps.append(
                str(next(at for at, each in enumerate(node.parent.children) if each is node))
            )
        node = node.parent
    return "/" + "/".join(reversed(steps))


def _prefixes(document: Node) -> dict[str, str]:
    return {
        space.name: space.text
        for node in document.walk()
        for space in node.attributes
        if space.kind == "namespace" and space.name
    }


def _elements(document: Node, name: str) -> list[Node]:
    return [node for node in document.walk() if node.kind == "element" and node.name == name]


def _attribute(node: Node, name: str) -> str:
    return next((each.text for each in node.attributes if each.name == name), "")


def _instances(document: Node, name: str) -> list[Node]:
    return [node for node in _elements(document, "instance") if _attribute(node, "id") == name]


def _itext(document: Node, name: str, language: str | None) -> Value:
    translations = _elements(document, "translation")
    chosen = [each for each in translations if _attribute(each, "lang") == language]
    for translation in chosen or translations[:1]:
        for text in _elements(translation, "text"):
            if _attribute(text, "id") == name:
                return [
                    value for value in _elements(text, "value") if not _attribute(value, "form")
                ]
    return ""
