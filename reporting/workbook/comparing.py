"""A workbook that came back, compared with the draft as it is now.

A cell nobody touched says nothing, whatever the draft holds by now; a touched one that a colleague
has answered meanwhile is a conflict naming both, never an overwrite; an emptied one takes nothing
back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation import Keep, Walk
from reporting.conversation.scene.contradictions import contradictions
from reporting.conversation.scene.departures import described, why_of
from reporting.conversation.scene.showing import label_of, shown
from reporting.kinds.kind import Doubted, Refused
from reporting.workbook.book import Cell, Line, Returned, Was, canonical
from reporting.workbook.outcome import Change, Conflict, Problem, Taken
from reporting.workbook.understanding import DATE, offered, understood, with_note

if TYPE_CHECKING:
    from reporting.conversation.scene import Scene
    from reporting.forms import Instance, Ref
    from reporting.kinds.kind import JSON

_NEVER = Was("", 0)


def taken(scene: Scene, returned: Returned, *, overrule: bool = False) -> Taken:
    """What `returned` brings to the draft of `scene`. `overrule`: where a colleague has answered
    meanwhile the workbook counts, as somebody decided who saw both."""
    return _Comparing(scene, returned, overrule=overrule).result()


class _Comparing:
    def __init__(self, scene: Scene, returned: Returned, *, overrule: bool) -> None:
        self._overrule = overrule
        self._base = self._scene = scene
        self._returned = returned
        self._problems: list[Problem] = []
        self._touched: dict[Ref, Cell] = {}
        self._cells: dict[Ref, Cell] = {}  # those of questions that are asked

    def result(self) -> Taken:
        started = self._with_new_items()
        read = self._readings()
        conflicts = self._conflicts(read)
        if not self._overrule:
            read = {ref: answer for ref, answer in read.items() if ref not in conflicts}
        instance = self._settled(started, read)
        grown = replace(self._base, effects=()).grown(instance)
        return Taken(
            tuple(self._changes(grown)),
            () if self._overrule else tuple(conflicts.values()),
            tuple(sorted(self._problems, key=lambda each: (each.cell.sheet, each.cell.row))),
            tuple(self._warnings(instance)),
            tuple(self._varying(grown)),
            _messages(grown),
            instance.progress(),
        )

    # --- cells

    def _with_new_items(self) -> Instance:
        """Rows somebody added get items of their own; their cells then stand under them."""
        self._touched.update(self._of_questions())
        instance = self._base.instance
        known = {(line.list_ref, line.item) for line in self._returned.lines}
        for line in self._returned.lines:
            ref = line.list_ref
            if not instance.is_repeat(ref):
                continue
            if line.item:
                self._note_cells(line, line.item)
            elif any(canonical(cell.value) or cell.fault for cell in line.cells.values()):
                name = self._came_before(line, known)
                if name:
                    known.add((ref, name))
                    continue
                name = _new_name(instance, self._base, ref)
                instance = instance.new_repeat(ref, name)
                self._note_cells(line, name)
        self._scene = replace(self._scene, walk=Walk(instance))
        return instance

    def _note_cells(self, line: Line, item: str) -> None:
        for nodeset, cell in line.cells.items():
            at = _below(line.list_ref, item, nodeset)
            if self._is_touched(at, cell):
                self._touched[at] = cell

    def _came_before(self, line: Line, known: set[tuple[Ref, str]]) -> str:
        """The item that this very row became when the same file was sent before; "" for none."""
        ref = line.list_ref
        for item in self._base.instance.instances(ref):
            name = item[len(ref) + 1 : -1]
            if (ref, name) not in known and all(
                self._says(_below(ref, name, nodeset), cell) for nodeset, cell in line.cells.items()
            ):
                return name
        return ""

    def _says(self, ref: Ref, cell: Cell) -> bool:
        """Whether the draft holds what the cell says."""
        found, held = self._base.instance.find(ref), self._base.state.answer(ref)
        question = found.entry.question if found else None
        if question is None or not canonical(cell.value):
            return held is None and not cell.fault
        return not cell.fault and understood(self._base, ref, question, cell.value) == held

    def _of_questions(self) -> Iterator[tuple[Ref, Cell]]:
        for ref, cell in self._returned.cells.items():
            note = self._returned.notes.get(ref)
            if self._is_touched(ref, cell) or (note and self._note_touched(ref, note)):
                yield ref, cell

    def _is_touched(self, ref: Ref, cell: Cell) -> bool:
        """An emptied cell takes nothing back."""
        if cell.fault:
            return True
        said = canonical(cell.value)
        return bool(said) and said != self._returned.was.get(ref, _NEVER).said

    def _note_touched(self, ref: Ref, note: Cell) -> bool:
        answer = self._scene.state.answer(ref)
        if answer is None or not self._takes_note(ref, answer):
            return False
        return canonical(note.value) not in ("", answer.note)

    def _takes_note(self, ref: Ref, answer: Answer) -> bool:
        """A remark is the reason of what does not apply, or of a figure that is far off."""
        if answer.standing is Standing.NOT_APPLICABLE:
            return True
        return answer.is_figure and why_of(self._scene, ref, answer) is not None

    def _readings(self) -> dict[Ref, Answer]:
        """What the touched cells say; what they do not say becomes a problem."""
        read: dict[Ref, Answer] = {}
        for ref, cell in self._touched.items():
            found = self._scene.instance.find(ref)
            question = found.entry.question if found else None
            self._cells[ref] = cell
            if question is None or not question.asked:
                self._problem(ref, "gone")
                continue
            if cell.fault:
                self._problem(ref, cell.fault)
                continue
            outcome = understood(self._scene, ref, question, cell.value)
            if isinstance(outcome, Answer):
                outcome = offered(question, outcome) or self._noted(ref, outcome)
            if isinstance(outcome, Answer):
                read[ref] = outcome
                self._offer_choices(read)
            elif isinstance(outcome, Doubted):
                self._problem(ref, "doubted", f"doubted.{outcome.reason}", outcome.params)
            elif outcome.reason == DATE:
                self._problem(ref, "date")
            else:
                self._problem(ref, "refused", f"refused.{outcome.reason}", outcome.params)
        return read

    def _offer_choices(self, read: Mapping[Ref, Answer]) -> None:
        """What the cells below may say, where that depends on the cells above."""
        entries = self._scene.form.entries.values()
        if any(each.itemset is not None and each.itemset.filtered for each in entries):
            instance = self._scene.instance.with_answers(dict(read))
            self._scene = replace(self._scene, walk=Walk(instance))

    def _noted(self, ref: Ref, answer: Answer) -> Answer | Refused:
        note = self._returned.notes.get(ref)
        if note is None or not self._takes_note(ref, answer):
            return answer
        return with_note(answer, " ".join(canonical(note.value).split()))

    def _problem(
        self, ref: Ref, how: str, reason: str = "", params: Mapping[str, object] | None = None
    ) -> None:
        label = label_of(self._scene, ref)
        self._problems.append(Problem(self._cells[ref], label, how, reason, params))

    # --- rules

    def _settled(self, started: Instance, read: dict[Ref, Answer]) -> Instance:
        """All that can stand together: what the form does not ask for, or bounds, is left out, and
        what then follows is looked at again."""
        while True:
            instance = started.with_answers(dict(read))
            self._scene = replace(self._scene, walk=Walk(instance))
            unasked = [ref for ref in read if not instance.relevant(ref)]
            broken = {
                ref: found.message
                for ref in read
                if ref not in unasked and (found := instance.constraint(ref)) is not None
            }
            if not unasked and not broken:
                return instance
            for ref in unasked:
                self._problem(ref, "unasked")
            for ref, message in broken.items():
                self._problem(ref, "broken", message)
            read = {r: a for r, a in read.items() if r not in unasked and r not in broken}

    def _changes(self, grown: Scene) -> Iterator[Change]:
        """In the order of the form; what has no cell of its own comes first."""
        kept = [effect for effect in grown.effects if isinstance(effect, Keep)]
        order = {ref: number for number, ref in enumerate(self._cells)}
        for keep in sorted(kept, key=lambda each: order.get(each.ref, -1)):
            cell = self._cells.get(keep.ref)
            label = label_of(grown, keep.ref) if cell else ""
            said = shown(grown, keep.ref, keep.answer) if cell else None
            yield Change(keep.ref, keep.answer, keep.base_revision, cell, label, said)

    def _conflicts(self, read: Mapping[Ref, Answer]) -> dict[Ref, Conflict]:
        """Answers that were given another value since the workbook was given out."""
        found: dict[Ref, Conflict] = {}
        for ref, answer in read.items():
            entry = self._base.state.entries.get(ref)
            was = self._returned.was.get(ref, _NEVER)
            if entry is None or entry.answer in (None, answer) or entry.revision <= was.revision:
                continue
            said = shown(self._base, ref, answer)
            change = Change(
                ref, answer, entry.revision, self._cells[ref], label_of(self._base, ref), said
            )
            found[ref] = Conflict(change, entry.by, shown(self._base, ref, entry.answer))
        return found

    def _varying(self, grown: Scene) -> Iterator[JSON]:
        for ref in self._cells:
            answer = grown.state.answer(ref)
            why = why_of(grown, ref, answer) if answer is not None and not answer.note else None
            if answer is not None and why is not None:
                yield described(grown, ref, answer, why)

    def _warnings(self, instance: Instance) -> Iterator[tuple[str, str]]:
        """But those that want a reason."""
        for ref in self._cells:
            found = instance.find(ref)
            question = found.entry.question if found else None
            if question is None or question.attributes.get("reason"):
                continue
            if ref in instance.answers and instance.relevant(ref):
                for broken in instance.warnings(ref):
                    yield label_of(self._scene, ref), broken.message


def _messages(scene: Scene) -> tuple[str, ...]:
    return tuple(each.message or label_of(scene, each.ref) for each in contradictions(scene))


def _below(ref: Ref, item: str, nodeset: Ref) -> Ref:
    """The question of a column, in one item of its list."""
    return f"{ref}[{item}]{nodeset[len(ref) :]}"


def _new_name(instance: Instance, scene: Scene, ref: Ref) -> str:
    """Never one that an item had before, be it removed."""
    below = len(ref) + 1
    known = [*scene.state.entries, *instance.answers]
    had = {each[below:].partition("]")[0] for each in known if each.startswith(f"{ref}[")}
    return f"m{len(had) + 1}"
