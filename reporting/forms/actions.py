"""What happens when a form is opened, a repeat instance is added or a value changes.

Results are kept among the answers under "<ref>#default", so that they stay what they were at that
moment; they fill a node nobody has answered and settle nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.forms.fields import Field
from reporting.forms.lexical import answer_text
from reporting.forms.model import Ref, SetValue
from reporting.forms.xpath.values import to_string

if TYPE_CHECKING:
    from reporting.forms.instance import Instance

DEFAULT = "#default"


def default_of(instance: Instance, found: Field) -> str:
    """What stands in a node nobody has answered."""
    kept = instance.answers.get(f"{found.ref}{DEFAULT}")
    if kept is not None:
        return answer_text(kept)
    action = _opening(instance, found)
    if action is not None:
        return _result(instance, action, found)
    if found.entry.preload:
        return _preloaded(instance, found.entry.preload)
    return found.entry.default


def _opening(instance: Instance, found: Field) -> SetValue | None:
    for action in instance.form.actions:
        if action.target == found.entry.nodeset and not action.source:
            return action
    return None


def _result(instance: Instance, action: SetValue, found: Field) -> str:
    if action.value is None:
        return action.literal
    return to_string(instance.evaluate(action.value, found))


def _preloaded(instance: Instance, preload: str) -> str:
    if preload == "uid":
        known = instance.surroundings.instance_id
        return f"uuid:{known}" if known else ""
    return ""


def changed(instance: Instance, changes: Mapping[Ref, Answer | None]) -> dict[Ref, Answer]:
    """The answers after `changes` and all they set off."""
    answers = {**_kept_defaults(instance), **instance.answers}
    for ref, answer in changes.items():
        if answer is not None:
            answers[ref] = answer
        elif ref.endswith("]"):
            for inside in [each for each in answers if each == ref or each.startswith(f"{ref}/")]:
                del answers[inside]
        else:
            answers.pop(ref, None)
    return answers


def with_repeat(instance: Instance, ref: Ref, name: str) -> dict[Ref, Answer]:
    existing = {each: Answer("") for each in instance.instances(ref)}
    answers = {**existing, **instance.answers, f"{ref}[{name}]": Answer("")}
    answers.pop(f"{ref}#done", None)
    return answers


def _kept_defaults(instance: Instance) -> dict[Ref, Answer]:
    targets = {action.target for action in instance.form.actions if not action.source}
    if not targets:
        return {}
    return {
        f"{found.ref}{DEFAULT}": Answer(default_of(instance, found))
        for found in instance.fields()
        if found.entry.nodeset in targets and f"{found.ref}{DEFAULT}" not in instance.answers
    }
