"""The contradiction an answer brings is the first of all that name it, in the plans' forms."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.plan_files import read_plan
from reporting.answers import Answer, Standing
from reporting.conversation import Context, Entry, State
from reporting.conversation.scene import Scene
from reporting.conversation.scene.contradictions import Contradiction, about, contradictions
from reporting.forms import Instance, Surroundings
from reporting.plan import load_plan
from tests.examples import examples

if TYPE_CHECKING:
    from reporting.forms import Form

NOW = datetime(2021, 6, 15, 9, tzinfo=timezone(timedelta(hours=7)))
FOLDER = Path(__file__).parents[3] / "plans"
PLANS = [load_plan(read_plan(each)) for each in sorted(FOLDER.iterdir()) if each.is_dir()]
ROUNDS = [(plan, round_) for plan in PLANS for round_ in plan.rounds]
FIGURES = st.one_of(
    st.integers(0, 30).map(lambda n: Answer(n, Standing.FIGURE if n else Standing.ZERO)),
    st.just(Answer(None, Standing.NOT_YET)),
    st.just(Answer(None, Standing.NOT_APPLICABLE)),
)


def _typed(form: Form, loose: Instance, ref: str, answer: Answer) -> Answer:
    """As the kind of the question has it."""
    if not isinstance(answer.value, int):
        return answer
    names = [each.name for each in loose.choices(ref)]
    if not names:
        return Answer("Có.") if form.question(ref).kind == "text" else answer
    several = form.question(ref).kind == "select_multiple"
    name = names[answer.value % len(names)]
    return Answer((name,) if several else name)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    plan, round_ = draw(st.sampled_from(ROUNDS))
    unit = draw(st.sampled_from(plan.units))
    form = plan.forms[unit.form]
    sums = {total: Answer(draw(st.integers(0, 40))) for total in sorted(form.totals)}
    around = Surroundings(NOW, round_.kind, {**plan.given_for(unit), **sums})
    loose = Instance.of(form, {}, around)
    refs = [q.nodeset for q in form.questions if q.asked and not q.repeat]
    said = draw(st.lists(FIGURES, min_size=len(refs), max_size=len(refs)))
    left_out = draw(st.sets(st.sampled_from(refs)))
    entries = {
        ref: Entry(_typed(form, loose, ref, answer), 1, "Lan", 1, NOW)
        for ref, answer in zip(refs, said, strict=True)
        if ref not in left_out
    }
    context = Context(NOW, NOW, 1, "Lan", unit, round_, around)
    return Scene.of(form, State(entries), context)


def _first(scene: Scene, ref: str) -> Contradiction | None:
    named = (each for each in contradictions(scene) if ref in each.refs or ref == each.ref)
    return next(named, None)


@examples(60)
@given(scenes())
def test_the_first_of_all_that_name_an_answer(scene: Scene) -> None:
    found = {ref: _first(scene, ref) for ref in scene.walk.refs}
    fresh = Scene.of(scene.form, scene.state, scene.context)
    assert {ref: about(fresh, ref) for ref in scene.walk.refs} == found
