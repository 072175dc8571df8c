"""Real workbooks: each runs as a chat to its end, its state saved and restored after every answer,
or is refused with the place and the reason."""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.conformance_xpath import Tally
from reporting.answers import Answer, FileValue, Standing, Value
from reporting.faults import Fault, Faulty
from reporting.forms import (
    AskStep,
    Form,
    Instance,
    NoteStep,
    RepeatStep,
    Step,
    Surroundings,
    convert_workbook,
    load,
)
from reporting.forms.refs import nodeset_of
from reporting.kinds import KINDS

NOW = datetime(2021, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_MOST_STEPS = 3000
_SAMPLES: Mapping[str, tuple[Value, ...]] = {
    "integer": (3, 0, 12, 50, 150, 2010, 912345678),
    "money": (0, 15_000_000),
    "decimal": (Decimal("12.5"), Decimal(0), Decimal(37)),
    "percent": (Decimal(50),),
    "range": (Decimal(1), Decimal(5), Decimal(0), Decimal(50)),
    "text": ("Ghi chú", "abc", "0912345678", "a@b.vn", "12", "abcdefgh"),
    "barcode": ("8934563138165",),
    "date": (date(2021, 6, 14), date(2030, 1, 1), date(1990, 5, 2)),
    "time": (time(8, 30),),
    "datetime": (datetime(2021, 6, 14, 8, 30, tzinfo=NOW.tzinfo),),
    "geopoint": ("11.8 106.9 0 0",),
    "geotrace": ("11.8 106.9 0 0; 11.9 107 0 0",),
    "geoshape": ("11.8 106.9 0 0; 11.9 107 0 0; 12 107 0 0; 11.8 106.9 0 0",),
    "boolean": ("1", "0"),
    "acknowledge": ("OK",),
}


def run(folder: Path) -> Tally:
    tally = Tally()
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".xlsx", ".xls"):
            continue
        try:
            difference = _tried(path)
        except Exception:  # noqa: BLE001 - a traceback is what this bank looks for
            difference = traceback.format_exc(limit=-2)
        if difference:
            tally.failed.append(f"{path.name}: {difference}")
        else:
            tally.passed += 1
    return tally


def _tried(path: Path) -> str:
    try:
        form = loaded(path.read_bytes(), path.name)
    except Faulty as faulty:
        nameless = [fault for fault in faulty.faults if not fault.code]
        return f"a fault without a reason: {nameless}" if nameless else ""
    return _chatted(form)


def refusals(folder: Path) -> Iterator[tuple[str, Fault]]:
    """The first fault of each workbook that is refused."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".xlsx", ".xls"):
            try:
                loaded(path.read_bytes(), path.name)
            except Faulty as faulty:
                yield path.name, faulty.faults[0]


def loaded(data: bytes, name: str) -> Form:
    """Files the workbook refers to are not in the bank: they count as empty."""
    xml = convert_workbook(data, name)
    try:
        return load(xml)
    except Faulty as faulty:
        missing = [
            fault.params["detail"] for fault in faulty.faults if fault.code == "form.file.missing"
        ]
        return load(xml, {str(each): b"" for each in missing})


def _chatted(form: Form) -> str:
    instance = Instance.of(form, {}, Surroundings(NOW, "six_month", seed=7))
    added: Counter[str] = Counter()
    for _ in range(_MOST_STEPS):
        step = instance.first_open()
        if step is None:
            instance.submittable()
            instance.broken()
            return ""
        instance = _answered(instance, step, added)
        kept = {ref: _saved(instance, ref, answer) for ref, answer in instance.answers.items()}
        restored = {ref: _restored(form, ref, text) for ref, text in kept.items()}
        again = Instance.of(form, restored, instance.surroundings)
        if _picture(again) != _picture(instance):
            return f"restored differently after {step.ref}"
        instance = again
    return f"no end after {_MOST_STEPS} steps"


def _answered(instance: Instance, step: Step, added: Counter[str]) -> Instance:
    match step:
        case NoteStep():
            return instance.with_answers({step.ref: Answer("", Standing.ZERO)})
        case RepeatStep():
            if added[step.ref] < 1:
                added[step.ref] += 1
                return instance.new_repeat(step.ref, f"x{added[step.ref]}")
            return instance.with_answers({f"{step.ref}#done": Answer("")})
        case AskStep():
            return _asked(instance, step)


def _asked(instance: Instance, step: AskStep) -> Instance:
    """The first sample the form accepts; else none."""
    for value in _samples(instance, step):
        candidate = instance.with_answers({step.ref: Answer(value)})
        if candidate.settled(step.ref) and candidate.constraint(step.ref) is None:
            return candidate
    return instance.with_answers({step.ref: Answer(None, Standing.NOT_APPLICABLE)})


def _samples(instance: Instance, step: AskStep) -> tuple[Value, ...]:
    kind = step.question.kind
    names = tuple(choice.name for choice in instance.choices(step.ref))
    if kind == "select_one":
        return names
    if kind in ("select_multiple", "rank"):
        return (names[:1], names[:2], names) if names else ()
    if kind in ("image", "file", "audio", "video"):
        return (FileValue("a.jpg", "image/jpeg", 10, sha256="0" * 64),)
    return _SAMPLES[kind]


def _saved(instance: Instance, ref: str, answer: Answer) -> str:
    kind = _kind(instance.form, ref)
    value = answer.value if kind is None else KINDS[kind].to_json(answer.value)
    return json.dumps([value, answer.standing])


def _restored(form: Form, ref: str, text: str) -> Answer:
    value, standing = json.loads(text)
    kind = _kind(form, ref)
    return Answer(value if kind is None else KINDS[kind].from_json(value), Standing(standing))


def _kind(form: Form, ref: str) -> str | None:
    entry = form.entries.get(nodeset_of(ref))
    if entry is None or entry.question is None or "#" in ref:
        return None
    return entry.question.kind


def _picture(instance: Instance) -> list[tuple[str, bool, str]]:
    return [(found.ref, instance.is_relevant(found), found.string()) for found in instance.fields()]
