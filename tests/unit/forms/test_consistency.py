"""Whatever is answered, changed, taken back, added or removed, an instance is what its answers
say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reporting.answers import Answer, Standing
from reporting.forms import AskStep, Instance, NoteStep
from tests.unit.forms.forms import form_of, row, surroundings, survey

CHOICES = """
| choices |
| | list_name | name | label | loai |
| | loai | x | X | |
| | loai | y | Y | |
| | mau | a | A | x |
| | mau | b | B | y |
"""
FORM = form_of(
    survey(
        "select_one loai l",
        row("select_multiple mau", "m", choice_filter="loai = ${l}"),
        row("begin_group", "g", relevant="${l} = 'x'"),
        row("integer", "a", constraint=". < 100"),
        row("integer", "b", th_rule=". <= ${a}", th_rule_message="b"),
        {"type": "end_group"},
        row("integer", "n", th_given="opening:N"),
        row("begin_repeat", "r", relevant="coalesce(${a}, 0) < 5", th_zero="none"),
        row("integer", "v", th_rule=". < ${tong}", th_rule_message="v"),
        row(
            "calculate",
            "luy_ke",
            calculation="${v} + coalesce(../preceding-sibling::r[1]/luy_ke, 0)",
        ),
        row("integer", "w", calculation="${v} * 2"),
        {"type": "end_repeat"},
        row("calculate", "tong", calculation="coalesce(sum(${v}), 0) + coalesce(${b}, 0)"),
        row("calculate", "luc", calculation="${tong}", trigger="${a}"),
        row("begin_repeat", "q", repeat_count="${b}"),
        "integer z",
        {"type": "end_repeat"},
        row("note", "cuoi", "Tổng ${tong}", relevant="${tong} > 3"),
        choices=CHOICES,
    )
)
AROUND = surroundings(given={"opening:N": Answer(4)})
REFS = [
    "/data/g/a", "/data/g/b", "/data/r[p]/v", "/data/r[p]/w", "/data/r[q]/v", "/data/q[1]/z",
    "/data/q[2]/z", "/data/n",
]  # fmt: skip
FIGURES = st.one_of(
    st.integers(0, 7).map(Answer),
    st.just(Answer(0, Standing.ZERO)),
    st.just(Answer(None, Standing.NOT_YET)),
    st.just(Answer(None, Standing.NOT_APPLICABLE)),
    st.none(),
)
CHANGES = st.one_of(
    st.tuples(st.sampled_from(REFS), FIGURES),
    st.tuples(st.just("/data/l"), st.sampled_from([Answer("x"), Answer("y"), None])),
    st.tuples(st.just("/data/m"), st.sampled_from([Answer(("a",)), Answer(("a", "b")), None])),
    st.tuples(st.just("/data/r#done"), st.sampled_from([Answer(""), None])),
    st.tuples(st.sampled_from(["/data/r[p]", "/data/r[q]"]), st.just(None)),
    st.tuples(st.sampled_from(["+p", "+q"]), st.just(None)),
)


def changed(instance: Instance, ref: str, answer: Answer | None) -> Instance:
    if not ref.startswith("+"):
        return instance.with_answers({ref: answer})
    if f"/data/r[{ref[1:]}]" in instance.instances("/data/r"):
        return instance
    return instance.new_repeat("/data/r", ref[1:])


def picture(instance: Instance, *, backwards: bool = False) -> dict[str, object]:
    fields = list(instance.fields())
    if backwards:
        fields.reverse()
    nodes = {
        field.ref: (field.string(), instance.is_relevant(field), instance.standing(field.ref))
        for field in fields
    }
    return {
        "nodes": nodes,
        "steps": list(instance.steps()),
        "broken": instance.broken(),
        "unchecked": instance.unchecked(),
        "submittable": dict(instance.submittable()),
    }


@given(st.lists(CHANGES, max_size=14))
def test_any_sequence_of_changes_gives_what_its_answers_alone_give(
    changes: list[tuple[str, Answer | None]],
) -> None:
    instance = Instance.of(FORM, {}, AROUND)
    for ref, answer in changes:
        instance = changed(instance, ref, answer)
        seen = picture(instance)
        scratch = Instance.of(FORM, dict(instance.answers), AROUND)
        assert picture(scratch, backwards=True) == seen


@given(st.lists(CHANGES, max_size=14))
def test_what_holds_of_every_instance(changes: list[tuple[str, Answer | None]]) -> None:
    instance = Instance.of(FORM, {}, AROUND)
    for ref, answer in changes:
        instance = changed(instance, ref, answer)
    answered, total = instance.progress()
    assert 0 <= answered <= total
    for step in instance.steps():
        assert instance.relevant(step.ref)
        if isinstance(step, AskStep | NoteStep):
            assert instance.label(step.ref)
    for ref in instance.submittable():
        assert instance.relevant(ref)
    for broken in instance.broken():
        assert instance.relevant(broken.ref)
    first = instance.first_open()
    assert first is None or not instance.settled(first.ref)
    assert {each.ref for each in instance.broken()}.isdisjoint(
        each.ref for each in instance.unchecked()
    )


@given(st.lists(CHANGES, max_size=8), CHANGES)
def test_a_change_leaves_the_instance_it_was_made_from_alone(
    changes: list[tuple[str, Answer | None]], last: tuple[str, Answer | None]
) -> None:
    instance = Instance.of(FORM, {}, AROUND)
    for ref, answer in changes:
        instance = changed(instance, ref, answer)
    before = picture(instance)
    changed(instance, *last)
    assert picture(instance) == before
