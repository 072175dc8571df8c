"""Control and bind -> Question: which kind it is, and the form's own attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.answers import Standing
from reporting.forms.model import Question
from reporting.forms.xform.body import Control, Refuse
from reporting.kinds.kind import Measure

OWN = frozenset({
    "kind", "unit", "measure", "rounds", "given", "expected", "warn", "warn_message", "rule",
    "rule_message", "zero", "standings", "target", "indicator", "window", "section",
    "printed", "together", "tolerance", "compare", "reason", "early",
})  # fmt: skip
_PERCENT = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
NUMERIC = frozenset({"integer", "decimal", "money", "percent", "range"})
_INPUTS = {
    "": "text",
    "string": "text",
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "boolean": "boolean",
}
_CONTROLS = {
    "secret": "text",
    "select": "select_multiple",
    "select1": "select_one",
    "rank": "rank",
    "range": "range",
    "trigger": "acknowledge",
}
_MEDIA = {"image": "image", "audio": "audio", "video": "video"}
# th:kind -> the kinds, as the type gives them, it may stand in for
_OVERRIDES = {
    "money": frozenset({"integer", "calculate", "hidden"}),
    "percent": frozenset({"decimal", "integer", "calculate", "hidden"}),
    "integer": frozenset({"calculate", "hidden"}),
    "decimal": frozenset({"calculate", "hidden"}),
    "text": frozenset({"calculate", "hidden"}),
}


@dataclass(frozen=True, slots=True)
class Bind:
    """The attributes of a `<bind>`: plain ones, javarosa's under "jr:…", our own in `own`."""

    nodeset: str
    plain: Mapping[str, str]
    own: Mapping[str, str]

    @property
    def type(self) -> str:
        return self.plain.get("type", "").removeprefix("xsd:")


def question(name: str, bind: Bind, control: Control | None, refuse: Refuse) -> Question:
    """Refuses what lies outside the profile and goes on with something near it."""
    kind = _kind(bind, control, refuse)
    own = bind.own
    _check_own(bind, refuse)
    required = _truth(bind.plain.get("required", ""))
    measure = Measure(own["measure"]) if own.get("measure") in ("stock", "flow") else None
    return Question(
        name=name,
        nodeset=bind.nodeset,
        kind=kind,
        label=control.label.plain() if control else "",
        hint=control.hint.plain() if control else "",
        required=required,
        readonly=_truth(bind.plain.get("readonly", "")) is True,
        calculated="calculate" in bind.plain,
        unit_of_measure=own.get("unit", ""),
        measure=measure,
        rounds=frozenset(own.get("rounds", "").split()),
        zero=own.get("zero", "") or _zero(kind, measure, required=required is not False),
        standings=_standings(kind, own.get("standings")),
        given=own.get("given", ""),
        target=own.get("target", ""),
        window=own.get("window", ""),
        section=own.get("section", ""),
        indicator=tuple(own.get("indicator", "").split()),
        has_expected="expected" in own,
        appearance=control.appearance if control else "",
        repeat=control.repeat if control else "",
        groups=control.groups if control else (),
        attributes=own,
        parameters=control.attributes if control else {},
    )


def _truth(expression: str) -> bool | str:
    text = expression.strip()
    if text in ("", "false()"):
        return False
    return True if text == "true()" else text


def _kind(bind: Bind, control: Control | None, refuse: Refuse) -> str:
    kind = _natural_kind(bind, control)
    if kind is None:
        refuse("form.type", bind.nodeset, bind.type)
        kind = "text"
    wanted = bind.own.get("kind")
    if wanted is None:
        return kind
    if kind not in _OVERRIDES.get(wanted, ()):
        refuse("form.kind", bind.nodeset, wanted)
        return kind
    return wanted


def _natural_kind(bind: Bind, control: Control | None) -> str | None:
    if control is None:
        return "calculate" if "calculate" in bind.plain else "hidden"
    if control.tag in _CONTROLS:
        return _CONTROLS[control.tag]
    if control.tag == "upload":
        return _MEDIA.get(control.attributes.get("mediatype", "").partition("/")[0], "file")
    plain = bind.type in ("", "string") and "calculate" not in bind.plain
    if plain and _truth(bind.plain.get("readonly", "")) is True:
        return "note"
    return _INPUTS.get(bind.type)


def _zero(kind: str, measure: Measure | None, *, required: bool) -> str:
    """What the button for "nothing to report" says, where the form does not say it."""
    if kind in NUMERIC:
        return "none" if measure is Measure.FLOW else "zero"
    return "" if required or kind in ("note", "calculate", "hidden") else "nothing"


def _standings(kind: str, given: str | None) -> frozenset[Standing]:
    if given is None:
        both = (Standing.NOT_APPLICABLE, Standing.NOT_YET)
        return frozenset(both if kind in NUMERIC else ())
    return frozenset(
        Standing(word) for word in given.split() if word in ("not_applicable", "not_yet")
    )


def _check_own(bind: Bind, refuse: Refuse) -> None:
    for name, text in bind.own.items():
        if name not in OWN:
            refuse("form.attribute.unknown", bind.nodeset, f"th:{name}")
        elif name == "measure" and text not in ("stock", "flow"):
            refuse("form.attribute.value", bind.nodeset, f"th:measure={text}")
        elif name == "tolerance" and not (text == "none" or _PERCENT.fullmatch(text)):
            refuse("form.attribute.value", bind.nodeset, f"th:tolerance={text}")
        elif name == "reason" and text != "yes":
            refuse("form.attribute.value", bind.nodeset, f"th:reason={text}")
        elif name == "standings" and not set(text.split()) <= {"not_applicable", "not_yet", "none"}:
            refuse("form.attribute.value", bind.nodeset, f"th:standings={text}")
