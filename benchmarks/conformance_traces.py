"""The bank of recorded fillings: replayed, the state of every node compared after every step.

Not compared: meta nodes and attributes of nodes, which no conversation shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.conformance_xpath import Tally
from reporting.answers import Answer
from reporting.faults import Faulty
from reporting.forms import Form, Instance, Surroundings, load
from reporting.forms.fields import Field
from reporting.forms.lexical import cast
from reporting.forms.xpath.tree import XPathError
from reporting.forms.xpath.values import to_boolean

State = dict[str, Any]
# Where we differ on purpose, by the ids of the cases.
ACCEPTED: Mapping[str, frozenset[int]] = {
    "a regex matches the whole text, as the ODK documentation says": frozenset(
        {732, 734, 781, 865, 866}
    ),
    "only the plain text of a label or hint is shown": frozenset({329, 907, 908, 917, 918}),
    "a label shows choices as people read them": frozenset({947, 948, 955, 956}),
    "relevance in a circle is refused when the form is loaded": frozenset({296, 919, 920}),
    "the sum of nothing is 0": frozenset({6, 12}),
    "properties of a device are not known to a chat": frozenset({498}),
}
_COMPARED = ("rel", "ro", "req", "v", "cv", "rv", "opts", "label", "hint")


def run(bank: Mapping[str, Any]) -> Tally:
    tally = Tally()
    for case in bank["cases"]:
        try:
            form = _loaded(bank["forms"][case["form"]].encode(), case["files"])
            difference = _replay(case, form)
        except Faulty as faulty:
            codes = sorted(
                {f"{fault.code} {fault.params.get('detail', '')}" for fault in faulty.faults}
            )
            difference = f"refused: {', '.join(codes)[:150]}"
        except XPathError as error:
            difference = f"raised {error}"
        reason = next((why for why, ids in ACCEPTED.items() if case["id"] in ids), "")
        if not difference:
            tally.passed += 1
        elif reason:
            tally.accepted[reason] += 1
        else:
            tally.failed.append(f"{case['id']} {case['test'][-60:]}: {difference}")
    return tally


def _loaded(xml: bytes, files: Mapping[str, str]) -> Form:
    """Files that the recording had not are empty ones, as they were for the reference."""
    given = {name.rpartition("/")[2]: text.encode() for name, text in files.items()}
    try:
        return load(xml, given)
    except Faulty as faulty:
        missing = {
            str(fault.params["detail"]): b""
            for fault in faulty.faults
            if fault.code == "form.file.missing"
        }
        return load(xml, {**given, **missing})


def _replay(case: Mapping[str, Any], form: Form) -> str:
    now = datetime.fromisoformat(case["now"]).astimezone(ZoneInfo(case["tz"]))
    surroundings = Surroundings(now, language=case["lang"] or "")
    instance = Instance.of(form, {}, surroundings).with_answers({})
    expected = {node["ref"]: node for node in case["init"]}
    difference = _compare(instance, expected)
    for number, step in enumerate(case["steps"], 1):
        if difference:
            return difference
        instance = _taken(instance, step, number)
        for ref, _kind in step.get("gone", ()):
            expected.pop(ref, None)
        expected.update({node["ref"]: node for node in step["changed"]})
        difference = _compare(instance, expected)
        if difference:
            difference = (
                f"step {number} {step['op']} {step.get('ref')}={step.get('value')!r}: {difference}"
            )
    return difference


def _taken(instance: Instance, step: Mapping[str, Any], number: int) -> Instance:
    places = places_of(instance)
    if step["op"] == "answer":
        ref = places[step["ref"]]
        return instance.with_answers(
            {ref: Answer(cast(instance.field(ref).entry.type, step["value"]))}
        )
    if step["op"] == "addRepeat":
        return instance.new_repeat(_place(places, step["ref"]), f"n{number}")
    if step["op"] == "removeRepeat":
        return instance.with_answers({places[step["ref"]]: None})
    old = instance.surroundings
    return Instance.of(
        instance.form, instance.answers, Surroundings(old.now, language=step["lang"])
    )


def _place(places: Mapping[str, str], ref: str) -> str:
    parent, _, name = ref.rpartition("/")
    return f"{places[parent]}/{name}"


def places_of(instance: Instance) -> dict[str, str]:
    """Positional ref -> our ref."""
    return {positional(found): found.ref for found in instance.fields()}


def positional(found: Field) -> str:
    parent = found.parent
    above = positional(parent) if isinstance(parent, Field) else ""
    name = found.entry.nodeset.rpartition("/")[2]
    if found.entry.repeat is None or not isinstance(parent, Field):
        return f"{above}/{name}"
    alike = [
        each for each in parent.children if isinstance(each, Field) and each.entry is found.entry
    ]
    return f"{above}/{name}[{next(at for at, each in enumerate(alike, 1) if each is found)}]"


def _compare(instance: Instance, expected: Mapping[str, State]) -> str:
    places = places_of(instance)
    for ref, wanted in expected.items():
        if "meta" in ref or wanted["t"].startswith("repeat-range"):
            continue
        if ref not in places:
            return f"{ref} is missing"
        found = state(instance, instance.field(places[ref]), wanted)
        for key, mine in found.items():
            if key in wanted and not _agree(_shown(key, wanted), mine):
                return f"{ref} {key}: {mine!r}, expected {wanted[key]!r}"
    extra = [ref for ref in places if ref not in expected and "meta" not in ref]
    return f"{extra[0]} should not be there" if extra else ""


def state(instance: Instance, found: Field, wanted: State) -> State:
    ref = found.ref
    relevant = instance.relevant(ref)
    mine: State = {"rel": relevant}
    if relevant:
        mine["ro"] = _readonly(instance, found)
        mine["req"] = instance.required(ref)
    if "v" in wanted:
        text = instance.value(ref)
        mine["v"] = text
        mine["cv"] = satisfied(instance, found)
        mine["rv"] = not (relevant and instance.required(ref) and not text)
    if relevant and "label" in wanted:
        mine["label"] = instance.label(ref)
    if relevant and "hint" in wanted:
        mine["hint"] = instance.hint(ref)
    if relevant and "opts" in wanted:
        mine["opts"] = [[choice.name, choice.label] for choice in instance.choices(ref)]
    return mine


def _readonly(instance: Instance, found: Field) -> bool:
    above: object = found
    while isinstance(above, Field):
        if instance.readonly(above.ref):
            return True
        above = above.parent
    return False


def satisfied(instance: Instance, found: Field) -> bool:
    rule = found.entry.rules.constraint
    if rule is None or not found.string():
        return True
    return to_boolean(instance.evaluate(rule, found))


def _shown(key: str, wanted: State) -> object:
    """A choice without a value is no choice in a chat; one without a label shows its name."""
    if key != "opts":
        return wanted[key]
    return [[name, label or name] for name, label in wanted["opts"] if name]


def _agree(wanted: object, mine: object) -> bool:
    """Clocks of the recording moved on between steps; 100.0 and 100 are the same number."""
    first, second = _normal(wanted), _normal(mine)
    if first == second:
        return True
    if not isinstance(first, str) or not isinstance(second, str):
        return False
    if first.startswith("uuid:") and second.startswith("uuid:"):
        return True
    for read in (_seconds, float):
        try:
            return abs(read(first) - read(second)) <= (5 if read is _seconds else 1e-9)
        except ValueError:
            continue
    return _numbers(first) == _numbers(second) is not None


def _numbers(text: str) -> list[float] | None:
    try:
        return [float(word) for word in text.split()]
    except ValueError:
        return None


def _seconds(text: str) -> float:
    if "T" not in text:
        raise ValueError(text)
    return datetime.fromisoformat(text).timestamp()


def _normal(value: object) -> object:
    if isinstance(value, str):
        return re.sub(r"\s+", " ", value).strip()
    if isinstance(value, list):
        return [_normal(each) for each in value]
    return value


def each_case(bank: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from bank["cases"]
