"""The sections of a report by which `Nguồn số liệu` leads to its figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.library import AD_HOC
from usecases.messages import say
from usecases.people.roll import paged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.consolidation import ConsolidatedReport
    from reporting.plan.outline import Section
    from usecases.desk import Desk


def sections_of(report: ConsolidatedReport) -> dict[str, Section]:
    """Of the sections that have figures, in the outline's order: what a button carries (their place
    in it) -> the section. None in an ad hoc report."""
    if report.round.kind == AD_HOC:
        return {}
    used = {each.indicator.section for each in report.figures.values()}
    sections = enumerate(report.plan.outline.sections)
    return {str(at): each for at, each in sections if each.id in used}


def place_of(report: ConsolidatedReport, section_id: str) -> str:
    """What a button carries for a section; "" where there are none."""
    places = {each.id: at for at, each in sections_of(report).items()}
    return places.get(section_id, "")


def say_sections(
    desk: Desk, report: ConsolidatedReport, sections: Mapping[str, Section], page: str
) -> None:
    round_id = report.round.id
    shown, turning = paged(list(sections.items()), page, f"sources:{round_id}:")
    counts = Counter(each.indicator.section for each in report.figures.values())
    rows = [
        (screen("sources", f"{round_id}:{at}", label="plain", text=numbered(each)),)
        for at, each in shown
    ]
    desk.say(
        say(
            "source_sections",
            period=report.round.period,
            count=len(report.figures),
            sections=[{"heading": numbered(each), "count": counts[each.id]} for _, each in shown],
            buttons=(*rows, *turning, (screen("texts", round_id),)),
        )
    )


def numbered(section: Section) -> str:
    """ "II.2.a Chính sách tín dụng ưu đãi": the number within the whole report."""
    return f"{section.id} {section.title}"
