"""What the sentences of a report may say: its figures, and whom they miss.

  f[id]      a figure: `.shown` the bare number, `.value`, `.complete`, `.gap`
  so(id)     number with unit of measure: "15 hộ", "ước 15 hộ"
  tien(id)   money in the size one says it in: "1,25 tỷ đồng"
  tyle(id)   per cent: "0,10%"
  co(id)     whether there is a value
  thieu(id)  who is missing, in parentheses after a space, or nothing
  cum(id, "giảm học phí cho {}")  the phrase with number and unit of measure in the place of {} (the
             bare number in that of {so}); nothing where there is nothing to tell
  noi(…)     the phrases that say something, with commas (or `dau`) between them
  va(…)      the same with "và" before the last
  hoa(text)  with a capital letter
  do_lon(id) a change without its sign: "02 hộ"
  dat(id)    how much of a target was reached, "80%"; nothing while it cannot be said
  viet(id)   whether any unit wrote something for a section
  chua_gom() units the office wants named as not included, or nothing
  uoc_theo() units whose earlier report stands in for the one they owe, with its period

Counts below ten are said as officials write them ("08 hộ"); in tables they are not. A figure that
the round does not ask has no value and no gap.

How figures compare with earlier ones is said by the words of `documents.comparing`, what became of
targets by those of `documents.target_words`.

What comes from the data is marked with its id and the word that said it (documents.controls)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from documents.comparing import Comparing
from documents.controls.marks import capitalized_first, last_mark, marked
from documents.target_words import TargetWords
from reporting.consolidation.shown import show_percent
from reporting.kinds.shown import with_unit
from reporting.text import uncapitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Figure
    from reporting.consolidation.report import Amount

_END = re.compile(r"[.;:]*$")
_NUMBER, _BARE = "{}", "{so}"


class SpokenFigure:
    """What a sentence sees of a figure. To print it is to owe its gap."""

    def __init__(
        self, figure: Figure | None, printed: Printed, use: Callable[[Figure], None]
    ) -> None:
        self._figure = figure
        self._printed = printed
        self._use = use

    @property
    def value(self) -> Amount | None:
        return self._figure.value if self._figure else None

    @property
    def complete(self) -> bool:
        """Whether everybody who owes it gave it; a figure without a value is not complete."""
        return self._figure is not None and self._figure.complete and self.value is not None

    @property
    def gap(self) -> str:
        return self._printed.gap(self._figure) if self._figure else ""

    @property
    def shown(self) -> str:
        if self._figure is None:
            return self._printed.phrase("not_asked")
        self._use(self._figure)
        said = self._printed.spoken_number(self._figure)
        return marked(f"{self._figure.indicator.id}:shown", said)

    def __str__(self) -> str:
        return self.shown


class Voice:
    """The vocabulary of one paragraph, and which figures it has printed."""

    def __init__(self, report: ConsolidatedReport, printed: Printed) -> None:
        self._report = report
        self._printed = printed
        self._used: dict[str, Figure] = {}
        self._left_out: set[str] = set()  # of these, what has no value and is not printed
        self._told: set[str] = set()  # units the text has named as missing

    def vocabulary(self) -> dict[str, object]:
        return {
            "f": _Figures(self._figure),
            "so": self._say,
            "tyle": self._say,
            "tien": lambda name: self._say(name, shortly=True),
            "co": lambda name: self._figure(name).value is not None,
            "thieu": self._tell_gap,
            "cum": self._phrase,
            "noi": _joined,
            "va": lambda *phrases: self._printed.listed([each for each in phrases if each]),
            "hoa": capitalized_first,
            "do_lon": self._size,
            "dat": self._achieved,
            "viet": self._written,
            "chua_gom": lambda: self._printed.names(self._report.noted),
            "uoc_theo": self._stood_in,
            **Comparing(self._report, self._printed).vocabulary(),
            **TargetWords(self._report, self._printed).vocabulary(),
        }

    def with_gaps(self, text: str, place: str) -> str:
        """`text` with the gaps it does not tell, before its last stop: bare where every figure has
        the same, else beside the figures that have them. `place` names the paragraph."""
        gaps: dict[str, list[Figure]] = {}
        for figure in self._used.values():
            gap = self._printed.gap(figure, self._told)
            if gap:
                gaps.setdefault(gap.strip("()"), []).append(figure)
        if not gaps:
            return text
        (first, sharing), *others = gaps.items()
        if others or len(sharing) < len(self._used) or self._left_out:
            first = "; ".join(self._labelled(gap, figures) for gap, figures in gaps.items())
        return _noted(text, first, f"{place}:note")

    def _labelled(self, gap: str, figures: Iterable[Figure]) -> str:
        labels = [uncapitalized(figure.indicator.label) for figure in figures]
        return self._printed.phrase("gap_note", label=", ".join(labels), gap=gap)

    def _figure(self, name: str) -> SpokenFigure:
        return SpokenFigure(self._find(name), self._printed, self._use)

    def _say(self, name: str, *, shortly: bool = False) -> str:
        figure = self._find(name)
        if figure is None:
            return self._printed.phrase("not_asked")
        self._use(figure)
        said = self._printed.spoken(figure, shortly=shortly)
        return marked(f"{figure.indicator.id}:{'tien' if shortly else 'so'}", said)

    def _phrase(self, name: str, template: str) -> str:
        """A figure that is missing is not said but owes its gap."""
        figure = self._find(name)
        if figure is None:
            return ""
        if figure.value or figure.missing:
            self._use(figure)
        if not figure.value:
            self._left_out.update({name} if figure.missing else ())
            return ""
        said = self._say(name, shortly=figure.indicator.kind == "money")
        bare = self._figure(name).shown
        return template.replace(_NUMBER, said).replace(_BARE, bare)

    def _size(self, name: str) -> str:
        figure = self._find(name)
        if figure is None or figure.value is None:
            return self._say(name)
        value = -figure.value if figure.value < 0 else figure.value
        said = self._printed.spoken(replace(figure, value=value))
        return marked(f"{figure.indicator.id}:do_lon", said)

    def _achieved(self, name: str) -> str:
        result = {each.target.id: each for each in self._report.targets}[name]
        if result.achieved is None or result.achieved <= 0:
            return ""
        return marked(f"{name}:dat", with_unit(show_percent(result.achieved), "%"))

    def _written(self, section: str) -> bool:
        return any(each.text.strip() for each in self._report.narratives.get(section, ()))

    def _stood_in(self) -> str:
        names = [
            self._printed.phrase(
                "stood_in", unit=self._report.plan.unit(unit_id).short_name, period=each.period
            )
            for unit_id, each in self._report.stand_ins.items()
        ]
        return self._printed.listed(names)

    def _tell_gap(self, name: str) -> str:
        figure = self._find(name)
        gap = self._printed.gap(figure) if figure else ""
        if not gap:
            return ""
        assert figure is not None
        self._told.update(figure.missing or figure.standings)
        return " " + marked(f"{figure.indicator.id}:thieu", gap)

    def _use(self, figure: Figure) -> None:
        self._used[figure.indicator.id] = figure

    def _find(self, name: str) -> Figure | None:
        """None for an indicator this round does not ask."""
        return self._report.figures.get(self._report.plan.indicator(name).id)


def _noted(text: str, note: str, key: str) -> str:
    """One pair of parentheses, whether or not the text ends in one already."""
    end = _END.search(text)
    assert end is not None
    body, stop = text[: end.start()], end.group()
    last = last_mark(body)
    if last is not None and last[1].endswith(")"):
        before, said = last
        return f"{before}{marked(key, f'{said[:-1]}; {note})')}{stop}"
    if body.endswith(")"):
        return f"{body[:-1]}; {marked(key, note)}){stop}"
    return f"{body} {marked(key, f'({note})')}{stop}"


def _joined(*phrases: str, dau: str = ", ") -> str:
    return dau.join(phrase for phrase in phrases if phrase)


class _Figures:
    """`f["HN_N1"]`."""

    def __init__(self, find: Callable[[str], SpokenFigure]) -> None:
        self._find = find

    def __getitem__(self, name: str) -> SpokenFigure:
        return self._find(name)
