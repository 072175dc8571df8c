"""What units wrote stands in the document as they wrote it, whatever it looks like."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.check import check
from documents.clean import clean, paragraphs
from reporting.answers import Answer, Standing
from reporting.consolidation import consolidate
from reporting.forms import AskStep, Instance
from reporting.unit_report import Prose, ReportSection, UnitReport
from tests.documents import filling, opened
from tests.examples import examples

HOSTILE = [
    "A & B < C > D \"E\" 'F'",
    "{{ 7 * 7 }} {% for x in range(9) %}{{ x }}{% endfor %} {# gone #}",
    "{_{ 1 }_} {_% if %_}",
    "</w:t></w:r></w:p><w:p><w:r><w:t>chen",
    "]]> <!-- --> &amp; &#65; <script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{{r x }} {%p if x %} {%tr for x in y %}",
    "../../etc/passwd \\ / ` $HOME",
]


def writing(text: str) -> UnitReport:
    """A unit's report whose only content is this text."""
    report = filling.unit_document("kinh-te")
    prose = Prose("TL2", "Kết quả", text, Standing.FIGURE)
    section = ReportSection(("Đánh giá",), (prose,))
    return UnitReport(
        report.plan, report.unit, report.round, report.window, report.at, 0, (section,)
    )


def written(data: bytes) -> list[str]:
    """The paragraphs between the text's own heading and the closing sentence."""
    found = opened.lines(data)
    start = found.index("1. Kết quả") + 1
    end = next(i for i, line in enumerate(found) if line.startswith("Trên đây là báo cáo"))
    return found[start:end]


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_with_a_meaning_elsewhere_are_only_text(text: str) -> None:
    assert written(opened.of_unit(writing(text))) == [text]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_consolidated_report_takes_them_too(text: str) -> None:
    def choose(step: AskStep, instance: Instance) -> Answer:
        if step.question.kind == "text":
            return Answer(text)
        return filling.plausible(step, instance)

    sent = {"kinh-te": filling.submitted("kinh-te", choose)}
    plan = filling.the_plan()
    report = consolidate(plan, plan.round("2021-6T"), sent, filling.NOW)
    data = opened.consolidated(report)
    assert f"- Phòng Kinh tế: {text}" in opened.lines(data)
    assert [row[1] for row in opened.rows(data, "Tên giống")][1:] == [text]  # same thing, one row
    assert [finding for finding in check(data) if finding.ok is False] == []


# Everything printable that Times New Roman could be asked for, and what joins it.
LETTERS = st.characters(
    max_codepoint=0x1FFF, categories=("L", "M", "N", "P", "Sm", "Sc", "Zs"), include_characters="\n"
)


@examples(60)
@given(st.text(LETTERS, min_size=1).filter(lambda text: any(c.isalpha() for c in text)))
def test_s22_any_text_comes_back_as_it_was_stored(text: str) -> None:
    read = text.replace("\xa0", " ")  # so `written` reads the spaces at which no line may end
    lines = [unicodedata.normalize("NFC", line).strip() for line in read.split("\n")]
    assert written(opened.of_unit(writing(text))) == [line for line in lines if line]


@examples(60)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_s27_no_text_loses_the_rest_of_the_document(text: str) -> None:
    """Lone surrogates and control characters cut documents short in silence. The full stop is
    there because no accent that the text may begin with changes it."""
    data = opened.of_unit(writing(f"Đầu.{text}cuối"))
    found = written(data)
    assert found[0].startswith("Đầu.")
    assert found[-1].endswith("cuối")
    assert opened.lines(data)[-2:] == ["", ""]  # the signature's place, and the last paragraph
    assert "TRƯỞNG PHÒNG" in opened.lines(data)


def test_a_long_text_keeps_its_paragraphs() -> None:
    lines = [f"Đoạn {number}: " + "nội dung dài " * 25 for number in range(1, 32)]
    text = "\n\n".join(line.strip() for line in lines)
    assert len(text) > 10_000
    assert written(opened.of_unit(writing(text))) == [line.strip() for line in lines]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\x00b\x0bc\x0cd\x1fe\x7ff\x9f", "abcdef"),
        ("a\ud800b\udfffc", "abc"),
        ("\ufeffa\u200bb\u202ec\u2066d\u2060", "abcd"),
        ("✅ Đã nộp 🎉 ⚠️ trễ", " Đã nộp   trễ"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("1\u202f234 –\u00a0€ ½ ²", "1\u202f234 –\u00a0€ ½ ²"),
    ],
)
def test_what_a_document_cannot_show_is_left_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_paragraphs_have_no_empty_lines() -> None:
    assert paragraphs(" a \n\n\t\nb\n") == ["a", "b"]
