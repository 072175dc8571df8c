"""Looking only at the rules an answer can be about finds what looking at all of them finds."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from reporting.answers import Answer, Standing
from reporting.forms import Form, Instance
from tests.examples import examples
from tests.unit.forms.forms import example, form_of, row, surroundings, survey

CHOICES = """
| choices |
| | list_name | name | label | muc |
| | loai | x | Loại X ${a} | 1 |
| | loai | y | Loại Y | 2 |
"""


def _rule(name: str, rule: str) -> Mapping[str, str]:
    return row("integer", name, th_rule=rule, th_rule_message=name)


# Rules that read others in every way there is: by name, through calculations, groups, lists,
# predicates, labels of choices, and paths nobody can tell beforehand.
ODD = form_of(
    survey(
        "integer a",
        "select_one loai l",
        row("begin_group", "g"),
        "integer b",
        row("begin_group", "h", relevant="${a} < 5"),
        row("integer", "c", constraint=". < 6"),
        {"type": "end_group"},
        row("calculate", "d", calculation="${b} + coalesce(${c}, 0)"),
        {"type": "end_group"},
        row("begin_repeat", "r", th_zero="none"),
        _rule("v", ". < ${tong} and . < ../preceding-sibling::r[1]/v + 5"),
        row("calculate", "v2", calculation="../v * 2"),
        row("integer", "w", constraint=". != ${v} and position(..) < 3"),
        {"type": "end_repeat"},
        row("calculate", "tong", calculation="sum(${v2})"),
        row("calculate", "e", calculation="${d} + ${tong}"),
        row("calculate", "ten", calculation="jr:choice-name(${l}, '${l}')"),
        _rule("m", "${e} > 3"),
        _rule("n", "string(/data/g) != '11'"),
        _rule("o", "sum(/data/g/*) < 5"),
        _rule("p", "sum(//v) < 5"),
        _rule("q", "(/data/r)[2]/v < 3"),
        _rule("s", "/data/r[w = 2]/v < current()/../a"),
        _rule("t", "instance('loai')/root/item[name = /data/l]/muc = 1"),
        _rule("u", "string-length(${ten}) > 6"),
        _rule("y", "indexed-repeat(${v}, ${r}, ${a}) < 4"),
        _rule("z", ". = 1 or ../g/b = 1"),
        row("integer", "k", th_expected="${a} + ${d}", th_rule=". < ${e}", th_rule_message="k"),
        choices=CHOICES,
    )
)
PASSING = form_of(survey("integer a", _rule("b", "${a} < random() * 3"), _rule("c", ". < 3")))
FORMS = {"odd": ODD, "example": example(), "passing": PASSING}
VALUES = st.one_of(
    st.integers(0, 7).map(lambda n: Answer(n, Standing.FIGURE if n else Standing.ZERO)),
    st.just(Answer(None, Standing.NOT_YET)),
    st.just(Answer(None, Standing.NOT_APPLICABLE)),
)
LISTS = ("[p]", "[q]", "[s]")


def _refs(form: Form) -> list[str]:
    refs: list[str] = []
    for question in form.questions:
        if question.repeat:
            inside = question.nodeset.removeprefix(question.repeat)
            refs += [f"{question.repeat}{item}{inside}" for item in LISTS]
        elif question.asked:
            refs.append(question.nodeset)
    return refs


def _answer(form: Form, ref: str, answer: Answer) -> Answer:
    """A choice where one is asked for."""
    loose = Instance.of(form, {ref: answer}, surroundings())
    names = [each.name for each in loose.choices(ref)]
    if not names or not isinstance(answer.value, int):
        return answer
    return Answer(names[answer.value % len(names)])


@st.composite
def fillings(draw: st.DrawFn) -> Instance:
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    said = draw(st.dictionaries(st.sampled_from(_refs(form)), VALUES))
    answers = {ref: _answer(form, ref, answer) for ref, answer in said.items()}
    return Instance.of(form, answers, surroundings(given={"opening:N0": Answer(4)}))


@examples(100)
@given(fillings())
def test_every_rule_that_names_a_question_is_looked_at_for_it(instance: Instance) -> None:
    whole = instance.broken()
    refs = {ref for broken in whole for ref in (broken.ref, *broken.refs)}
    for ref in {*refs, *_refs(instance.form)}:
        fresh = Instance.of(instance.form, instance.answers, instance.surroundings)
        found = fresh.broken_about(ref)
        about = [each for each in whole if ref == each.ref or ref in each.refs]
        assert [each for each in found if each in about] == about
        assert [each for each in whole if each in found] == found


def test_a_rule_is_looked_at_for_what_it_reads_alone() -> None:
    assert ODD.bearing["/data/g/b"] >= {"/data/m", "/data/z"}
    assert "/data/z" not in ODD.bearing["/data/a"]
    assert "/data/g/h/c" not in ODD.bearing["/data/a"]
    assert ODD.bearing["/data/r/v"] >= {"/data/r/v", "/data/r/w", "/data/m", "/data/k"}


def test_a_rule_of_which_nobody_can_tell_what_it_reads_is_looked_at_always() -> None:
    for unclear in ("/data/p", "/data/q", "/data/u"):
        assert unclear in ODD.bearing["/data/g/h/c"]
    assert "/data/t" not in ODD.bearing["/data/g/h/c"]
