"""What is asked before the rest while the days that figures are for are not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reporting.conversation.events import Addressee, Period
    from reporting.forms import Form


def asked_first(
    form: Form, round_: Period, unit: Addressee, cut_off: date | None, today: date
) -> frozenset[str]:
    """Nodes of the form: before the cut-off, what it marks early (narratives) and figures whose own
    days are over, which change no more; nothing from the cut-off on, or where there is none."""
    if cut_off is None or today >= cut_off:
        return frozenset()
    over = (q.nodeset for q in form.windowed if round_.window_for(q, unit).to < today)
    return form.early.union(over)
