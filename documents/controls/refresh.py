"""A report the office has edited, with the figures of today: its sentences stay as they are.

What is updated are figures and tables. What people wrote is compared, never overwritten; what the
office has taken out is named, never put back."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from documents.controls.edit import name_again, put_text
from documents.controls.find import Found, find_cell_controls, find_controls, rows_of
from documents.controls.manifest import Manifest
from documents.controls.names import Control, W
from documents.controls.places import text_of
from documents.controls.values import FIGURES, PROSE, Values


@dataclass(frozen=True, slots=True)
class Change:
    """`old` and `new` as they are read; for a table `cells` that changed, or `anew` when it was
    put in the place of the old one as a whole."""

    label: str
    place: str
    old: str = ""
    new: str = ""
    cells: tuple[Change, ...] = ()
    anew: bool = False


@dataclass(slots=True)
class Outcome:
    """What the office is told."""

    changed: list[Change] = field(default_factory=list)
    deleted: list[Change] = field(default_factory=list)  # taken out by the office
    added: list[Change] = field(default_factory=list)  # has come since, and is not in the file
    rewritten: list[Change] = field(default_factory=list)  # units wrote it anew; the file keeps its


class Refresher:
    """`now` is a report rendered anew: its body and its controls; `label` says what a key is."""

    def __init__(
        self,
        values: Values,
        now: etree._Element,
        controls: Iterable[Control],
        label: Callable[[str], str],
    ) -> None:
        self._values = values
        self._label = label
        self._fresh = {each.key: each for each in controls}
        found = find_controls(now, {})
        self._now = {each.key: each for each in found}
        self.outcome = Outcome()

    def refresh(self, body: etree._Element, manifest: Manifest) -> None:
        """Changes `body` in place."""
        known = manifest.by_number()
        found = list(find_controls(body, known))
        for each in found:
            if each.is_table:
                self._table(each, known)
            elif not each.key.endswith(":notes"):
                self._text(each, known)
        for each in found:
            if each.key.endswith(":notes"):
                self._note(each, known)
        self._name_missing(found, known)

    def _text(self, found: Found, known: Mapping[int, Control]) -> None:
        new = self._values.of(found.key)
        if new is not None and new != found.text:
            old = found.text
            new = new[:1].upper() + new[1:] if old[:1].isupper() else new
        if new is not None and new != found.text:
            way = found.key.rpartition(":")[2]
            old = found.text.strip()
            put_text(found.element, new)
            if way in FIGURES or way in PROSE:
                self.outcome.changed.append(self._change(found, known, old, new.strip()))
        if new != "":
            self._name_again(found, known)

    def _note(self, found: Found, known: Mapping[int, Control]) -> None:
        """Under a table: it belongs to it, and is not told of."""
        fresh = self._now.get(found.key)
        if fresh is not None and fresh.text != found.text:
            put_text(found.element, fresh.text)
        self._name_again(found, known)

    def _table(self, found: Found, known: Mapping[int, Control]) -> None:
        fresh = self._now.get(found.key)
        if fresh is None:
            return
        old, new = _table_of(found.element), _table_of(fresh.element)
        if old is None or new is None:
            return
        pairs = _pairs(old, new)
        if pairs is None:
            self._made_anew(found, old, new, known)
            return
        cells = []
        for cell, wanted in pairs:
            before, after = text_of(cell), text_of(wanted)
            if before != after:
                _put_cell(cell, wanted)
                cells.append(Change(self._label_of(wanted), found.place, before, after))
        if cells:
            self.outcome.changed.append(self._change(found, known, cells=tuple(cells)))

    def _label_of(self, cell: etree._Element) -> str:
        sdt = cell.find(f".//{W}sdt")
        return self._label(_tag(sdt)) if sdt is not None else ""

    def _made_anew(
        self,
        found: Found,
        old: etree._Element,
        new: etree._Element,
        known: Mapping[int, Control],
    ) -> None:
        if text_of(old) == text_of(new):
            return
        made = copy.deepcopy(new)
        old.addprevious(made)
        parent = old.getparent()
        assert parent is not None
        parent.remove(old)
        self.outcome.changed.append(self._change(found, known, anew=True))

    def _name_again(self, found: Found, known: Mapping[int, Control]) -> None:
        control = known.get(found.number)
        if control is not None and found.element.tag == f"{W}sdt":
            name_again(found.element, control)

    def _name_missing(self, found: Iterable[Found], known: Mapping[int, Control]) -> None:
        there = {each.number for each in found}
        texts = {_name(each.key) for each in known.values()}
        for control in known.values():
            quiet = control.key.endswith((":notes", ":note", ":missing", ":nothing", ":thieu"))
            if control.number not in there and not quiet:
                self.outcome.deleted.append(Change(control.label, control.place))
        self.outcome.added = list(dict.fromkeys(self._added(texts)))
        self._compare_texts(known)

    def _added(self, known: Collection[str]) -> Iterable[Change]:
        """Paragraphs of the new report with something the file has never had."""
        for key, control in self._fresh.items():
            if _name(key) not in known and key in self._now and not key.endswith(":notes"):
                paragraph = next(self._now[key].element.iterancestors(f"{W}p"), None)
                said = text_of(paragraph) if paragraph is not None else ""
                yield Change("" if said else control.label, control.place, new=said)

    def _compare_texts(self, known: Mapping[int, Control]) -> None:
        before = {_name(c.key): c for c in known.values() if _is_text(c.key)}
        now = {_name(c.key): c for c in self._fresh.values() if _is_text(c.key)}
        for name, control in before.items():
            fresh = now.get(name)
            if fresh is None or fresh.key != control.key:
                new = self._now[fresh.key].text if fresh is not None else ""
                self.outcome.rewritten.append(Change(control.label, control.place, new=new))

    def _change(
        self,
        found: Found,
        known: Mapping[int, Control],
        old: str = "",
        new: str = "",
        cells: tuple[Change, ...] = (),
        *,
        anew: bool = False,
    ) -> Change:
        control = known.get(found.number) or self._fresh.get(found.key)
        label = control.label if control is not None else self._label(found.key)
        return Change(label, found.place, old, new, cells, anew)


def _is_text(key: str) -> bool:
    """Of what a unit wrote; the way is then a mark of its content."""
    name, _, way = key.rpartition(":")
    return "@" in name and way not in FIGURES | PROSE


def _name(key: str) -> str:
    """What is the same thing in two reports, whichever way it is said."""
    return key.rpartition(":")[0]


def _table_of(element: etree._Element) -> etree._Element | None:
    return element if element.tag == f"{W}tbl" else next(element.iter(f"{W}tbl"), None)


def _pairs(
    old: etree._Element, new: etree._Element
) -> list[tuple[etree._Element, etree._Element]] | None:
    """The cells that hold figures, old beside new; None where the tables are not the same: neither
    by the tags of their controls nor, where a program has dropped these, by shape and words."""
    ours, fresh = find_cell_controls(old), find_cell_controls(new)
    tagged = [each for each in ours if _tag(each)]
    if [_tag(each) for each in tagged] == [_tag(each) for each in fresh]:
        return [(_cell(a), _cell(b)) for a, b in zip(tagged, fresh, strict=True)]
    before, after = rows_of(old), rows_of(new)
    if [len(row) for row in before] != [len(row) for row in after]:
        return None
    pairs = [
        pair
        for above, below in zip(before, after, strict=True)
        for pair in zip(above, below, strict=True)
    ]
    labels = [(a, b) for a, b in pairs if b.find(f".//{W}sdt") is None and text_of(b)]
    if any(_words(a) != _words(b) for a, b in labels):
        return None
    return [(a, b) for a, b in pairs if (a, b) not in labels]


def _words(cell: etree._Element) -> list[str]:
    return text_of(cell).split()


def _tag(sdt: etree._Element) -> str:
    tag = sdt.find(f"{W}sdtPr/{W}tag")
    return tag.get(f"{W}val", "") if tag is not None else ""


def _cell(sdt: etree._Element) -> etree._Element:
    return next(sdt.iterancestors(f"{W}tc"))


def _put_cell(cell: etree._Element, wanted: etree._Element) -> None:
    """The figure alone where the cell has a control, else the whole paragraph."""
    sdt = cell.find(f".//{W}sdt")
    text = text_of(wanted)
    if sdt is not None and text and text_of(sdt) == text_of(cell):
        put_text(sdt, text)
        return
    for paragraph in cell.findall(f"{W}p"):
        cell.remove(paragraph)
    cell.extend(copy.deepcopy(p) for p in wanted.findall(f"{W}p"))
