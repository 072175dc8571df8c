"""Opening figures by decision fit each other: no unit could mend them, as they are locked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reporting.faults import Fault
from reporting.forms import Instance, Surroundings
from reporting.plan.plan import whole_figure

if TYPE_CHECKING:
    from reporting.plan.draft import Draft

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # rules over given figures ask for none


def check_opening_fits(draft: Draft) -> Iterator[Fault]:
    """The form's own rules that read nothing but them hold."""
    if draft.opening is None or draft.opening.partial:
        return
    for unit in draft.all_units:
        file = draft.forms.get(unit.form_id)
        figures = draft.opening.rows.opening.get(unit.id, {})
        if file is None or not figures:
            continue
        given = {f"opening:{name}": whole_figure(value) for name, value in figures.items()}
        instance = Instance.of(file.form, {}, Surroundings(_ANY_TIME, given=given))
        for broken in instance.broken():
            place = draft.opening.place("opening", unit.id)
            params = {"unit": unit.id, "message": broken.message}
            yield Fault("plan.opening_unfit", place, params)


OPENING_CHECKS = (check_opening_fits,)
