"""What happens when a form is opened, a repeat instance is added or a value changes.

Results are kept among the answers under "<ref>#default", so that they stay what they were at that
moment; they fill a node nobody has answered and settle nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.forms.fields import Field
from reporting.forms.growth import DONE, NONE
from reporting.forms.lexical import answer_text, cast
from reporting.forms.model import Ref, SetValue
from reporting.forms.refs import shared_steps
from reporting.forms.values import calculated_text, overridable

if TYPE_CHECKING:
    from reporting.forms.instance import Instance
    from reporting.forms.reckoning import Reckoning

DEFAULT = "#default"
OPENED = "#opened"
_MOST_ROUNDS = 20  # of actions that set off each other


def default_of(instance: Reckoning, found: Field) -> str:
    """What stands in a node nobody has answered."""
    kept = instance.answers.get(f"{found.ref}{DEFAULT}")
    if kept is not None:
        return answer_text(kept)
    set_value = _opening_value(instance, found)
    if set_value is not None:
        return set_value
    return cast(found.entry.type, found.entry.default_at(found.ref))


def _opening_value(instance: Reckoning, found: Field) -> str | None:
    """What the form puts there when it is opened or the repeat instance is added."""
    opened = _is_opened(instance)
    value = None if opened else _preloaded(instance, found)
    if not opened and not instance.is_relevant(found):
        return value
    for action in instance.form.openings.get(found.entry.nodeset, ()):
        if _is_new(instance, action, found) if action.repeat else not opened:
            value = _result(instance, action, found)
    return value


def _is_new(instance: Reckoning, action: SetValue, found: Field) -> bool:
    """Whether the repeat instance around `found` is none the form itself brought."""
    above: object = found
    while isinstance(above, Field):
        if above.entry.nodeset == action.repeat:
            return not instance.is_initial(above)
        above = above.parent
    return False


def _result(instance: Reckoning, action: SetValue, found: Field) -> str:
    if action.value is None:
        return cast(found.entry.type, action.literal)
    return cast(found.entry.type, calculated_text(instance.evaluate(action.value, found)))


def _preloaded(instance: Reckoning, found: Field) -> str | None:
    surroundings = instance.surroundings
    match found.entry.preload:
        case "uid":
            chance = uuid.UUID(int=instance.environment.chance.getrandbits(128), version=4)
            return f"uuid:{surroundings.instance_id or chance}"
        case "date":
            return surroundings.now.date().isoformat()
        case "timestamp" if not found.entry.closing:
            return surroundings.now.isoformat(timespec="milliseconds")
        case _:
            return None


def changed(instance: Instance, changes: Mapping[Ref, Answer | None]) -> Instance:
    """The instance after `changes` and all they set off."""
    before = settled(instance)
    answers = dict(before.answers)
    for ref, answer in changes.items():
        if answer is not None:
            answers[ref] = answer
        elif ref.endswith("]"):
            _remove_instance(instance, answers, ref)
        else:
            answers.pop(ref, None)
    after = _without_outdated(before, before.holding(answers))
    for _ in range(_MOST_ROUNDS):
        started = _set_off(before, after)
        if not started:
            break
        before, after = after, after.holding(started)
    return settled(after)


def _remove_instance(instance: Instance, answers: dict[Ref, Answer], ref: Ref) -> None:
    repeat = ref.rpartition("[")[0]
    others = [each for each in instance.instances(repeat) if each != ref]
    inside = (f"{ref}/", f"{ref}#")
    for each in [each for each in answers if each == ref or each.startswith(inside)]:
        del answers[each]
    if not others:
        answers[f"{repeat}{NONE}"] = Answer("")
    for other in others:
        answers.setdefault(other, Answer(""))


def with_repeat(instance: Instance, ref: Ref, name: str) -> Instance:
    existing = {each: Answer("") for each in instance.instances(ref)}
    answers = {**existing, **settled(instance).answers, f"{ref}[{name}]": Answer("")}
    for mark in (DONE, NONE):
        answers.pop(f"{ref}{mark}", None)
    return settled(instance.holding(answers))


def settled(instance: Instance) -> Instance:
    """With the results of all actions that are due kept among the answers."""
    if not instance.form.openings:
        return instance
    kept = dict(_due(instance))
    if not kept and _is_opened(instance):
        return instance
    return instance.holding({**instance.answers, **kept, _opened_mark(instance): Answer("")})


def _opened_mark(instance: Reckoning) -> Ref:
    return f"/{instance.form.root.name}{OPENED}"


def _is_opened(instance: Reckoning) -> bool:
    return _opened_mark(instance) in instance.answers


def _due(instance: Instance) -> Iterator[tuple[Ref, Answer]]:
    for nodeset in instance.form.openings:
        for found in instance.at(nodeset):
            ref = f"{found.ref}{DEFAULT}"
            if ref not in instance.answers:
                value = _opening_value(instance, found)
                if value is not None:
                    yield ref, Answer(value)


def _set_off(before: Instance, after: Instance) -> dict[Ref, Answer]:
    """The answers once the actions have run that wait for a value to change; {}: none did."""
    results: dict[Ref, Answer] = {}
    for action in after.form.reactions:
        for source in after.at(action.source):
            if before.text_of(source.ref) == source.string():
                continue
            target = _target(after, action, source)
            if target is not None:
                results[target.ref] = Answer(_result(after, action, target))
    if not results:
        return {}
    answers = {ref: answer for ref, answer in after.answers.items() if ref not in results}
    answers.update({f"{ref}{DEFAULT}": answer for ref, answer in results.items()})
    return answers


def _target(instance: Instance, action: SetValue, source: Field) -> Field | None:
    """The node meant from `source`: in its own repeat instance where there is one, else the
    first."""
    if action.target is None:
        return None
    nodes = instance.evaluate(action.target, source)
    fields = [node for node in nodes if isinstance(node, Field)] if isinstance(nodes, list) else []
    return max(fields, key=lambda found: shared_steps(found.ref, source.ref), default=None)


def _without_outdated(before: Instance, after: Instance) -> Instance:
    """A person's value in the place of a calculated one holds until the calculation gives
    something else."""
    if not after.form.replaceable:
        return after
    outdated = [
        ref
        for ref in after.answers
        if (found := after.find(ref)) is not None
        and found.entry.rules.calculate is not None
        and overridable(found)
        and before.calculation(ref) != after.calculation(ref)
    ]
    if not outdated:
        return after
    return after.holding(
        {ref: answer for ref, answer in after.answers.items() if ref not in outdated}
    )
