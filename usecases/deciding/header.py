"""The header of a round's report: legal bases, recipients, signer, subject. The plan gives them;
the office changes them for a round, by a press or by typing, and they are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.plan import Signer
from reporting.plan.outline import literal
from usecases.buttons import number_in, screen
from usecases.deciding.choosing import decide
from usecases.deciding.header_lines import FIELDS, MOST, lines_of, split_signer
from usecases.dialogues.asking import ask_in_dialogue, end_dialogue, end_kind, say_in
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.plan import Letter, Plan
    from usecases.deciding.records import Decision
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Button

MODELS = ("A", "B")
KIND = "header"  # of the dialogue


def model_of(decisions: Mapping[str, Decision]) -> str:
    """Whose report it is: "A" of the office to the town, "B" of the town to the province."""
    return str(decisions["model"].value) if "model" in decisions else "A"


def with_header(plan: Plan, decisions: Mapping[str, Decision]) -> Plan:
    """The plan, with the header the office decided on in the place of its own."""
    letters = {
        model: _letter(letter, {f: decisions.get(f"header:{model}:{f}") for f in FIELDS})
        for model, letter in plan.letter.items()
    }
    subject = decisions.get(f"header:{model_of(decisions)}:subject")
    outline = plan.outline
    if subject is not None:
        outline = replace(outline, subject=tuple(literal(line) for line in subject.value))
    return replace(plan, letter=letters, outline=outline)


def _letter(letter: Letter, decided: Mapping[str, Decision | None]) -> Letter:
    changes: dict[str, JSON] = {}
    names = {"bases": "legal_bases", "recipients": "recipients", "copies": "copies"}
    for field, name in names.items():
        decision = decided[field]
        if decision is not None:
            changes[name] = tuple(decision.value)
    signer = decided["signer"]
    if signer is not None:
        changes["signer"] = Signer(*split_signer(signer.value))
    return replace(letter, **changes)


@office_only
def show_header(desk: Desk, round_id: str) -> None:
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
    else:
        end_kind(desk, KIND)
        _say_header(desk, round_id, changed="")


@office_only
def ask_header(desk: Desk, argument: str) -> None:
    """`argument`: round id and field."""
    round_id, _, field = argument.partition(":")
    if desk.work.rounds.get(round_id) is None or field not in FIELDS:
        desk.say(say("not_there"))
        return
    plan, decisions = _plan_and_decisions(desk, round_id)
    model = model_of(decisions)
    rows: list[tuple[Button, ...]] = []
    if field == "signer":
        rows += [
            (screen("header_sign", f"{round_id}:{n}", label="plain", text=" / ".join(lines)),)
            for n, lines in enumerate(plan.letter[model].authorities)
        ]
    if f"header:{model}:{field}" in decisions:
        rows.append((screen("header_reset", argument),))
    rows.append((screen("header", round_id, label="leave_it"),))
    now = _fields(plan, decisions, model)[field]
    message = say("header_ask", field=field, now=now, most=MOST[field], buttons=tuple(rows))
    ask_in_dialogue(desk, KIND, {"round": round_id, "field": field}, message)


@office_only
def choose_signer(desk: Desk, argument: str) -> None:
    round_id, _, number = argument.partition(":")
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("not_there"))
        return
    plan, decisions = _plan_and_decisions(desk, round_id)
    model = model_of(decisions)
    offered = plan.letter[model].authorities
    if not number.isdecimal() or number_in(number) >= len(offered):
        desk.say(say("not_there"))
        return
    end_kind(desk, KIND)
    decide(desk, round_id, f"header:{model}:signer", list(offered[int(number)]))
    _say_header(desk, round_id, changed="signer")


@office_only
def reset_header(desk: Desk, argument: str) -> None:
    """Back to what the plan says."""
    round_id, _, field = argument.partition(":")
    if desk.work.rounds.get(round_id) is None or field not in FIELDS:
        desk.say(say("not_there"))
        return
    model = model_of(desk.work.decisions.of_round(round_id))
    end_kind(desk, KIND)
    decide(desk, round_id, f"header:{model}:{field}", None)
    _say_header(desk, round_id, changed=field)


@office_only
def choose_model(desk: Desk, argument: str) -> None:
    round_id, _, model = argument.partition(":")
    if desk.work.rounds.get(round_id) is None or model not in MODELS:
        desk.say(say("not_there"))
        return
    end_kind(desk, KIND)
    decide(desk, round_id, "model", model)
    _say_header(desk, round_id, changed="model")


def take_header(desk: Desk, dialogue: Dialogue, text: str) -> None:
    """What was typed after `ask_header`."""
    round_id, field = dialogue.subject["round"], dialogue.subject["field"]
    lines, reason = lines_of(field, text)
    if reason:
        rows = ((screen("header", round_id, label="leave_it"),),)
        refused = say("header_refused", field=field, why=reason, most=MOST[field], buttons=rows)
        say_in(desk, dialogue, refused)
        return
    end_dialogue(desk, dialogue)
    model = model_of(desk.work.decisions.of_round(round_id))
    decide(desk, round_id, f"header:{model}:{field}", lines)
    _say_header(desk, round_id, changed=field)


def _say_header(desk: Desk, round_id: str, changed: str) -> None:
    plan, decisions = _plan_and_decisions(desk, round_id)
    model = model_of(decisions)
    rows: list[tuple[Button, ...]] = [
        (screen("header_ask", f"{round_id}:{field}", label=f"header_{field}"),) for field in FIELDS
    ]
    rows += [
        (screen("header_model", f"{round_id}:{other}", label=f"header_model_{other.lower()}"),)
        for other in MODELS
        if other != model and other in plan.letter
    ]
    rows.append((screen("consolidate", round_id),))
    own = [field for field in FIELDS if f"header:{model}:{field}" in decisions]
    desk.say(
        say(
            "header",
            period=plan.round(round_id).period,
            to_province=model == "B",
            fields=_fields(plan, decisions, model),
            own=own,
            changed=changed,
            buttons=tuple(rows),
        )
    )


def _fields(plan: Plan, decisions: Mapping[str, Decision], model: str) -> dict[str, list[str]]:
    """What stands in the header; nothing for a subject of the plan's own, which is a template."""
    letter = with_header(plan, decisions).letter[model]
    subject = decisions.get(f"header:{model}:subject")
    name = [letter.signer.name] if letter.signer.name else []
    return {
        "bases": list(letter.legal_bases),
        "recipients": list(letter.recipients),
        "copies": list(letter.copies),
        "signer": [*letter.signer.lines, *name],
        "subject": list(subject.value) if subject else [],
    }


def _plan_and_decisions(desk: Desk, round_id: str) -> tuple[Plan, Mapping[str, Decision]]:
    plan = desk.library.plan_of_round(round_id, desk.work)
    return plan, desk.work.decisions.of_round(round_id)
