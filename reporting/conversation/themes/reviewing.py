"""/xemlai: all answers by group, page by page, each with a way to change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporting.conversation.effects import Button
from reporting.conversation.places import Phase
from reporting.conversation.scene.contradictions import contradictions, unchecked
from reporting.conversation.scene.provisional import given_on
from reporting.conversation.scene.showing import (
    item_number,
    item_of,
    number,
    short_label,
    shown,
)
from reporting.conversation.themes.asking import Lead, ask
from reporting.forms import AskStep, RepeatStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporting.conversation.effects import Rows
    from reporting.conversation.events import Pressed, Typed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.kinds.kind import JSON

LINES = 36  # a typical report is one page
CHARACTERS = 3500
IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One answer; or (number 0) a list as a whole with its `count` items."""

    ref: Ref
    label: str
    number: int = 0
    group: str = ""
    item: int = 0
    shown: JSON = None
    count: int = 0
    given_on: str = ""  # ISO date of a figure that is provisional

    @property
    def length(self) -> int:
        """Characters it takes in the message, a little more than less."""
        text = self.shown.get("text", "") if isinstance(self.shown, dict) else ""
        return len(self.group) + len(self.label) + len(str(text)) + (70 if self.given_on else 40)

    def described(self) -> dict[str, JSON]:
        return {
            "number": self.number,
            "group": self.group,
            "item": self.item,
            "label": self.label,
            "shown": self.shown,
            "count": self.count,
            "given_on": self.given_on,
        }


def show_review(scene: Scene, page: int, lead: Lead | None = None) -> Scene:
    """One page; editing from here comes back here."""
    pages = pages_of(list(lines_of(scene)))
    page = min(max(page, 0), len(pages) - 1)
    locked = scene.place.phase is Phase.SUBMITTED
    if not locked:
        place = replace(scene.place, phase=Phase.REVIEWING, back_to_review=False, detour=())
        scene = scene.moved(replace(place, page=page, pending=None, writing=()))
    params = _params(scene, pages, page) | {"lead": lead, "locked": locked}
    turn = _turn(page, len(pages))
    below = ((Button("correct", "correct"),),) if locked else _below(scene)
    rows = (*(() if locked else _edits(scene, pages[page])), turn, *below)
    return scene.say("review", params, tuple(row for row in rows if row))


def _params(scene: Scene, pages: list[list[Line]], page: int) -> dict[str, JSON]:
    last = page == len(pages) - 1
    found = contradictions(scene) if last else []
    return {
        "lines": [line.described() for line in pages[page]],
        "page": page + 1,
        "pages": len(pages),
        "open": len(scene.walk.open_refs),
        "contradictions": [each.message or scene.instance.label(each.ref) for each in found],
        "unchecked": unchecked(scene) if last and not scene.walk.open_refs else [],
    }


def turn_review(scene: Scene, event: Pressed) -> Scene:
    return show_review(scene, number(event.argument))


def edit(scene: Scene, event: Pressed) -> Scene | None:
    """`Sửa`: the answer as it is now, then back to the list if the person came from there."""
    if event.ref not in scene.walk.refs:
        return None
    back = scene.place.back_to_review or scene.place.phase is Phase.REVIEWING
    return ask(scene.moved(replace(scene.place, back_to_review=back)), event.ref)


def typed_number(scene: Scene, event: Typed) -> Scene:
    """In the list a typed number opens that answer."""
    order = [line.ref for line in lines_of(scene) if line.number]
    typed = number(event.text.strip())
    if 1 <= typed <= len(order):
        place = replace(scene.place, back_to_review=True)
        return ask(scene.moved(place), order[typed - 1])
    return show_review(scene, scene.place.page, {"is": "press_number"})


def lines_of(scene: Scene) -> Iterator[Line]:
    """In the order of the form, whatever was asked first."""
    number = 0
    for step in scene.instance.steps():
        if isinstance(step, RepeatStep):
            yield Line(step.ref, step.label, count=step.count)
        elif isinstance(step, AskStep):
            number += 1
            yield _line(scene, step.ref, number)


def _line(scene: Scene, ref: Ref, number: int) -> Line:
    groups = scene.instance.group_labels(ref)
    return Line(
        ref,
        scene.instance.label(ref),
        number,
        " › ".join(groups),
        item_number(scene, ref),
        shown(scene, ref, scene.state.answer(ref)),
        given_on=given_on(scene, ref),
    )


def pages_of(lines: list[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for line in lines:
        length = sum(each.length for each in pages[-1]) + line.length
        if pages[-1] and (len(pages[-1]) >= LINES or length > CHARACTERS):
            pages.append([])
        pages[-1].append(line)
    return pages


def _edits(scene: Scene, lines: list[Line]) -> Rows:
    """A number for each answer, then what can be done with lists."""
    numbers = [Button("edit", text=str(line.number), ref=line.ref) for line in lines if line.number]
    rows = [tuple(numbers[i : i + IN_A_ROW]) for i in range(0, len(numbers), IN_A_ROW)]
    rows += [(_remove(scene, lines, item),) for item in _items(lines)]
    rows += [
        (Button("edit", "extend", text=short_label(scene, line.ref), ref=line.ref),)
        for line in lines
        if not line.number
    ]
    return tuple(rows)


def _items(lines: list[Line]) -> list[Ref]:
    return list(dict.fromkeys(item_of(line.ref) for line in lines if line.item))


def _remove(scene: Scene, lines: list[Line], item: Ref) -> Button:
    """Named by the numbers of its answers."""
    numbers = [line.number for line in lines if item_of(line.ref) == item]
    text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return Button("remove", "remove", text, item, scene.state.revision(item))


def _turn(page: int, pages: int) -> tuple[Button, ...]:
    before = Button("review", "page_before", argument=str(page - 1))
    after = Button("review", "page_after", argument=str(page + 1))
    return (*((before,) if page else ()), *((after,) if page + 1 < pages else ()))


def _below(scene: Scene) -> Rows:
    if scene.walk.open_refs:
        return ((Button("open", "resume"), Button("pause", "pause")),)
    return ((Button("submit", "submit"), Button("pause", "pause")),)
