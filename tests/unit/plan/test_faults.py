"""A broken copy of a plan for every fault: it is found, alone, at its place, and said in words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

from bot.speaking.catalogue import catalogue
from reporting.faults import Fault, Faulty, Place
from reporting.plan import load_plan, plan_faults
from tests.unit.plan import small
from tests.unit.plan.slips import OTHERS, SLIPS, Slip

ROOT = Path(__file__).parents[3]
TEXTS = ROOT / "templates" / "messages" / "vi" / "faults.toml"


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_found_at_its_place(slip: Slip) -> None:
    broken = small.edited(slip.file, slip.old, slip.new)

    faults = plan_faults(broken)

    assert sorted({fault.code for fault in faults}) == sorted({slip.code, *slip.more})
    found = next(fault for fault in faults if fault.code == slip.code)
    assert found.place.file == (slip.other or slip.file)
    assert found.place.line or found.place.row or found.place.column
    if not slip.other and slip.code != "plan.toml_syntax":
        text = broken[slip.file].decode()
        line = text[: text.index(slip.new)].count("\n") + 1 + slip.below
        assert found.place.line == line


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_said_in_vietnamese_words(slip: Slip) -> None:
    for fault in plan_faults(small.edited(slip.file, slip.old, slip.new)):
        said = catalogue().fault(fault)

        assert said.startswith(fault.place.file)
        assert fault.code not in said
        assert not re.search(r"\{\w*\}", said), said
        assert "None" not in said
        assert "'" not in said or fault.code.startswith("form.")


def test_a_plan_with_fatal_faults_is_not_loaded() -> None:
    with pytest.raises(Faulty) as caught:
        load_plan(small.edited("units.toml", 'tone = "kinh_de_nghi"', 'tone = "lich_su"'))

    assert [fault.code for fault in caught.value.faults] == ["plan.not_choice"]


def test_warnings_alone_do_not_stop_a_plan() -> None:
    files = small.edited("opening-sample.toml", "{ N0 = 2 }", "{ N0 = 2, H0 = 9 }")

    assert [fault.fatal for fault in plan_faults(files)] == [False]
    assert load_plan(files).opening["xa-mot"]["H0"].value == 9


def test_all_faults_of_all_files_are_found_at_once() -> None:
    files = small.files()
    files["units.toml"] = small.UNITS.replace('tone = "kinh_de_nghi"', 'tone = "x"').encode()
    files["rounds.toml"] = small.ROUNDS.replace("opens = 2021", "opens = 2022").encode()
    files["report.toml"] = small.REPORT.replace('so("N1")', 'so("N8")').encode()
    files["targets.toml"] = b"[[target]"
    files["forms/phong.md"] = small.PHONG.replace("integer", "number").encode()

    codes = {fault.code for fault in plan_faults(files)}

    assert codes == {
        "plan.not_choice",
        "plan.dates_order",
        "plan.unknown_indicator",
        "plan.toml_syntax",
        "form.pyxform",
    }


def test_what_is_missing_only_because_its_row_is_faulty_is_not_reported() -> None:
    files = small.edited("indicators.toml", 'id = "N1"\nlabel = "Hộ nghèo cuối kỳ"', 'id = "N1"')

    assert [fault.code for fault in plan_faults(files)] == ["plan.missing_key"]


def test_rows_after_a_faulty_one_keep_their_lines() -> None:
    broken = small.UNITS.replace('name = "Ủy ban nhân dân xã Một"', "name = 1")
    broken = broken.replace('id = "xa-hai"', 'id = "xa-hai"\nform = "la"')
    files = {**small.files(), "units.toml": broken.encode()}

    found = {fault.code: fault.place for fault in plan_faults(files)}

    line = broken[: broken.index('id = "xa-hai"')].count("\n") + 1
    assert found["plan.missing_form"] == Place("units.toml", line=line + 6, key="unit[3].kind")


@pytest.mark.parametrize("name", ["plan.toml", "units.toml", "report.toml", "indicators.toml"])
def test_a_missing_file_is_named(name: str) -> None:
    files = small.files()
    del files[name]

    faults = plan_faults(files)

    assert [(f.code, f.place.file) for f in faults if f.code == "plan.missing_file"] == [
        ("plan.missing_file", name)
    ]


def test_nothing_at_all_names_every_file() -> None:
    assert {fault.code for fault in plan_faults({})} == {"plan.missing_file"}
    assert len(plan_faults({})) == 5


def test_bytes_that_are_not_utf8_are_placed() -> None:
    text = small.UNITS.encode().replace("Các".encode(), "Các".encode("cp1258"))

    faults = plan_faults({**small.files(), "units.toml": text})

    line = text[: text.index("Các".encode("cp1258"))].count(b"\n") + 1
    assert [(f.code, f.place.line) for f in faults] == [("plan.not_utf8", line)]


@pytest.mark.parametrize("name", ["units.toml", "forms/xa.md"])
def test_decomposed_vietnamese_is_placed(name: str) -> None:
    lines = small.TEXTS[name].split("\n")
    lines[2] = unicodedata.normalize("NFD", lines[2] + "# số hộ")
    text = "\n".join(lines).encode()

    faults = plan_faults({**small.files(), name: text})

    assert ("plan.not_nfc", name, 3) in [(f.code, f.place.file, f.place.line) for f in faults]


def test_a_form_in_two_files_is_refused() -> None:
    from reporting.forms import to_workbook

    files = {**small.files(), "forms/xa.xlsx": to_workbook(small.XA)}

    assert [(f.code, f.place.file) for f in plan_faults(files)] == [
        ("plan.duplicate_form", "forms/xa.xlsx")
    ]


def test_a_form_nobody_is_asked_is_a_warning() -> None:
    files = {**small.files(), "forms/thua.md": small.PHONG.encode()}

    assert [(f.code, f.fatal) for f in plan_faults(files)] == [("plan.unused_form", False)]


def test_a_workbook_is_as_good_as_markdown() -> None:
    from reporting.forms import to_workbook

    files = small.files()
    files["forms/xa.xlsx"] = to_workbook(files.pop("forms/xa.md").decode())

    assert plan_faults(files) == []


def test_every_fault_has_its_broken_copy() -> None:
    proved = {slip.code for slip in SLIPS} | OTHERS

    assert _codes("reporting/plan") <= proved


def test_every_fault_of_the_plan_and_its_forms_has_a_text() -> None:
    texts = _texts(tomllib.loads(TEXTS.read_text(encoding="utf-8")))
    codes = _codes("reporting/plan") | _codes("reporting/forms")
    codes |= {f"form.xpath.{code}" for code in _raised("reporting/forms/xpath")}

    assert codes <= texts.keys()
    assert all(unicodedata.is_normalized("NFC", text) for text in texts.values())


def test_a_fault_without_a_place_is_still_said() -> None:
    said = catalogue().fault(Fault("plan.missing_file", Place("plan.toml")))

    assert said.startswith("plan.toml: ")


def _sources(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.py"))


def _codes(folder: str) -> set[str]:
    """Every text that looks like a code, but for file names and beginnings of other codes."""
    texts = re.findall(r'"((?:plan|form)\.[a-z_0-9.]*[a-z])"', _sources(folder))
    found = set(texts) - set(small.TEXTS)
    return {code for code in found if not any(each.startswith(f"{code}.") for each in found)}


def _raised(folder: str) -> set[str]:
    return set(re.findall(r'XPathError\(\s*"(\w+)"', _sources(folder)))


def _texts(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            texts |= _texts(value, f"{prefix}{key}.")
        else:
            texts[prefix + key] = str(value)
    return texts
