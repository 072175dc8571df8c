"""The town's own plan: who reports, what is promised, and how the report is laid out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from documents.sandbox import text_environment
from reporting.answers import Standing
from reporting.plan import Plan, load_plan, plan_faults
from tests.unit.plan.town import (
    COMMUNES,
    FILES,
    PLAN,
)

# --- who reports


def test_the_town_has_thirteen_agencies_and_twenty_four_units() -> None:
    assert [agency.number for agency in PLAN.agencies] == list(range(1, 14))
    assert [agency.id for agency in PLAN.agencies if agency.is_group] == [
        "hoi-doan-the",
        "xa-phuong",
    ]
    assert " ".join(unit.id for unit in PLAN.units) == (
        "mttq noi-vu van-phong tai-chinh quan-ly-do-thi kinh-te tai-nguyen y-te giao-duc van-hoa"
        " nhcsxh hoi-phu-nu hoi-nong-dan hoi-cuu-chien-binh thi-doan lien-doan-lao-dong"
        " hoi-chu-thap-do phuong-thac-mo phuong-long-thuy phuong-son-giang phuong-long-phuoc"
        " phuong-phuoc-binh xa-long-giang xa-phuoc-tin"
    )
    assert PLAN.office.id == "noi-vu"


def test_every_agency_has_its_duties_and_a_form() -> None:
    assert all(agency.duties for agency in PLAN.agencies)
    assert {unit.agency.id for unit in PLAN.units} == {agency.id for agency in PLAN.agencies}
    assert PLAN.forms.keys() == {unit.form for unit in PLAN.units}


def test_bodies_outside_the_committee_are_asked_not_told() -> None:
    asked = {unit.agency.number for unit in PLAN.units if unit.tone == "kinh_de_nghi"}

    assert asked == {1, 11, 12}
    assert {unit.agency.number for unit in PLAN.units if unit.template == "plain"} == {1, 11, 12}


def test_five_wards_are_urban_and_two_communes_rural() -> None:
    areas = [unit.area for unit in COMMUNES]

    assert (areas.count("thanh_thi"), areas.count("nong_thon")) == (5, 2)
    assert all(unit.short_name.startswith(("phường", "xã")) for unit in COMMUNES)
    assert {unit.letter.place for unit in COMMUNES} == {
        unit.short_name.split(" ", 1)[1] for unit in COMMUNES
    }


def test_communes_end_with_the_reform_of_2025() -> None:
    assert len(PLAN.units_on(date(2021, 6, 14))) == 24
    assert not [unit for unit in PLAN.units_on(date(2025, 7, 1)) if unit.kind == "xa-phuong"]


# --- what is promised


def test_opening_figures_and_shares_add_up_to_the_plan() -> None:
    def total(name: str) -> int:
        return sum(int(str(PLAN.opening[unit.id][name].value)) for unit in COMMUNES)

    assert (total("H0"), total("N0"), total("C0")) == (14560, 23, 75)
    for target, start, planned in (("N1", 23, 13), ("C1", 75, 46)):
        shares = PLAN.target(target).per_unit
        assert shares.keys() == {unit.id for unit in COMMUNES}
        assert sum(share.start for share in shares.values()) == start
        assert sum(share.planned for share in shares.values()) == planned


def test_rates_of_the_plan_are_those_of_its_households() -> None:
    for target in (PLAN.target("N1"), PLAN.target("C1")):
        assert target.start is not None
        assert target.planned is not None
        rates = [round(count * 100 / 14560, 2) for count in (target.start, target.planned)]
        assert rates == [float(target.start_rate or 0), float(target.planned_rate or 0)]


def test_made_up_figures_say_so() -> None:
    assert PLAN.opening_is_sample
    assert "KHÔNG PHẢI SỐ LIỆU THẬT" in FILES["opening-sample.toml"].decode()


def test_the_six_month_round_is_due_level_by_level() -> None:
    due = PLAN.round("2021-6T").due

    assert due["unit"] == datetime(2021, 6, 16, 17, tzinfo=PLAN.timezone)
    assert due["office"] == datetime(2021, 6, 18, 17, tzinfo=PLAN.timezone)
    written = PLAN.round("2021-6T").written["town"]
    assert written.moment.isoformat() == "2021-06-19T23:59:59", "trước ngày 20/6"
    assert due["town"] == datetime(2021, 6, 21, 23, 59, 59, tzinfo=PLAN.timezone), "19/6: thứ Bảy"
    assert due["unit"].utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("unit", "question", "until"),
    [
        ("nhcsxh", "CS06", "30/6/2021"),
        ("nhcsxh", "TL2", "30/6/2021"),
        ("tai-chinh", "TC02", "14/6/2021"),
        ("giao-duc", "GD01", "31/5/2021"),
        ("kinh-te", "KT01", "14/6/2021"),
    ],
)
def test_figures_are_for_the_days_their_source_closes_on(
    unit: str, question: str, until: str
) -> None:
    asked = PLAN.form_for(PLAN.unit(unit)).by_name(question)

    window = PLAN.round("2021-6T").window_for(asked, PLAN.unit(unit))

    assert window.until == until


def test_budgets_begin_with_the_calendar_year_and_rounds_do_not() -> None:
    windows = PLAN.round("2021-6T").windows

    assert PLAN.round("2021-6T").window.since == "15/12/2020"
    assert windows["budget"].since == "01/01/2021"


# --- indicators and the outline


def test_the_plan_has_nothing_to_be_said_against() -> None:
    assert plan_faults(FILES) == []


@pytest.mark.parametrize(
    ("indicator", "units"),
    [
        ("HN_N1", "xa-phuong"),
        ("XP02", "xa-phuong"),
        ("XP05", "xa-phuong"),
        ("CS06", "nhcsxh"),
        ("NV11", "noi-vu"),
        ("TC02", "tai-chinh"),
        ("MT02", "mttq"),
        ("GD07", "giao-duc"),
        ("DT03", "hoi-doan-the"),
    ],
)
def test_each_figure_comes_from_one_source(indicator: str, units: str) -> None:
    kinds = {PLAN.unit(unit_id).kind for unit_id in PLAN.indicator(indicator).units}

    assert kinds == {units}


def test_houses_of_other_sources_are_compared_not_added() -> None:
    other = {comparison.question for comparison in PLAN.indicator("XP05").compare}

    assert other == {"MT07", "QL05"}


def test_every_sentence_of_the_outline_is_a_template() -> None:
    environment = text_environment()
    outline = PLAN.outline
    sentences = [*outline.subject, *outline.opening, outline.closing]
    for section in outline.sections:
        sentences += [section.heading, *(block.say for block in section.blocks)]

    assert all(environment.from_string(sentence) for sentence in sentences)


def test_the_outline_has_the_five_parts_and_five_annexes() -> None:
    parts = [section.heading for section in PLAN.outline.sections if section.level == 1]

    assert [heading.split(".")[0] for heading in parts] == ["I", "II", "III", "IV", "V"]
    assert [annex.id for annex in PLAN.outline.annexes] == ["I", "II", "III", "IV", "V"]


def test_what_a_unit_is_given_names_its_share_of_the_targets() -> None:
    commune_ = PLAN.unit("xa-phuoc-tin")

    assert PLAN.target_texts(commune_)["N1"] == "3 hộ"
    assert PLAN.target_texts(commune_)["vay_von"] == "100% số hộ có nhu cầu"
    assert PLAN.given_for(commune_)["target:N1"].value == 3
    assert PLAN.given_for(commune_)["unit:entrusted"].standing is Standing.ZERO


def test_reading_the_same_files_gives_the_same_hash() -> None:
    again: Plan = load_plan(dict(reversed(FILES.items())))

    assert again.content_hash == PLAN.content_hash
    assert len(again.content_hash) == 64


def test_only_promises_with_a_figure_stand_beside_a_question() -> None:
    texts = PLAN.target_texts(PLAN.unit("xa-phuoc-tin"))

    assert (texts["N1"], texts["tien_dien"]) == ("3 hộ", "100% hộ nghèo")
    assert not {"khuyen_nong", "tap_huan"} & texts.keys()
