from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from documents.sandbox import text_environment, word_environment
from documents.sentences import Sentences
from documents.shown import Printed
from documents.word.render import TEMPLATES
from reporting.answers import Answer, Standing
from reporting.consolidation.shown import rounded, show_money_shortly, show_percent
from reporting.plan import Indicator
from tests.documents import filling
from tests.documents.test_gaps import answering, report_of


def phrases() -> dict[str, str]:
    return tomllib.loads((TEMPLATES / "phrases.toml").read_text("utf-8"))


def say(source: str, missing: tuple[str, ...] = ()) -> str:
    report = filling.report(missing=missing)
    printed = Printed(report.plan, phrases())
    return Sentences(text_environment(), {}, report, printed).paragraph(source)


def test_a_sentence_says_number_and_unit_of_measure() -> None:
    assert say("Còn {{ so('HN_N1') }} nghèo.") == "Còn 16 hộ nghèo."
    assert say("Chiếm {{ tyle('HN_r1') }}.") == "Chiếm 0,11%."
    assert say("{{ f['HN_N1'].shown }}/{{ f['HN_N0'] }} hộ") == "16/23 hộ"


def test_a_gap_is_added_before_the_full_stop_where_the_sentence_forgets_it() -> None:
    source = "Còn {{ so('HN_N1') }} nghèo."
    note = "(chưa bao gồm số liệu của xã Phước Tín)"
    assert say(source, ("xa-phuoc-tin",)) == f"Còn 11 hộ nghèo {note}."


def test_a_gap_that_the_sentence_tells_is_told_once() -> None:
    source = "{{ so('HN_Nt') }} thoát nghèo{{ thieu('HN_Nt') }}, {{ so('HN_Nr') }} tái nghèo."
    text = say(source, ("xa-phuoc-tin",))
    assert text.count("chưa bao gồm") == 1


def test_different_gaps_in_one_sentence_are_told_with_their_figures() -> None:
    text = say("{{ so('HN_N1') }}; {{ so('DT01') }}.", ("xa-phuoc-tin", "thi-doan"))
    assert "(hộ nghèo cuối kỳ: chưa bao gồm số liệu của xã Phước Tín; " in text
    assert "chưa bao gồm số liệu của Thị Đoàn" in text


def test_what_is_only_asked_about_owes_no_gap() -> None:
    assert say("{% if co('HN_N1') %}Có số liệu.{% endif %}", ("xa-phuoc-tin",)) == "Có số liệu."


def test_a_figure_nobody_gave_is_a_blank_with_the_reason() -> None:
    assert say("Mở {{ so('KT01') }}.", ("kinh-te",)) == "Mở … lớp (Phòng Kinh tế chưa báo cáo)."


def test_a_figure_that_does_not_apply_is_not_called_missing() -> None:
    report = report_of("kinh-te", answering("KT08", Answer(None, Standing.NOT_APPLICABLE)))
    sentences = Sentences(text_environment(), {}, report, Printed(report.plan, phrases()))
    assert sentences.paragraph("Chi {{ so('KT08') }}{{ thieu('KT08') }}.") == (
        "Chi … triệu đồng (Phòng Kinh tế báo cáo không thuộc nhiệm vụ)."
    )


def test_nothing_stays_nothing() -> None:
    assert say("  {% if false %}x{% endif %}\n ") == ""


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ khong_co }}", UndefinedError),
        ("{{ round.khong_co }}", UndefinedError),
        ("{% if %}", TemplateSyntaxError),
        ("{{ so('KHONG_CO') }}", KeyError),
        ("{{ ''.__class__.__mro__ }}", SecurityError),
        ("{{ so.__self__ }}", SecurityError),
        ("{{ f.__init__.__globals__ }}", SecurityError),
    ],
)
def test_a_sentence_that_is_none_is_refused(source: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        say(source)


def test_s20_a_template_cannot_reach_out_or_change_anything() -> None:
    environment = word_environment()
    for source in ("{{ x.__class__ }}", "{{ x.append(1) }}", "{{ x.clear() }}"):
        with pytest.raises(SecurityError):
            environment.from_string(source).render(x=[1])
    assert environment.from_string("{{ x }}").render(x="{{ 7 * 7 }} <&>") == (
        "{{ 7 * 7 }} &lt;&amp;&gt;"
    )


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (Fraction(13, 14560), "0,09"),
        (Fraction(15, 14560), "0,10"),
        (Fraction(8, 10), "80"),
        (Fraction(1, 800), "0,13"),  # 0,125: half up, which floats and bankers get wrong
        (Fraction(3, 2), "150"),
        (Fraction(0), "0"),
        (Fraction(-48, 10), "-480"),
        (Fraction(-1, 3), "-33,33"),
    ],
)
def test_a_rate_is_rounded_half_up_to_two_decimals(ratio: Fraction, shown: str) -> None:
    assert show_percent(ratio) == shown


@given(st.fractions(min_value=-1000, max_value=1000))
def test_rounding_is_never_off_by_more_than_half_a_hundredth(value: Fraction) -> None:
    assert abs(Fraction(rounded(value)) - value) <= Fraction(1, 200)
    assert rounded(-value) == -rounded(value)


@pytest.mark.parametrize(
    ("dong", "shown"),
    [
        (45_500_000, "45,5 triệu đồng"),
        (1_250_000_000, "1,25 tỷ đồng"),
        (1_250_400_000, "1.250,4 triệu đồng"),
        (0, "0 triệu đồng"),
    ],
)
def test_money_is_said_in_its_own_size(dong: int, shown: str) -> None:
    money = Indicator("M", "Tiền", "triệu đồng", "money", "sum")
    assert show_money_shortly(money, dong) == shown
    assert show_money_shortly(money, Decimal(dong)) == shown


def test_a_phrase_says_its_figure_or_nothing() -> None:
    assert say("Đã {{ cum('KT01', 'mở {} ({so})') }}.") == "Đã mở 04 lớp (04)."
    assert say("Có {{ so('HN_Nt') }}{{ cum('HN_Nr', ', {} tái nghèo') }}.") == "Có 07 hộ."


def test_a_phrase_without_its_figure_owes_the_gap() -> None:
    source = "Xong{{ cum('KT01', ', mở {}') }}{{ cum('HN_Nt', ', {} thoát nghèo') }}."
    text = say(source, ("kinh-te",))
    assert text == (
        "Xong, 07 hộ thoát nghèo (lớp khuyến nông - lâm - ngư: Phòng Kinh tế chưa báo cáo)."
    )


def test_gaps_stand_in_one_pair_of_parentheses_and_name_a_unit_once() -> None:
    choose = answering("XP07", Answer(None, Standing.NOT_YET))
    report = report_of("xa-long-giang", choose, without="xa-phuoc-tin")
    sentences = Sentences(text_environment(), {}, report, Printed(report.plan, phrases()))
    source = "Xây {{ so('XP05') }}{{ cum('XP07', ' với {}') }}{{ thieu('XP05') }}."
    assert sentences.paragraph(source).endswith(
        " (chưa bao gồm số liệu của xã Phước Tín; kinh phí xây mới, sửa chữa nhà: chưa bao gồm "
        "số liệu của xã Long Giang, đơn vị chưa có số liệu)."
    )


def test_what_is_left_out_is_named_even_when_it_is_all_that_is_missing() -> None:
    report = report_of("noi-vu", answering("NV06", Answer(None, Standing.NOT_YET)))
    sentences = Sentences(text_environment(), {}, report, Printed(report.plan, phrases()))
    assert sentences.paragraph("Chưa tổ chức lớp.{{ cum('NV06', ' {} đối thoại.') }}") == (
        "Chưa tổ chức lớp (hội nghị đối thoại chính sách với người dân: Phòng Nội vụ - LĐTB&XH "
        "chưa có số liệu)."
    )


def test_phrases_are_joined_without_the_empty_ones() -> None:
    assert say("{{ noi('a', '', 'b') }}; {{ noi('a', 'b', dau='; ') }}") == "a, b; a; b"
    assert say("{{ va('a', '', 'b', 'c') }}; {{ hoa('đã có') }}") == "a, b và c; Đã có"
    assert say("{{ va('a và b', 'c') }}{{ noi() }}") == "a và b, c"


def test_what_was_reached_is_said_when_it_can_be() -> None:
    assert say("{{ dat('N1') }}") == "70%"
    assert say("{{ dat('N1') }}", ("xa-phuoc-tin",)) == ""
    assert say("{{ do_lon('HN_giam') }}") == "07 hộ"
    with pytest.raises(KeyError):
        say("{{ dat('KHONG_CO') }}")


def test_a_section_is_written_when_a_unit_wrote_something() -> None:
    assert say("{{ viet('III.2') }}, {{ viet('II.2.g') }}") == "True, False"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Answer(0, Standing.ZERO), "0 lớp"),
        (Answer(9), "09 lớp"),
        (Answer(9, estimated=True), "ước 09 lớp"),
        (Answer(10), "10 lớp"),
    ],
)
def test_counts_below_ten_take_a_zero_in_sentences(answer: Answer, shown: str) -> None:
    report = report_of("kinh-te", answering("KT01", answer))
    sentences = Sentences(text_environment(), {}, report, Printed(report.plan, phrases()))
    assert sentences.paragraph("{{ so('KT01') }}") == shown


def test_money_and_rates_do_not() -> None:
    report = report_of("kinh-te", answering("KT08", Answer(9_000_000)))
    sentences = Sentences(text_environment(), {}, report, Printed(report.plan, phrases()))
    assert sentences.paragraph("{{ tien('KT08') }}, {{ tyle('HN_r1') }}") == "9 triệu đồng, 0,11%"


def test_a_window_that_has_not_ended_is_an_estimate() -> None:
    assert say("{{ round.windows['nhcsxh'].label }}") == "số liệu đến 30/6/2021, ước thực hiện"
    assert say("{{ round.window.label }}") == "số liệu từ 15/12/2020 đến 14/6/2021"
