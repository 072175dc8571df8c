from pathlib import Path

import pytest

from bot.connection.errors import traced
from bot.speaking.catalogue import Catalogue
from reporting.faults import Fault, Place


@pytest.fixture
def texts(tmp_path: Path) -> Catalogue:
    (tmp_path / "faults.toml").write_text(
        '[place]\nline = "dòng {}"\nsheet = "trang {}"\nrow = "hàng {}"\ncolumn = "cột {}"\n'
        'key = "khóa {}"\n[plan]\nunknown = "Không có {id}."\n',
        encoding="utf-8",
    )
    (tmp_path / "reasons.toml").write_text('[refused]\nrange = "từ {low}"\n', encoding="utf-8")
    (tmp_path / "operator.toml").write_text('wait = "chờ {seconds} giây"\n', encoding="utf-8")
    return Catalogue(tmp_path)


def test_a_fault_says_where_and_what(texts: Catalogue) -> None:
    place = Place("units.toml", line=3, key="units[2].id")
    assert texts.fault(Fault("plan.unknown", place, {"id": "x"})) == (
        "units.toml, dòng 3, khóa units[2].id: Không có x."
    )
    sheet = Place("bieu.xlsx", sheet="survey", row=4, column="type")
    assert texts.place(sheet) == "bieu.xlsx, trang survey, hàng 4, cột type"
    assert texts.fault(Fault("plan.unknown", Place(""), {"id": "x"})) == "Không có x."


def test_a_fault_without_a_text_or_value_still_is_told(texts: Catalogue) -> None:
    assert "plan.strange" in texts.fault(Fault("plan.strange", Place("a.md"), {"n": 5}))
    assert texts.fault(Fault("plan.unknown", Place(""))) == "Không có {id}."
    assert texts.operator("wait") == "chờ {seconds} giây"


def test_reasons_are_exact(texts: Catalogue) -> None:
    assert texts.reason("refused.range", {"low": "1"}) == "từ 1"
    for code in ("refused.none", "refused.range"):
        with pytest.raises(KeyError):
            texts.reason(code, {})


def test_a_traced_error_names_its_sort_and_places_but_not_its_text() -> None:
    try:
        traced_in_here()
    except ValueError as error:
        text = traced(error)
    assert text.startswith("ValueError (")
    assert "test_catalogue.py" in text
    assert "traced_in_here" in text
    assert "bí mật" not in text


def traced_in_here() -> None:
    raise ValueError("bí mật")
