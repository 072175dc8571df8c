"""What stands in the workbook of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation import Walk
from reporting.conversation.scene.showing import FILES, asked_of, show_value
from reporting.forms import nodeset_of
from reporting.forms.fields import Field
from reporting.forms.values import shown as shown_text
from reporting.kinds import KINDS, in_unit, show_date
from reporting.workbook.book import Book, CellValue, Items, Row

if TYPE_CHECKING:
    from reporting.conversation.scene import Scene
    from reporting.forms import Question, Ref

GAP = "…"  # where a label names a figure that nobody has given yet
_NUMBERS = ("integer", "decimal", "percent", "range")


def book_of(scene: Scene, obligation: int, draft: int, revision: int) -> Book:
    """Every question of the round, relevant or not yet; lists apart."""
    context = scene.context
    window = context.round.window_for(_Usual(), context.unit)
    outside = (found for found in fields_of(scene) if "[" not in found.ref)
    return Book(
        obligation=obligation,
        draft=draft,
        revision=revision,
        form=scene.form.version,
        unit=context.unit.name,
        address=context.unit.address,
        period=context.round.period,
        window=(show_date(window.from_), show_date(window.to)),
        rows=tuple(row_of(scene, found) for found in outside),
        lists=tuple(_items(scene, ref) for ref in _lists(scene)),
        revisions={ref: entry.revision for ref, entry in scene.state.entries.items()},
    )


class _Usual:
    window = ""


def fields_of(scene: Scene) -> Iterator[Field]:
    """The questions of this round that a person answers or should see, in the form's order."""
    for found in scene.instance.fields():
        question = found.entry.question
        if question is None or not in_round(scene, found):
            continue
        if question.asked or (question.given and question.label):
            yield found


def in_round(scene: Scene, found: Field) -> bool:
    kind = scene.context.surroundings.round_kind
    above: object = found
    while isinstance(above, Field):
        if kind and above.entry.rounds and kind not in above.entry.rounds:
            return False
        above = above.parent
    return True


def row_of(scene: Scene, found: Field) -> Row:
    question = found.entry.question
    assert question is not None, "fields_of gives questions only"
    answer = scene.instance.answer(found.ref) if question.given else scene.state.answer(found.ref)
    last = scene.context.last.get(question.name)
    groups = scene.instance.group_labels(found.ref)
    value, standing = in_cell(scene, found.ref, question, answer)
    return Row(
        ref=found.ref,
        label=_whole(scene, found, hint=False),
        hint=_whole(scene, found, hint=True),
        kind=question.kind,
        group=groups[0] if groups else "",
        unit_of_measure=question.unit_of_measure,
        last=show_value(scene, found.ref, last.value) if last and last.is_figure else "",
        said=value,
        standing=standing,
        note=answer.note if answer else "",
        choices=tuple(choice.label for choice in scene.instance.choices(found.ref)),
        locked=question.locked,
        elsewhere=question.kind in FILES,
        asked=scene.instance.relevant(found.ref),
    )


def in_cell(
    scene: Scene, ref: Ref, question: Question, answer: Answer | None
) -> tuple[CellValue, str]:
    """An answer as a cell holds it: numbers as numbers, in the unit of measure of the question."""
    if answer is None:
        return None, ""
    value = answer.value
    if value is None or value == "":
        zero = f"zero_{question.zero or 'nothing'}"
        return None, zero if answer.standing is Standing.ZERO else answer.standing.value
    if answer.estimated:
        return show_value(scene, ref, value).partition(" (")[0], "estimated"
    if question.kind == "money" and isinstance(value, int):
        return in_unit(value, question.unit_of_measure), ""
    if question.kind in _NUMBERS and isinstance(value, int | Decimal):
        return value, ""
    if question.kind == "date":
        return value, ""  # type: ignore[return-value] # a date, as the kind keeps it
    return KINDS[question.kind].show(value, asked_of(scene, ref, question)), ""


def _whole(scene: Scene, found: Field, *, hint: bool) -> str:
    """A text of the form, a gap where it speaks of an answer nobody has given."""
    text = found.entry.hint if hint else found.entry.label
    parts = text.parts(scene.form.language)
    said = []
    for part in parts:
        if isinstance(part, str):
            said.append(part)
        else:
            said.append(shown_text(scene.instance, part, found) or GAP)
    return "".join(said).strip()


def _lists(scene: Scene) -> list[Ref]:
    """Lists outside of lists, of this round."""
    found = []
    for nodeset in scene.form.repeats:
        inside = any(nodeset.startswith(f"{other}/") for other in scene.form.repeats)
        if not inside and scene.instance.is_repeat(nodeset) and scene.instance.relevant(nodeset):
            found.append(nodeset)
    return found


def _items(scene: Scene, ref: Ref) -> Items:
    """Items there are, in columns as a new one would have them."""
    repeat = scene.form.repeats[ref]
    sample = scene.instance.new_repeat(ref, "new")
    columns = _of_item(scene, sample.fields(), f"{ref}[new]")
    shown = replace(scene, walk=Walk(sample))
    rows = []
    for item in scene.instance.instances(ref):
        name = item[len(ref) + 1 : -1]
        own = _of_item(scene, scene.instance.fields(), item)
        rows.append((name, {nodeset_of(each.ref): row_of(scene, each) for each in own}))
    heads = tuple(_blank(row_of(shown, found)) for found in columns)
    growing = repeat.count is None and not repeat.fixed
    return Items(ref, repeat.label, heads, tuple(rows), growing)


def _of_item(scene: Scene, fields: Iterator[Field], item: Ref) -> list[Field]:
    """The questions directly in one item, not those of lists inside it."""
    return [
        found
        for found in fields
        if found.ref.startswith(f"{item}/")
        and "[" not in found.ref[len(item) :]
        and found.entry.question is not None
        and found.entry.question.asked
        and in_round(scene, found)
    ]


def _blank(row: Row) -> Row:
    return Row(
        ref=nodeset_of(row.ref),
        label=row.label,
        hint=row.hint,
        kind=row.kind,
        unit_of_measure=row.unit_of_measure,
        choices=row.choices,
        elsewhere=row.elsewhere,
    )
