"""/xemlai: all answers by group, page by page, each with a way to change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporting.conversation.asking import Lead, ask
from reporting.conversation.contradictions import contradictions
from reporting.conversation.effects import Button
from reporting.conversation.places import Phase
from reporting.conversation.showing import (
    can_be_asked,
    number,
    open_steps,
    questions,
    short_label,
    shown,
)
from reporting.forms import AskStep, RepeatStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporting.conversation.effects import Rows
    from reporting.conversation.events import Pressed, Typed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.kinds.kind import JSON

LINES = 25
CHARACTERS = 3500
IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One answer, or (number 0) the end of a list with its `count` items."""

    number: int
    ref: Ref
    group: str
    label: str
    shown: JSON
    count: int = 0
    item: Ref = ""

    @property
    def length(self) -> int:
        text = self.shown.get("text", "") if isinstance(self.shown, dict) else ""
        return len(self.group) + len(self.label) + len(str(text)) + 40

    def described(self) -> dict[str, JSON]:
        return {
            "number": self.number,
            "group": self.group,
            "label": self.label,
            "shown": self.shown,
            "count": self.count,
        }


def show_review(scene: Scene, page: int, lead: Lead | None = None) -> Scene:
    """One page; editing from here comes back here."""
    pages = _pages(list(_lines(scene)))
    page = min(max(page, 0), len(pages) - 1)
    locked = scene.place.phase is Phase.SUBMITTED
    if not locked:
        place = replace(scene.place, phase=Phase.REVIEWING, back_to_review=False, detour=())
        scene = scene.moved(replace(place, page=page, pending=None, writing=()))
    params = _params(scene, pages, page) | {"lead": lead, "locked": locked}
    turn = _turn(page, len(pages))
    below = ((Button("correct", "correct"),),) if locked else _below(scene)
    rows = (*(() if locked else _edits(pages[page], scene)), turn, *below)
    return scene.say("review", params, tuple(row for row in rows if row))


def _params(scene: Scene, pages: list[list[Line]], page: int) -> dict[str, JSON]:
    last = page == len(pages) - 1
    found = contradictions(scene) if last else []
    unchecked = scene.instance.unchecked() if last and not open_steps(scene) else []
    return {
        "lines": [line.described() for line in pages[page]],
        "page": page + 1,
        "pages": len(pages),
        "open": len(open_steps(scene)),
        "contradictions": [each.message or scene.instance.label(each.ref) for each in found],
        "unchecked": [broken.message for broken in unchecked],
    }


def turn_review(scene: Scene, event: Pressed) -> Scene:
    return show_review(scene, number(event.argument))


def edit(scene: Scene, event: Pressed) -> Scene | None:
    """`Sửa`: the answer as it is now, then back to the list if the person came from there."""
    if not can_be_asked(scene, event.ref):
        return None
    back = scene.place.back_to_review or scene.place.phase is Phase.REVIEWING
    return ask(scene.moved(replace(scene.place, back_to_review=back)), event.ref)


def typed_number(scene: Scene, event: Typed) -> Scene:
    """In the list a typed number opens that answer."""
    order = questions(scene)
    typed = number(event.text.strip())
    if 1 <= typed <= len(order):
        place = replace(scene.place, back_to_review=True)
        return ask(scene.moved(place), order[typed - 1])
    return show_review(scene, scene.place.page, {"is": "press_number"})


def _lines(scene: Scene) -> Iterator[Line]:
    count = 0
    for step in scene.instance.steps():
        groups = scene.instance.group_labels(step.ref)
        group = " › ".join(groups)
        if isinstance(step, AskStep):
            count += 1
            label = scene.instance.label(step.ref)
            answer = shown(scene, step.ref, scene.state.answer(step.ref))
            item = step.ref[: step.ref.rfind("]") + 1]
            yield Line(count, step.ref, group, label, answer, item=item)
        elif isinstance(step, RepeatStep):
            yield Line(0, step.ref, group, step.label, None, step.count)


def _pages(lines: list[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for line in lines:
        length = sum(each.length for each in pages[-1]) + line.length
        if pages[-1] and (len(pages[-1]) >= LINES or length > CHARACTERS):
            pages.append([])
        pages[-1].append(line)
    return pages


def _edits(lines: list[Line], scene: Scene) -> Rows:
    numbers = [Button("edit", text=str(line.number), ref=line.ref) for line in lines if line.number]
    rows = [tuple(numbers[i : i + IN_A_ROW]) for i in range(0, len(numbers), IN_A_ROW)]
    for item in dict.fromkeys(line.item for line in lines if line.item):
        first = next(line for line in lines if line.item == item)
        text = f"{first.number}–{max(line.number for line in lines if line.item == item)}"
        revision = scene.state.revision(item)
        rows.append((Button("remove", "remove", text=text, ref=item, revision=revision),))
    for line in lines:
        if not line.number:
            text = short_label(scene, line.ref)
            rows.append((Button("edit", "extend", text=text, ref=line.ref),))
    return tuple(rows)


def _turn(page: int, pages: int) -> tuple[Button, ...]:
    before = Button("review", "page_before", argument=str(page - 1))
    after = Button("review", "page_after", argument=str(page + 1))
    return (*((before,) if page else ()), *((after,) if page + 1 < pages else ()))


def _below(scene: Scene) -> Rows:
    if open_steps(scene):
        return ((Button("open", "resume"), Button("pause", "pause")),)
    return ((Button("submit", "submit"), Button("pause", "pause")),)
