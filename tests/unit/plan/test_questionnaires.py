"""What each kind of unit of the town is asked."""

from __future__ import annotations

import pytest

from reporting.answers import Answer, Standing
from reporting.forms import AskStep, Form, Question, to_markdown, to_workbook
from reporting.kinds.kind import Measure
from reporting.plan import Unit
from tests.unit.plan.town import (
    COMMUNES,
    FILES,
    ONE_OF_EACH,
    PLAN,
    answers,
    given,
    messages,
    opened,
    typical,
    value,
)


@pytest.mark.parametrize("unit", PLAN.units, ids=lambda unit: unit.id)
def test_a_typical_six_month_report_is_short(unit: Unit) -> None:
    asked, instance = typical(unit)

    assert 12 <= asked <= 30
    assert messages(instance) == ""
    assert instance.unchecked() == []


MOVED = {"bien_dong": "co", "Nt": 2, "Nt_c": 1, "Ct": 3, "Cp": 1, "XP05": 1, "XP11": 30}


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.id)
def test_a_commune_with_movements_answers_on_one_morning(unit: Unit) -> None:
    """Households left poverty, a house was built, gifts were given: one question a figure."""
    asked, instance = typical(unit, said=MOVED)

    assert asked <= 32
    assert messages(instance) == ""
    assert instance.unchecked() == []


@pytest.mark.parametrize("unit", ONE_OF_EACH, ids=lambda unit: unit.form)
def test_a_whole_report_gives_every_indicator_of_the_unit(unit: Unit) -> None:
    _, instance = typical(unit, "annual")
    sent = {ref.rpartition("/")[2]: answer for ref, answer in instance.submittable().items()}

    for indicator in PLAN.indicators:
        if unit.id in indicator.units and indicator.aggregate == "sum":
            answer = sent.get(indicator.question)
            assert answer is not None, indicator.question
            assert isinstance(answer.value, int), indicator.question


def _asked_by(form: Form) -> list[Question]:
    return [question for question in form.questions if question.asked]


@pytest.mark.parametrize("form", PLAN.forms.values(), ids=PLAN.forms)
def test_every_figure_has_a_unit_of_measure_and_a_measure(form: Form) -> None:
    for question in _asked_by(form):
        if question.kind in ("integer", "money") and not question.repeat:
            assert question.unit_of_measure, question.name
            assert question.measure in (Measure.STOCK, Measure.FLOW), question.name
        assert (question.kind == "money") == (question.unit_of_measure == "triệu đồng")


@pytest.mark.parametrize("form", PLAN.forms.values(), ids=PLAN.forms)
def test_results_and_difficulties_are_required_and_other_texts_can_be_passed(form: Form) -> None:
    texts = {q.name: q for q in form.questions if q.name.startswith("TL") and q.kind == "text"}

    assert {name for name, question in texts.items() if question.required} == {"TL2", "TL3"}
    assert texts["TL3"].zero == "no_difficulty"
    assert texts["TL6"].zero == "no_proposal"
    assert all(q.zero for q in texts.values() if not q.required)


@pytest.mark.parametrize("form", PLAN.forms.values(), ids=PLAN.forms)
def test_questions_are_short_enough_for_a_phone(form: Form) -> None:
    for question in _asked_by(form):
        assert 0 < len(question.label) <= 200, question.name
        assert len(question.hint) <= 250, question.name
        assert not question.label.startswith("Trong đó"), question.name


def test_labels_of_a_form_are_not_mistaken_for_each_other() -> None:
    for form in PLAN.forms.values():
        labels = [question.label for question in _asked_by(form)]
        assert len(labels) == len(set(labels)), form.id


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.startswith("forms/")))
def test_a_form_goes_to_excel_and_back_without_loss(name: str) -> None:
    text = FILES[name].decode()

    assert to_markdown(to_workbook(text)) == text


@pytest.mark.parametrize("unit_id", ["hoi-phu-nu", "lien-doan-lao-dong"])
def test_only_entrusted_associations_are_asked_for_loans(unit_id: str) -> None:
    unit = PLAN.unit(unit_id)
    instance = opened(PLAN.form_for(unit), given(unit))
    asked = {step.question.name for step in instance.steps() if isinstance(step, AskStep)}

    assert ({"DT08", "DT09"} <= asked) is ("entrusted" in unit.flags)


@pytest.mark.parametrize(
    ("unit_id", "question"), [("van-phong", "VP_y_kien"), ("y-te", "YT_y_kien")]
)
def test_totals_of_the_communes_are_shown_for_agreement(unit_id: str, question: str) -> None:
    unit = PLAN.unit(unit_id)
    form = PLAN.form_for(unit)
    ref = form.by_name(question).nodeset
    known = opened(form, given(unit))
    unknown = opened(form, PLAN.given_for(unit))

    assert "100" in known.label(ref)
    assert [choice.label for choice in known.choices(ref)] == ["Thống nhất", "Có ý kiến khác"]
    assert not unknown.relevant(ref)


def test_lending_is_counted_in_households_for_three_groups() -> None:
    form = PLAN.forms["nhcsxh"]

    for group in "nct":
        for code in ("CS01", "CS02"):
            assert form.by_name(code + group).unit_of_measure == "hộ"
    instance = opened(form, given(PLAN.unit("nhcsxh"))).with_answers(
        answers(form, {"CS01n": 5, "CS02n": 4, "CS01c": 0, "CS01t": 3, "CS02t": 3})
    )
    assert (value(instance, "CS01"), value(instance, "CS02")) == (8, 7)


def test_seeds_and_breeds_are_a_list_added_up_by_unit() -> None:
    form = PLAN.forms["kinh-te"]
    repeat = next(iter(form.repeats))
    rows = {"m1": ("Điều ghép", 300, "cay"), "m2": ("Gà thả vườn", 50, "con")}
    said: dict[str, Answer] = {}
    for name, (kind, amount, unit) in rows.items():
        said[f"{repeat}[{name}]"] = Answer("", Standing.ZERO)
        said[f"{repeat}[{name}]/giong_loai"] = Answer(kind)
        said[f"{repeat}[{name}]/giong_so"] = Answer(amount)
        said[f"{repeat}[{name}]/giong_don_vi"] = Answer(unit)
    instance = opened(form, {}).with_answers({**said, f"{repeat}#done": Answer("", Standing.ZERO)})

    assert (value(instance, "KT06"), value(instance, "KT07")) == (300, 50)


def test_the_fund_closes_in_one_tap() -> None:
    form = PLAN.forms["mttq"]
    instance = opened(form, given(PLAN.unit("mttq"))).with_answers(
        answers(form, {"MT02": 410_000_000, "MT05": 300_000_000})
    )

    assert instance.expected(form.by_name("MT06").nodeset) == 295_500_000
