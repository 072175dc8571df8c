"""The entries of a form: the primary instance with all that binds and controls say of its nodes."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from reporting.forms.model import Entry, Ref, Repeat, Rules
from reporting.forms.texts import EMPTY_TEXT, Text
from reporting.forms.xform.body import Body, Refuse
from reporting.forms.xform.questions import Bind, question
from reporting.forms.xform.xml_text import Compile, Texts, tag
from reporting.forms.xpath import Expression
from reporting.forms.xpath.nodes import XFORMS

JAVAROSA = "http://openrosa.org/javarosa"
_TEMPLATE = f"{{{JAVAROSA}}}template"


class Tree:
    """`counts`: how many instances of each repeat the form brings."""

    def __init__(
        self,
        bind: Callable[[str], Bind],
        body: Body,
        texts: Texts,
        compile_: Compile,
        refuse: Refuse,
    ) -> None:
        self._bind = bind
        self._body = body
        self._texts = texts
        self._compile = compile_
        self._refuse = refuse
        self._initial: dict[str, dict[Ref, str]] = {}
        self.counts: dict[Ref, int] = {}

    def grow(self, primary: etree._Element) -> Entry:
        path = f"/{tag(primary)}"
        self._gather(primary, path, path)
        return self.entry([primary], "")

    def _gather(self, element: etree._Element, nodeset: str, ref: Ref) -> None:
        """What the repeat instances hold that the form itself brings; they are called 1, 2 …"""
        if "[" in ref and not any(tag(child) for child in element):
            self._initial.setdefault(nodeset, {})[ref] = (element.text or "").strip()
        for child in element:
            name = qualified(child) if tag(child) else ""
            below, place = f"{nodeset}/{name}", f"{ref}/{name}"
            if below in self._body.repeats:
                if _TEMPLATE in child.attrib:
                    self.counts.setdefault(place, 0)
                    continue
                self.counts[place] = self.counts.get(place, 0) + 1
                self._gather(child, below, f"{place}[{self.counts[place]}]")
            elif name:
                self._gather(child, below, place)

    def entry(self, elements: list[etree._Element], parent: str, *, blank: bool = False) -> Entry:
        """`elements`: the same node of the form, several times where it repeats. `blank`: inside
        a repeat without a template, whose values belong to the first instance alone."""
        template = next((each for each in elements if _TEMPLATE in each.attrib), elements[0])
        nodeset = f"{parent}/{qualified(template)}"
        bind = self._bind(nodeset)
        repeats = nodeset in self._body.repeats
        blank = blank or (repeats and _TEMPLATE not in template.attrib)
        children = tuple(self.entry(each, nodeset, blank=blank) for each in _grouped(template))
        control = self._body.controls.get(nodeset)
        return Entry(
            name=etree.QName(template).localname,
            nodeset=nodeset,
            uri=_uri(template),
            prefix=template.prefix or "",
            attributes=_attributes(template),
            children=children,
            default="" if children or blank else (template.text or "").strip(),
            rules=self._rules(bind),
            rounds=frozenset(bind.own.get("rounds", "").split()),
            together=bind.own.get("together", ""),
            early=bind.own.get("early", "") == "yes",
            question=None
            if children or not parent or "/meta/" in nodeset or template.prefix
            else question(etree.QName(template).localname, bind, control, self._refuse),
            repeat=self._repeat(nodeset, bind, elements),
            label=control.label if control else self._body.labels.get(nodeset, EMPTY_TEXT),
            hint=control.hint if control else EMPTY_TEXT,
            itemset=control.itemset if control else None,
            preload=bind.plain.get("jr:preload", ""),
            type=bind.type,
            closing=bind.plain.get("jr:preloadParams") == "end",
            initial=self._initial.get(nodeset, {}),
        )

    def _repeat(self, nodeset: str, bind: Bind, elements: list[etree._Element]) -> Repeat | None:
        control = self._body.repeats.get(nodeset)
        if control is None:
            return None
        zero = bind.own.get("zero", "")
        concrete = sum(1 for each in elements if _TEMPLATE not in each.attrib)
        return Repeat(
            nodeset=nodeset,
            label=control.label.plain(),
            starts_empty=bool(zero),
            zero=zero,
            count=control.count,
            initial=0 if zero or control.count is not None else max(concrete, control.fixed),
            fixed=control.fixed,
        )

    def _rules(self, bind: Bind) -> Rules:
        def compiled(attribute: str, source: str | None) -> Expression | None:
            if source is None or not source.strip():
                return None
            return self._compile(source, bind.nodeset, attribute)

        def message(text: str | None) -> Text:
            return self._texts.message(text, bind.nodeset)

        plain, own = bind.plain, bind.own
        return Rules(
            relevant=compiled("relevant", plain.get("relevant")),
            required=compiled("required", plain.get("required")),
            readonly=compiled("readonly", plain.get("readonly")),
            calculate=compiled("calculate", plain.get("calculate")),
            constraint=compiled("constraint", plain.get("constraint")),
            rule=compiled("th:rule", own.get("rule")),
            warn=compiled("th:warn", own.get("warn")),
            expected=compiled("th:expected", own.get("expected")),
            constraint_message=message(plain.get("jr:constraintMsg")),
            required_message=message(plain.get("jr:requiredMsg")),
            rule_message=message(own.get("rule_message")),
            warn_message=message(own.get("warn_message")),
        )


def _uri(element: etree._Element) -> str:
    uri = etree.QName(element).namespace or ""
    return "" if uri == XFORMS else uri


def _grouped(element: etree._Element) -> list[list[etree._Element]]:
    groups: dict[str, list[etree._Element]] = {}
    for child in element:
        if tag(child):
            groups.setdefault(qualified(child), []).append(child)
    return list(groups.values())


def _attributes(element: etree._Element) -> tuple[tuple[str, str, str], ...]:
    found = []
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if name.namespace != JAVAROSA:
            found.append((name.namespace or "", name.localname, str(value)))
    return tuple(found)


def qualified(element: etree._Element) -> str:
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local
