"""`Khó khăn, kiến nghị`: the office's register. A matter is answered in words or carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.text import capitalized, clean
from usecases.buttons import number_in, screen
from usecases.dialogues.asking import ask_in_dialogue, cancel_row, end_dialogue, too_long
from usecases.documents import note_reading
from usecases.matters.asking import cut, take
from usecases.matters.records import Step
from usecases.matters.register import Entry, entries
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.people.roll import paged
from usecases.people.shown import moment, unit_words
from usecases.reviewing.telling import tell_unit

if TYPE_CHECKING:
    from reporting.plan import Plan
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Button

KIND = "matter_answer"  # of the dialogue
_FEW = 28  # characters of a text on a button


@office_only
def show_matters(desk: Desk, argument: str) -> None:
    """`argument`: round id, or round id and page."""
    round_id, _, page = argument.partition(":")
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    plan = desk.library.plan_of_round(round_id, desk.work)
    found = _in_order(plan, entries(desk.work, desk.library, round_id), round_id)
    shown, turning = paged(found, page, f"matters:{round_id}")
    rows = [(_button(plan, round_id, entry),) for entry in shown]
    undecided = sum(entry.state == "open" for entry in found)
    if undecided:
        rows.append((screen("matters_carry", round_id),))
    note_reading(desk, f"round:{round_id}")
    desk.say(
        say(
            "matters",
            period=plan.round(round_id).period,
            count=len(found),
            undecided=undecided,
            items=[_words(desk, plan, round_id, entry) for entry in shown],
            buttons=(*rows, *turning, (screen("consolidate", round_id),)),
        )
    )


def _in_order(plan: Plan, found: list[Entry], round_id: str) -> list[Entry]:
    """What earlier rounds have left first; each in the plan's order of units, a unit's own as they
    stand in the report."""
    order = {unit.id: at for at, unit in enumerate(plan.units)}

    def place(entry: Entry) -> tuple[bool, int, str, int]:
        matter = entry.matter
        at = order.get(matter.unit_id, len(order))
        return (matter.round_id == round_id, at, matter.section, matter.id)

    return sorted(found, key=place)


def _button(plan: Plan, round_id: str, entry: Entry) -> Button:
    short = capitalized(unit_words(plan, entry.matter.unit_id)["short"])
    text = entry.matter.text.replace("\n", " ")
    few = text if len(text) <= _FEW else f"{text[:_FEW]}…"
    return screen("matter", f"{round_id}:{entry.matter.id}", label="plain", text=f"{short}: {few}")


@office_only
def show_matter(desk: Desk, argument: str) -> None:
    """`argument`: round id, matter."""
    found = _entry(desk, argument)
    if found is not None:
        _say_matter(desk, *found)


@office_only
def carry_over(desk: Desk, argument: str) -> None:
    found = _entry(desk, argument)
    if found is None:
        return
    round_id, entry = found
    take(desk, entry.matter.id, round_id, Step.CARRIED, "")
    show_matter(desk, argument)


@office_only
def carry_all_over(desk: Desk, round_id: str) -> None:
    """What nobody has decided on."""
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    for entry in entries(desk.work, desk.library, round_id):
        if entry.state == "open":
            take(desk, entry.matter.id, round_id, Step.CARRIED, "")
    show_matters(desk, round_id)


@office_only
def ask_answer(desk: Desk, argument: str) -> None:
    found = _entry(desk, argument)
    if found is None:
        return
    _, entry = found
    plan = desk.library.plan_of_round(entry.matter.round_id, desk.work)
    unit = unit_words(plan, entry.matter.unit_id)["unit"]
    question = say("matter_answer", unit=unit, text=cut(entry.matter.text),
                   buttons=(cancel_row(),))  # fmt: skip
    ask_in_dialogue(desk, KIND, {"about": argument}, question)


def take_answer(desk: Desk, dialogue: Dialogue, text: str) -> None:
    """The unit hears it too."""
    words = clean(text).strip()
    if too_long(desk, dialogue, words):
        return
    end_dialogue(desk, dialogue)
    found = _entry(desk, str(dialogue.subject["about"]))
    if found is None:
        return
    round_id, entry = found
    matter = entry.matter
    take(desk, matter.id, round_id, Step.ANSWERED, words)
    plan = desk.library.plan_of_round(matter.round_id, desk.work)
    told = tell_unit(
        desk,
        matter.unit_id,
        say(
            "matter_answered",
            office=plan.office.name,
            sort=matter.sort,
            earlier=entry.period,
            text=cut(matter.text),
            words=words,
        ),
    )
    again = _entry(desk, f"{round_id}:{matter.id}")
    assert again is not None, "it was there just now"
    _say_matter(desk, *again, told=told)


def _entry(desk: Desk, argument: str) -> tuple[str, Entry] | None:
    round_id, _, number = argument.partition(":")
    if desk.work.rounds.get(round_id) is not None:
        for entry in entries(desk.work, desk.library, round_id):
            if entry.matter.id == number_in(number):
                return round_id, entry
    desk.say(say("not_there"))
    return None


def _say_matter(desk: Desk, round_id: str, entry: Entry, told: list[str] | None = None) -> None:
    plan = desk.library.plan_of_round(round_id, desk.work)
    argument = f"{round_id}:{entry.matter.id}"
    rows = [(screen("matter_answer", argument),)]
    if entry.state != "carried_over":
        rows.append((screen("matter_carry", argument),))
    words = _words(desk, plan, round_id, entry)
    desk.say(
        say(
            "matter",
            **words | {"text": entry.matter.text},
            steps=[
                {
                    "step": each.step.value,
                    "words": each.words,
                    "by": each.person_name,
                    "at": moment(each.at, plan.timezone),
                }
                for each in entry.steps
            ],
            told=told or [],
            buttons=(*rows, (screen("matters", round_id),)),
        )
    )


def _words(desk: Desk, plan: Plan, round_id: str, entry: Entry) -> dict[str, JSON]:
    """The section is named as the plan of the matter's own round names it."""
    matter = entry.matter
    own = desk.library.plan_of_round(matter.round_id, desk.work)
    titles = {each.id: each.title for each in own.outline.sections}
    addressee = titles.get(matter.section, matter.section)
    return {
        "unit": capitalized(unit_words(plan, matter.unit_id)["short"]),
        "sort": matter.sort,
        "addressee": addressee if matter.sort == "proposal" else "",
        "text": cut(matter.text),
        "earlier": "" if matter.round_id == round_id else entry.period,
        "state": entry.state,
    }
