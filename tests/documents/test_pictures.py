"""Charts: every word there whatever fonts the machine has, nothing missing drawn as zero."""

from __future__ import annotations

import struct
import tomllib
import zlib
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from documents.pictures import draw, draw_svg
from documents.pictures.charts import Charts, _changed_most
from documents.pictures.widths import shortened, width_of, wrapped
from documents.word.render import TEMPLATES
from reporting.consolidation import ConsolidatedReport, Figure
from tests.documents import filling

PHRASES = tomllib.loads((TEMPLATES / "phrases.toml").read_text("utf-8"))
NAMES = ("targets", "poor", "submissions")
NOBODY = tuple(unit.id for unit in filling.the_plan().units)
HOSTILE = "A & B <script>alert(1)</script> {{ 7 * 7 }} \ud800 \x0b “Ệ”"


def charts(report: ConsolidatedReport) -> Charts:
    return Charts(report, PHRASES)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def ink(png: bytes) -> int:
    """How much is in the picture: what a blank one of the size compresses to is nearly nothing."""
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return len(zlib.compress(zlib.decompress(data), 9))


@pytest.mark.parametrize("missing", [(), ("xa-phuoc-tin", "kinh-te"), NOBODY], ids=len)
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_is_a_picture_of_any_report(name: str, missing: tuple[str, ...]) -> None:
    png = charts(filling.report(missing=missing)).draw(name)
    width, height = size(png)
    assert width == 1640 and 300 < height < 2000
    assert png == charts(filling.report(missing=missing)).draw(name)


def progress(*names: str, title: str = "Tiến độ") -> dict[str, Any]:
    units = [{"name": name, "sent": True} for name in names]
    return {"title": title, "reported": 1, "owed": 1, "days": [], "units": units}


def test_letters_with_marks_are_drawn_by_the_shipped_font() -> None:
    blank = ink(draw("submissions", **progress("", title="")))
    for word in ("Ỷ lại", "đường", "Ưỡn", "Nghị định"):
        assert ink(draw("submissions", **progress(word, title=""))) > blank + 100, word
    bold = ink(draw("submissions", **progress("", title="Tiến độ nộp báo cáo")))
    assert bold > blank + 100


def test_hostile_names_are_only_text() -> None:
    svg = draw_svg("submissions", **progress(HOSTILE, title=HOSTILE))
    root = ET.fromstring(svg)
    said = [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said[0] == "A & B <script>alert(1)</script> {{ 7 * 7 }}   “Ệ”"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}script"))) == 0
    size(draw("submissions", **progress(HOSTILE)))


def test_who_has_not_reported_is_said_and_not_drawn_as_zero() -> None:
    assert "chưa báo cáo" in PHRASES["chart_missing"]
    some = charts(filling.report(missing=("xa-phuoc-tin",)))
    row = some._commune("xa-phuoc-tin", *figures(filling.report(missing=("xa-phuoc-tin",))))
    assert row["missing"] and row["before"] == 6


def figures(report: ConsolidatedReport) -> tuple[Figure, Figure]:
    row = next(r for r in report.communes["poor"].units if r.unit_id == "xa-phuoc-tin")
    return row.figures["HN_N0"], row.figures["HN_N1"]


def test_long_names_are_cut_at_a_word() -> None:
    text = "Người nghèo trong độ tuổi lao động được hỗ trợ đào tạo nghề"
    short = shortened(text, 200, 13)
    assert short.endswith("…") and text.startswith(short[:-1])
    assert width_of(short, 13) <= 200
    assert shortened("Thị Đoàn", 200) == "Thị Đoàn"
    assert len(wrapped(text, 250)) == 2
    assert " ".join(wrapped(text, 250)) == text
    assert wrapped("x" * 200, 100)[0].endswith("…")


def test_of_a_province_only_the_largest_changes_are_drawn() -> None:
    rows: list[dict[str, Any]] = [
        {"name": str(n), "before": 0.0, "after": float(n), "missing": n > 690} for n in range(700)
    ]
    kept = _changed_most(rows)
    assert [row["name"] for row in kept] == [str(n) for n in range(651, 691)]
    assert _changed_most(rows[:7]) == rows[:7]
