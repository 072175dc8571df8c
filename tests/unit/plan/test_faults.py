"""A broken copy of a plan for every fault: it is found, alone, at its place, and said in words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.catalogue import catalogue
from reporting.faults import Fault, Faulty, Place
from reporting.plan import load_plan, plan_faults
from tests.unit.plan import small

ROOT = Path(__file__).parents[3]
TEXTS = ROOT / "templates" / "messages" / "vi" / "faults.toml"


@dataclass(frozen=True)
class Slip:
    """`old` becomes `new` in `file`; the fault `code` is expected on the line of `new` plus
    `below`, or in `other` where the cause and the place are two files."""

    code: str
    file: str
    old: str
    new: str
    below: int = 0
    other: str = ""
    more: tuple[str, ...] = ()  # faults that cannot but follow

    def __str__(self) -> str:
        return f"{self.code}-{self.new[:20]}"


N1 = '[[indicator]]\nid = "N1"'
SLIPS = [
    Slip("plan.toml_syntax", "units.toml", 'id = "xa-mot"', "id = xa-mot"),
    Slip("plan.toml_syntax", "rounds.toml", "estimated = true\n", 'estimated = true\nnote = """x'),
    Slip("plan.missing_key", "units.toml", 'short_name = "xã Hai"\n', "", other="units.toml"),
    Slip("plan.missing_key", "plan.toml", small.LETTER_B, "", other="plan.toml"),
    Slip("plan.not_choice", "plan.toml", "[letters.B]", "[letters.C]"),
    Slip("plan.missing_key", "targets.toml", "start = 5\n", "", other="targets.toml"),
    Slip("plan.missing_key", "indicators.toml", 'numerator = "N1"\n', "", other="indicators.toml"),
    Slip("plan.missing_key", "indicators.toml", 'of_kind = "xa"\nsection = "I"\n\n' + N1,
         'section = "I"\n\n' + N1, other="indicators.toml"),
    Slip("plan.unknown_key", "plan.toml", "year = 2021", 'year = 2021\ntown = "x"', 1),
    Slip("plan.unknown_key", "units.toml", 'tone = "kinh_de_nghi"', 'tone = "de_nghi"\nten = 1', 1),
    Slip("plan.needless_key", "indicators.toml", 'minus = ["N1"]',
         'minus = ["N1"]\nchoice = "x"', 1),
    Slip("plan.empty", "units.toml", 'name = "Ủy ban nhân dân xã Hai"', 'name = " "'),
    Slip("plan.bad_id", "units.toml", 'id = "xa-hai"', 'id = "Xã Hai"'),
    Slip("plan.bad_id", "opening-sample.toml", "xa-mot = { N0", "xa_mot = { N0"),
    Slip("plan.not_choice", "units.toml", 'tone = "kinh_de_nghi"', 'tone = "lich_su"'),
    Slip("plan.out_of_range", "opening-sample.toml", "xa-hai = { N0 = 3 }", "xa-hai = { N0 = -3 }"),
    Slip("plan.wrong_type.whole_number", "plan.toml", "year = 2021", 'year = "hai"'),
    Slip("plan.wrong_type.whole_number", "opening-sample.toml", "{ N0 = 2 }", "{ N0 = 2.0 }"),
    Slip("plan.wrong_type.number", "targets.toml", "start_rate = 0.5", 'start_rate = "nửa"'),
    Slip("plan.wrong_type.text", "plan.toml", 'place = "Phước Long"', "place = 1"),
    Slip("plan.wrong_type.flag", "opening-sample.toml", "sample = true", 'sample = "mẫu"'),
    Slip("plan.wrong_type.date", "rounds.toml", "opens = 2021-05-25", 'opens = "mai"'),
    Slip("plan.wrong_type.moment", "rounds.toml", "2021-06-16T17:00:00", '"chiều"'),
    Slip("plan.wrong_type.list", "units.toml", 'signer = ["TRƯỞNG PHÒNG"]', 'signer = "TP"'),
    Slip("plan.wrong_type.table", "plan.toml", 'signer = { lines = ["CHỦ TỊCH"] }', 'signer = "x"'),
    Slip("plan.duplicate_id", "units.toml", 'id = "xa-hai"', 'id = "xa-mot"',
         more=("plan.unknown_unit",), other="units.toml"),
    Slip("plan.duplicate_id", "units.toml", "number = 2", "number = 1", other="units.toml"),
    Slip("plan.duplicate_id", "report.toml", "[[annex]]", '[[annex]]\nid = "I"\ntitle = "T"\n'
         'table = "poor"\n\n[[annex]]', other="report.toml"),
    Slip("plan.unknown_timezone", "plan.toml", "Asia/Ho_Chi_Minh", "Asia/Phuoc_Long"),
    Slip("plan.unknown_agency", "units.toml", 'agency = "phong"', 'agency = "ban"',
         more=("plan.agency_without_unit",)),
    Slip("plan.unknown_unit", "plan.toml", 'office = "phong"', 'office = "ban"'),
    Slip("plan.unknown_unit", "rounds.toml", 'units = ["xa-hai"]', 'units = ["xa-ba"]'),
    Slip("plan.unknown_unit", "indicators.toml", 'units = ["phong"]', 'units = ["phong", "ban"]'),
    Slip("plan.unknown_unit", "opening-sample.toml", "[target]", "xa-ba = { N0 = 1 }\n[target]"),
    Slip("plan.unknown_kind", "indicators.toml", 'kind = "xa" }]', 'kind = "phuong" }]'),
    Slip("plan.unknown_indicator", "indicators.toml", 'minus = ["N1"]', 'minus = ["N9"]'),
    Slip("plan.unknown_indicator", "targets.toml", 'indicator = "L1"', 'indicator = "L9"'),
    Slip("plan.unknown_indicator", "report.toml", 'so("N1")', 'tien("N9")'),
    Slip("plan.unknown_indicator", "report.toml", 'so("N1")', 'f["N9"].shown'),
    Slip("plan.unknown_indicator", "forms/phong.md", "sum:N1", "sum:N9"),
    Slip("plan.unknown_question", "indicators.toml", 'question = "L1"', 'question = "L9"'),
    Slip("plan.unknown_question", "indicators.toml", 'question = "L2"', 'question = "L9"'),
    Slip("plan.unknown_question", "forms/xa.md", "last:N1", "last:N9"),
    Slip("plan.unknown_choice", "indicators.toml", 'choice = "co"', 'choice = "roi"'),
    Slip("plan.unknown_target", "forms/phong.md", "| lop |", "| lop2 |"),
    Slip("plan.unknown_target", "opening-sample.toml", "xa-mot = { N1 = 1 }",
         "xa-mot = { N1 = 1, C1 = 2 }"),
    Slip("plan.unknown_section", "indicators.toml", 'section = "I"', 'section = "II"'),
    Slip("plan.unknown_section", "forms/xa.md", "| I |", "| II |"),
    Slip("plan.unknown_window", "forms/xa.md", "| budget |", "| nam |"),
    Slip("plan.unknown_window", "report.toml", '["budget"]', '["nam"]'),
    Slip("plan.unknown_round_kind", "forms/xa.md", "| six_month |", "| quy |"),
    Slip("plan.unknown_given", "forms/xa.md", "opening:N0", "dau_nam:N0",
         more=("plan.unused_opening",) * 2),
    Slip("plan.unknown_given", "forms/xa.md", "unit:entrusted", "unit:rich"),
    Slip("plan.missing_form", "units.toml", 'kind = "phong"', 'kind = "phong"\nform = "khac"',
         other="units.toml", more=("plan.unused_form",)),
    Slip("plan.missing_opening", "opening-sample.toml", "xa-mot = { N0 = 2 }", "xa-mot = {}",
         other="forms/xa.md"),
    Slip("plan.missing_share", "opening-sample.toml", "xa-mot = { N1 = 1 }", "",
         other="forms/xa.md", more=("plan.shares_sum", "plan.opening_sum")),
    Slip("plan.unused_opening", "opening-sample.toml", "{ N0 = 2 }", "{ N0 = 2, H0 = 9 }"),
    Slip("plan.given_own_total", "forms/xa.md", "last:N1", "sum:N1"),
    Slip("plan.agency_without_unit", "units.toml", "[[unit]]", '[[agency]]\nnumber = 3\nid = "ba"\n'
         'name = "Ba"\nduties = ["Giúp."]\n\n[[unit]]'),
    Slip("plan.agency_not_group", "units.toml", "group = true", "group = false"),
    Slip("plan.dates_order", "rounds.toml", "town = 2021-06-19", "town = 2021-06-17"),
    Slip("plan.dates_order", "rounds.toml", "from = 2021-01-01\nto = 2021-06-14",
         "from = 2021-07-01\nto = 2021-06-14", 1),
    Slip("plan.dates_order", "rounds.toml", "opens = 2021-05-25", "opens = 2021-06-25"),
    Slip("plan.dates_order", "rounds.toml", "cut_off = 2021-06-14", "cut_off = 2021-06-17"),
    Slip("plan.dates_order", "units.toml", "valid_to = 2025-06-30", "valid_to = 2014-06-30"),
    Slip("plan.two_windows", "rounds.toml", 'label = "từ 01/01/2021"',
         'label = "từ 01/01/2021"\nunits = ["xa-hai"]', other="rounds.toml"),
    Slip("plan.shares_sum", "opening-sample.toml", "{ N1 = 2 }", "{ N1 = 1 }",
         other="opening-sample.toml"),
    Slip("plan.opening_sum", "opening-sample.toml", "{ N0 = 3 }", "{ N0 = 4 }",
         other="opening-sample.toml"),
    Slip("plan.share_above_start", "opening-sample.toml",
         "xa-mot = { N1 = 1 }\nxa-hai = { N1 = 2 }", "xa-mot = { N1 = 3 }\nxa-hai = { N1 = 0 }"),
    Slip("plan.circular_indicator", "indicators.toml", 'denominator = "N0"', 'denominator = "r1"'),
    Slip("plan.unit_of_measure", "indicators.toml", 'unit_of_measure = "hộ"',
         'unit_of_measure = "khẩu"'),
    Slip("plan.unit_of_measure", "forms/xa.md", "| lớp |", "| buổi |", other="indicators.toml"),
    Slip("plan.kind_differs", "indicators.toml", 'kind = "integer"', 'kind = "money"'),
    Slip("plan.measure_differs", "indicators.toml", 'measure = "stock"', 'measure = "flow"'),
    Slip("plan.block", "report.toml", 'narratives = "I"', 'narratives = "I"\ntable = "poor"', -1),
    Slip("plan.block", "report.toml", "[[annex]]", "[[section.block]]\n\n[[annex]]"),
    Slip("plan.narratives_twice", "report.toml", "[[annex]]",
         '[[section.block]]\nnarratives = "I"\n\n[[annex]]', 1),
    Slip("form.pyxform", "forms/xa.md", "| | select_one co_khong", "| | select_one khong_co",
         other="forms/xa.md"),
    Slip("form.attribute.unknown", "forms/xa.md", "bind::th:target", "bind::th:mucdich",
         other="forms/xa.md"),
]  # fmt: skip

# Faults whose broken copy is not an edit of one text; each has a test of its own below.
OTHERS = {
    "plan.missing_file",
    "plan.not_utf8",
    "plan.not_nfc",
    "plan.duplicate_form",
    "plan.unused_form",
}


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
    assert len(plan_faults({})) == 7


def test_bytes_that_are_not_utf8_are_placed() -> None:
    text = small.UNITS.encode().replace("Các".encode(), "Các".encode("cp1258"))

    faults = plan_faults({**small.files(), "units.toml": text})

    assert [(f.code, f.place.line) for f in faults] == [("plan.not_utf8", 10)]


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
    found = set(re.findall(r'"((?:plan|form)\.[a-z_0-9.]+)"', _sources(folder))) - set(small.TEXTS)
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
