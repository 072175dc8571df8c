from __future__ import annotations

import pytest

from documents.sentence_faults import sentence_faults
from reporting.plan import load_plan
from tests.documents import filling


def files() -> dict[str, bytes]:
    return {
        str(path.relative_to(filling.PLAN_FOLDER)): path.read_bytes()
        for path in sorted(filling.PLAN_FOLDER.rglob("*"))
        if path.is_file()
    }


def test_the_town_s_own_sentences_can_be_said() -> None:
    assert sentence_faults(filling.the_plan(), files()) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "value"),
    [
        ("{% endif %}", "{% endi %}", "plan.sentence_syntax", "endi"),
        ('{{ so("NV01") }}', "{{ so(NV01) }}", "plan.sentence_name", "NV01"),
        ("{{ round.period }}", "{{ round.perid }}", "plan.sentence_fails", "perid"),
        ("{{ plan.year }}", "{{ plan.year / 0 }}", "plan.sentence_fails", "zero"),
        ("{{ plan.locality }}", "{{ plan.__class__ }}", "plan.sentence_fails", "unsafe"),
        ("{{ round.next_period|upper }}", "{{ round.next_period|uper }}", "plan.sentence", "uper"),
    ],
)
def test_one_that_cannot_is_found_where_it_stands(
    old: str, new: str, code: str, value: str
) -> None:
    broken = files()
    text = broken["report.toml"].decode()
    broken["report.toml"] = text.replace(old, new, 1).encode()
    (fault,) = sentence_faults(load_plan(broken), broken)
    assert fault.code.startswith(code)
    assert value in str(fault.params)
    assert fault.place.file == "report.toml"
    line = text[: text.index(old)].count("\n") + 1
    assert fault.place.line is not None
    assert abs(fault.place.line - line) <= 3
