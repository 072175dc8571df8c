"""How long one step of a conversation takes, without database and Telegram.

    python -m benchmarks.advance [--rounds 20] [FORM.xlsx …]

A willing person fills in a form of 60 questions (figures with bounds and rules, a closing figure,
choices, what hangs on them, narratives, a list), then each FORM, to its end, `advance` after
`advance`; the place goes through JSON after each, as the database keeps it. *Kept*: the walk of
the step before is at hand, as the bot has it between two turns of one person. *Anew*: it is not,
as after a start or when a colleague has answered. Times are of the processor, in this thread.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import thread_time
from zoneinfo import ZoneInfo

from benchmarks.conformance_forms import loaded
from bot.garbage import spare_what_stays
from bot.plan_files import read_plan
from reporting.answers import FileValue
from reporting.conversation import (
    Attached,
    Button,
    Context,
    Event,
    Opened,
    Place,
    Pressed,
    Say,
    State,
    Step,
    Submit,
    Typed,
    Walk,
    advance,
)
from reporting.forms import Form, Instance, Surroundings, convert_markdown, load
from reporting.plan import load_plan

PLAN = load_plan(read_plan(Path(__file__).resolve().parent.parent / "plans" / "phuoc-long-2021"))
NOW = datetime(2021, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_FILES = ("image", "file", "audio", "video")
_NUMBERS = ("12", "1", "3", "0", "50", "150", "2010")
_SAMPLES: Mapping[str, tuple[str, ...]] = {
    "integer": _NUMBERS,
    "decimal": ("12,5", *_NUMBERS),
    "range": _NUMBERS,
    "percent": ("50%",),
    "money": ("15 triệu",),
    "text": ("Thiếu vốn.", "abc", "0912345678", "a@b.vn", "12", "abcdefgh"),
    "barcode": ("8934563138165",),
    "date": ("14/6/2021", "1/1/2030", "2/5/1990"),
    "time": ("8 giờ 30",),
    "datetime": ("8:30 14/6/2021",),
    "geopoint": ("11.8 106.9",),
    "geotrace": ("11.8 106.9; 11.9 107",),
    "geoshape": ("11.8 106.9; 11.9 107; 12 107",),
}
_WAYS = ("answer", "option", "confirm_many", "join", "keep_it", "skip", "no_more", "later")


@dataclass
class Filling:
    """One person and one draft, until it is submitted or nothing leads on."""

    form: Form
    keeping: bool
    state: State = field(default_factory=State)
    walk: Walk | None = None
    now: datetime = NOW
    times: list[float] = field(default_factory=list)  # milliseconds
    said: Say | None = None
    tried: Counter[str] = field(default_factory=Counter)
    submitted: bool = False

    def run(self, most: int) -> None:
        self.do(Opened())
        for _ in range(most):
            if self.submitted or self.said is None:
                return
            event = self._next(self.said)
            if event is None:
                return
            self.do(event)

    def do(self, event: Event) -> Step:
        self.now += timedelta(seconds=20)
        begun = thread_time()
        context = self._context()
        step = advance(self.form, self.state, event, context)
        self.times.append((thread_time() - begun) * 1000)
        for old in {self.walk, context.walk} - {None, step.walk}:
            assert old is not None
            old.instance.dissolve()  # as the bot does
        place = Place.from_json(json.loads(json.dumps(step.state.place.to_json())))
        self.state, self.walk = State(step.state.entries, place), step.walk
        said = [effect for effect in step.effects if isinstance(effect, Say)]
        self.said = said[-1] if said else self.said
        self.submitted = any(isinstance(effect, Submit) for effect in step.effects)
        return step

    def _context(self) -> Context:
        surroundings = Surroundings(now=self.now, round_kind="six_month", seed=7)
        answers, walk = self.state.answers(), self.walk
        known = walk is not None and walk.instance.is_of(self.form, answers, surroundings)
        if not self.keeping or not known:
            walk = Walk(Instance.of(self.form, answers, surroundings))
        return Context(
            now=self.now,
            at=self.now,
            person=1,
            person_name="Bé",
            unit=PLAN.unit("xa-phuoc-tin"),
            round=PLAN.rounds[0],
            surroundings=surroundings,
            walk=walk,
            seed=7,
        )

    def _next(self, said: Say) -> Event | None:
        buttons = [button for row in said.buttons for button in row]
        for action in ("confirm_submit", "submit", "done"):
            if found := _first(buttons, action):
                return found
        assert self.walk is not None
        self.tried[said.asks] += 1
        if said.kind == "repeat_question":
            wanted = "more" if self.tried[said.asks] == 1 else "no_more"
            return _first(buttons, wanted)
        question = self.walk.questions.get(said.asks)
        tries = self.tried[said.asks]
        if question is not None and said.kind in ("question", "refused"):
            if question.kind in _FILES and tries == 1:
                return Attached(FileValue("a.jpg", f"{question.kind}/x", 10, f"f{said.asks}"))
            if toggle := _first(buttons, "toggle"):
                return toggle
            samples = _SAMPLES.get(question.kind, ())
            if tries <= len(samples) and not _agreed(buttons):
                return Typed(samples[tries - 1])
        return next((b for action in _WAYS if (b := _first(buttons, action))), None)


def _first(buttons: list[Button], action: str) -> Pressed | None:
    found = next((each for each in buttons if each.action == action), None)
    if found is None:
        return None
    return Pressed(found.action, found.ref, found.revision, found.argument)


def _agreed(buttons: list[Button]) -> bool:
    """A closing figure is one tap."""
    return any(each.label == "agree" for each in buttons)


OTHER_SHEETS = """
| choices |
| | list_name | name | label |
| | yn | co | C |
| | yn | khong | K |
| settings |
| | form_title | form_id | namespaces |
| | 60 | sau_muoi | th="urn:tonghop:form" |
"""


def form_of_sixty() -> Form:
    head = ("type", "name", "label", "required", "relevant", "constraint", "calculation",
            "appearance", "bind::th:unit", "bind::th:measure", "bind::th:expected")  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for g in range(10):
        gate = f"${{a{g}}} > 0"
        rows += [
            ("begin_group", f"g{g}", f"Nhóm {g}"),
            ("integer", f"a{g}", "Đầu kỳ", "yes", "", ". >= 0", "", "", "hộ", "stock"),
            ("integer", f"b{g}", "Giảm", "yes", gate, f". <= ${{a{g}}}", "", "", "hộ", "flow"),
            ("integer", f"c{g}", "Tăng", "yes", "", ". >= 0", "", "", "hộ", "flow"),
            ("integer", f"d{g}", "Cuối kỳ", "yes", "", "", "", "", "hộ", "stock",
             f"${{a{g}}} - ${{b{g}}} + ${{c{g}}}"),
            ("calculate", f"r{g}", "", "", "", "", f"${{b{g}}} div ${{a{g}}}"),
            ("select_one yn", f"e{g}", f"${{d{g}}}?", "yes"),
            ("text", f"f{g}", "Nhận xét", "yes", f"${{e{g}}} = 'co'", "", "", "multiline"),
            ("end_group",),
        ]  # fmt: skip
    rows.append(("calculate", "t", "", "", "", "", " + ".join(f"${{d{g}}}" for g in range(10))))
    sheets = ["| survey |", f"| | {' | '.join(head)} |"]
    sheets += [f"| | {' | '.join([*row, *[''] * (len(head) - len(row))])} |" for row in rows]
    return load(convert_markdown("\n".join([*sheets, OTHER_SHEETS]), "sau-muoi.md"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Times steps of conversations.")
    parser.add_argument("forms", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=20, help="fillings of the form of 60")
    arguments = parser.parse_args()
    made = [("60 questions", form_of_sixty(), arguments.rounds)]
    made += [(path.stem[-24:], loaded(path.read_bytes(), path.name), 1) for path in arguments.forms]
    spare_what_stays()
    print(f"{'form':<26}{'asked':>6}{'walk':>6}{'steps':>7}{'p50 ms':>8}{'p95':>7}{'p99':>7}"
          f"{'max':>8}  end")  # fmt: skip
    for name, form, rounds in made:
        for keeping in (True, False):
            _measured(name, form, rounds, keeping=keeping)


def _measured(name: str, form: Form, rounds: int, *, keeping: bool) -> None:
    times: list[float] = []
    for _ in range(rounds):
        filling = Filling(form, keeping)
        filling.run(most=5000)
        times += filling.times
    cuts = statistics.quantiles(times, n=100)
    asked = len(filling.walk.questions) if filling.walk else 0
    end = "submitted" if filling.submitted else f"stands at {filling.said}"[:200]
    print(f"{name:<26}{asked:>6}{'kept' if keeping else 'anew':>6}{len(times):>7}{cuts[49]:>8.2f}"
          f"{cuts[94]:>7.2f}{cuts[98]:>7.2f}{max(times):>8.1f}  {end}")  # fmt: skip


if __name__ == "__main__":
    main()
