"""What never changes once it has a hash: plans and forms, kept in memory by that hash."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reporting.adhoc import Bank, Request, plan_with
from reporting.forms import load
from reporting.plan import load_plan
from reporting.plan.amendments import amended
from usecases.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from reporting.forms import Form
    from reporting.plan import Plan
    from reporting.plan.amendments import Amendment
    from usecases.ports import Work
    from usecases.records import RoundRecord

AD_HOC = "ad_hoc"


class Library:
    """`current` is the plan as its files stand now; a round keeps running on the plan it opened
    with. Safe to share between threads: an entry is only ever added, or replaced by a newer one.
    `converted` as in `load_plan`: forms of earlier plans are taken from there too."""

    def __init__(
        self,
        current: Plan,
        files: Mapping[str, bytes],
        converted: MutableMapping[str, bytes] | None = None,
    ) -> None:
        self.current = current
        self.files = files
        self._converted = converted
        self.walks = Walks()
        self._amendments: dict[str, tuple[Plan, tuple[Amendment, ...], Plan]] = {}
        self.bank = Bank(current)
        self._plans = {current.content_hash: current}
        self._requested: dict[tuple[str, str, str], tuple[Plan, Plan]] = {}
        self._forms = {form.version: form for form in current.forms.values()}

    def plan(self, sha256: str, work: Work) -> Plan:
        plan = self._plans.get(sha256)
        if plan is None:
            plan = load_plan(work.rounds.plan_files(sha256), self._converted)
            self._plans[sha256] = plan
            self._forms.update({form.version: form for form in plan.forms.values()})
        return plan

    def plan_of_round(self, round_id: str, work: Work) -> Plan:
        """The plan that `round_id` was opened with. Raises KeyError for a round never opened."""
        record = work.rounds.get(round_id)
        if record is None:
            raise KeyError(round_id)
        plan = self.plan(record.plan_version, work)
        if record.kind == AD_HOC:
            plan = self._requested_in(plan, record, work)
        return self._amended(plan, round_id, work)

    def coming(self, round_id: str, work: Work) -> Plan:
        """The current plan as `round_id`, which is not open yet, will see it."""
        return self._amended(self.current, round_id, work)

    def _amended(self, plan: Plan, round_id: str, work: Work) -> Plan:
        """With what the office has changed since."""
        amendments = tuple(work.amendments.all())
        if not amendments:
            return plan
        known = self._amendments.get(round_id)
        if known is None or known[0] is not plan or known[1] != amendments:
            fresh = amended(plan, round_id, amendments)
            known = self._amendments[round_id] = (plan, amendments, fresh)
        return known[2]

    def _requested_in(self, plan: Plan, record: RoundRecord, work: Work) -> Plan:
        request = work.requests.of_round(record.id)
        if request is None:  # one that stands in the plan
            return plan
        return self.requested(plan, record, request.content, request.form_version, work)

    def requested(
        self,
        plan: Plan,
        record: RoundRecord,
        content: Mapping[str, Any],
        form_version: str,
        work: Work,
    ) -> Plan:
        """An ad hoc round has a form and a due time of its own; `content` is the request as it is,
        or was when a final was made of it."""
        key = (record.id, form_version, json.dumps(content, sort_keys=True))
        known = self._requested.get(key)
        if known is None or known[0] is not plan:
            form = self.form(form_version, work)
            own = plan_with(plan, record.id, Request.from_json(content), form, record.opened_at)
            known = self._requested[key] = (plan, own)
        return known[1]

    def form(self, version: str, work: Work) -> Form:
        form = self._forms.get(version)
        if form is None:
            form = self._forms[version] = load(work.rounds.form_xml(version))
        return form
