"""One slip of the pen for every fault a plan can have."""

from __future__ import annotations

from dataclasses import dataclass

from tests.unit.plan import small


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
    Slip("plan.wrong_type.moment", "rounds.toml", "2021-06-16T17:00:00", "2021-06-16"),
    Slip("plan.wrong_type.moment", "rounds.toml", "2021-06-16T17:00:00", "{ until = 2021-06-16 }"),
    Slip("plan.wrong_type.time", "calendar.toml", "digest = 08:30:00", 'digest = "sáng"'),
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
    Slip("plan.unknown_given", "forms/xa.md", "| opening:N0 |\n| | integer | L2",
         "| mid:N0 |\n| | integer | L2"),
    Slip("plan.unknown_question", "forms/xa.md", "| opening:N0 |\n| | integer | L2",
         "| year:N9 |\n| | integer | L2"),
    Slip("plan.opening_unfit", "forms/xa.md", ". <= 100", ". <= 2", other="opening-sample.toml"),
    Slip("plan.unknown_section", "plan.toml", "year = 2021",
         'year = 2021\nvariance = { percent = 50, section = "II" }', 1),
    Slip("plan.out_of_range", "plan.toml", "year = 2021",
         "year = 2021\nvariance = { percent = 0 }", 1),
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
    Slip("plan.dates_order", "rounds.toml", "province = 2021-06-25T23:59:59",
         "province = 2021-06-20T17:00:00"),
    Slip("plan.hours_order", "calendar.toml", "from = 13:00:00", "from = 11:00:00"),
    Slip("plan.outside_hours", "calendar.toml", "hour = 07:30:00", "hour = 07:29:00"),
    Slip("plan.outside_hours", "calendar.toml", "digest = 08:30:00", "digest = 12:00:00"),
    Slip("plan.day_twice", "calendar.toml", "day = 2021-06-18", "day = 2021-06-05"),
    Slip("plan.days_before", "calendar.toml", "days_before = [5, 2]", "days_before = [2, 5]"),
    Slip("plan.days_before", "calendar.toml", "hours_before = [3, 1]", "hours_before = [3, 0]"),
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
    Slip("plan.unknown_table", "report.toml", 'table = "poor"', 'table = "rich"'),
    Slip("plan.table_twice", "tables.toml", 'id = "tom_tat"', 'id = "poor"', other="tables.toml"),
    Slip("plan.table_twice", "tables.toml", 'id = "tom_tat"', 'id = "targets"'),
    Slip("plan.column", "tables.toml", 'show = "name", width', "width"),
    Slip("plan.line_length", "tables.toml", 'figures = ["N1"]', 'figures = ["N1", "N0"]'),
    Slip("plan.unknown_indicator", "tables.toml", 'figure = "N1"', 'figure = "N9"'),
    Slip("plan.unknown_indicator", "tables.toml", 'out = ["giam"]', 'out = ["tang"]'),
    Slip("plan.unknown_indicator", "tables.toml", 'before = "N0"', 'before = "N9"'),
    Slip("plan.unknown_indicator", "tables.toml", 'figures = ["N1"]', 'figures = ["N9"]'),
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
