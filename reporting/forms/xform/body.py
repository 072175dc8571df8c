"""The `<h:body>` of an XForm: which control asks for which node, in which groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reporting.forms.model import Itemset, SetValue
from reporting.forms.texts import EMPTY_TEXT, Text
from reporting.forms.xform.xml_text import Compile, Texts, tag, xform
from reporting.forms.xpath import Expression
from reporting.forms.xpath.tree import Call, Path, Tree

_JR = "{http://openrosa.org/javarosa}"
CONTROLS = frozenset(["input", "secret", "select", "select1", "upload", "trigger", "range", "rank"])
_OPENING = frozenset(["odk-instance-first-load", "odk-instance-load", "xforms-ready"])
_PREDICATE = re.compile(r"\[[^\]]*\]")
_IGNORED = frozenset(["label", "hint", "help", "item", "itemset", "value", "setvalue", ""])


@dataclass(frozen=True, slots=True)
class Control:
    """One control; `groups` are (nodeset, label) of what it stands in, outermost first."""

    tag: str
    nodeset: str
    label: Text
    hint: Text
    appearance: str
    groups: tuple[tuple[str, str], ...]
    repeat: str
    itemset: Itemset | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RepeatControl:
    nodeset: str
    label: Text
    count: Expression | None
    fixed: bool  # jr:noAddRemove


@dataclass(slots=True)
class Body:
    controls: dict[str, Control] = field(default_factory=dict)
    repeats: dict[str, RepeatControl] = field(default_factory=dict)
    labels: dict[str, Text] = field(default_factory=dict)
    actions: list[SetValue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Inside:
    nodeset: str
    groups: tuple[tuple[str, str], ...] = ()
    repeat: str = ""
    label: Text = EMPTY_TEXT


Refuse = Callable[[str, str, str], None]  # code, nodeset, detail


class BodyReader:
    def __init__(self, texts: Texts, compile_: Compile, refuse: Refuse) -> None:
        self._texts = texts
        self._compile = compile_
        self._refuse = refuse
        self.body = Body()

    def read(self, element: etree._Element, root: str) -> Body:
        self._children(element, _Inside(root))
        return self.body

    def _children(self, element: etree._Element, inside: _Inside) -> None:
        for child in element:
            name = tag(child)
            if name == "group":
                self._group(child, inside)
            elif name == "repeat":
                self._repeat(child, inside)
            elif name in CONTROLS:
                self._control(child, name, inside)
            elif name not in _IGNORED:
                self._refuse("form.control", inside.nodeset, name)

    def _group(self, element: etree._Element, inside: _Inside) -> None:
        nodeset = resolve(str(element.get("ref") or element.get("nodeset") or "."), inside.nodeset)
        label = self._texts.of(element.find(xform("label")), nodeset)
        if element.get("ref"):
            self.body.labels[nodeset] = label
        shown = label.plain()
        groups = (*inside.groups, (nodeset, shown)) if shown else inside.groups
        self._children(element, _Inside(nodeset, groups, inside.repeat, label))

    def _repeat(self, element: etree._Element, inside: _Inside) -> None:
        nodeset = resolve(str(element.get("nodeset") or element.get("ref") or ""), inside.nodeset)
        count = element.get(f"{_JR}count")
        self.body.repeats[nodeset] = RepeatControl(
            nodeset,
            inside.label,
            self._compile(str(count), nodeset, "repeat_count") if count else None,
            element.get(f"{_JR}noAddRemove", "").startswith("true"),
        )
        self._actions(element, nodeset, "")
        self._children(element, _Inside(nodeset, inside.groups, nodeset))

    def _control(self, element: etree._Element, name: str, inside: _Inside) -> None:
        nodeset = resolve(str(element.get("ref") or element.get("bind") or ""), inside.nodeset)
        self._actions(element, nodeset, nodeset)
        if nodeset in self.body.controls:
            return
        self.body.controls[nodeset] = Control(
            name,
            nodeset,
            self._texts.of(element.find(xform("label")), nodeset),
            self._texts.of(element.find(xform("hint")), nodeset),
            str(element.get("appearance", "")),
            inside.groups,
            inside.repeat,
            self._itemset(element, nodeset),
            {etree.QName(key).localname: str(value) for key, value in element.attrib.items()},
        )

    def _actions(self, element: etree._Element, nodeset: str, source: str) -> None:
        for action in element.iterfind(xform("setvalue")):
            read_action(action, nodeset, source, self._compile, self.body.actions)

    def _itemset(self, element: etree._Element, nodeset: str) -> Itemset | None:
        itemset = element.find(xform("itemset"))
        if itemset is None:
            return Itemset(None, None, None, tuple(self._items(element, nodeset)))
        nodes = self._compile(str(itemset.get("nodeset", "")), nodeset, "choice_filter")
        value, label = itemset.find(xform("value")), itemset.find(xform("label"))
        return Itemset(
            nodes,
            self._compile(str(value.get("ref")) if value is not None else ".", nodeset, "value"),
            self._compile(str(label.get("ref")) if label is not None else ".", nodeset, "label"),
            filtered=nodes is not None and not _is_whole_list(nodes.tree),
        )

    def _items(self, element: etree._Element, nodeset: str) -> Iterator[tuple[str, Text]]:
        for item in element.iterfind(xform("item")):
            value = (item.findtext(xform("value")) or "").strip()
            yield value, self._texts.of(item.find(xform("label")), nodeset)


def _is_whole_list(tree: Tree) -> bool:
    """instance('…')/root/item, without a condition."""
    return (
        isinstance(tree, Path)
        and isinstance(tree.start, Call)
        and tree.start.name == "instance"
        and not any(step.predicates for step in tree.steps)
    )


def read_action(
    element: etree._Element, context: str, source: str, compile_: Compile, into: list[SetValue]
) -> None:
    """A `<setvalue>`; `source` is the node whose change starts it."""
    written = str(element.get("ref") or element.get("bind") or ".")
    path = compile_(written, context, "trigger")
    target = resolve(_PREDICATE.sub("", written), context)
    events = str(element.get("event", "")).split()
    value = element.get("value")
    compiled = compile_(str(value), target, "trigger") if value else None
    literal = element.text or ""
    if "xforms-value-changed" in events:
        into.append(SetValue(target, path, compiled, literal, source))
    if _OPENING & set(events):
        into.append(SetValue(target, path, compiled, literal))
    if "odk-new-repeat" in events:
        into.append(SetValue(target, path, compiled, literal, repeat=context))


def resolve(path: str, context: str) -> str:
    """An absolute node-set path for a simple reference."""
    if path.startswith("/"):
        return path
    steps = context.split("/")
    for step in path.removeprefix("current()/").split("/"):
        if step == "..":
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    return "/".join(steps)
