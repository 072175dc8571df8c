"""What never changes once it has a hash: plans and forms, kept in memory by that hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms import load
from reporting.plan import load_plan
from usecases.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.forms import Form
    from reporting.plan import Plan
    from usecases.ports import Work


class Library:
    """`current` is the plan as its files stand now; a round keeps running on the plan it opened
    with. Safe to share between threads: an entry is only ever added."""

    def __init__(self, current: Plan, files: Mapping[str, bytes]) -> None:
        self.current = current
        self.files = files
        self.walks = Walks()
        self._plans = {current.content_hash: current}
        self._forms = {form.version: form for form in current.forms.values()}

    def plan(self, sha256: str, work: Work) -> Plan:
        plan = self._plans.get(sha256)
        if plan is None:
            plan = self._plans[sha256] = load_plan(work.rounds.plan_files(sha256))
            self._forms.update({form.version: form for form in plan.forms.values()})
        return plan

    def plan_of_round(self, round_id: str, work: Work) -> Plan:
        """The plan that `round_id` was opened with. Raises KeyError for a round never opened."""
        record = work.rounds.get(round_id)
        if record is None:
            raise KeyError(round_id)
        return self.plan(record.plan_version, work)

    def form(self, version: str, work: Work) -> Form:
        form = self._forms.get(version)
        if form is None:
            form = self._forms[version] = load(work.rounds.form_xml(version))
        return form
