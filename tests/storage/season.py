"""A small season for tests: one round, three units, a person for each, an open draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from reporting.answers import Answer
from storage.work import SqlWork
from storage.writer import Writer
from usecases.records import Draft, Obligation, Person, Role, RoundRecord, Sender

T = TypeVar("T")

NOW = datetime(2021, 6, 15, 2, 0, tzinfo=UTC)
DUE = datetime(2021, 6, 20, 10, 0, tzinfo=UTC)
UNITS = ("kinh-te", "y-te", "xa-phuoc-tin")
AN = Sender(telegram_id=5_000_000_001, chat_id=5_000_000_001, name="Nguyễn Thị An")
BINH = Sender(telegram_id=5_000_000_002, chat_id=5_000_000_002, name="Trần Văn Bình")


def later(**duration: float) -> datetime:
    return NOW + timedelta(**duration)


class Season:
    """`round_id` is open; An reports for kinh-te and has started."""

    round_id = "2021-6T"

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.an, self.obligation, self.draft = self.run(self._open)

    def run(self, fn: Callable[[SqlWork], T]) -> T:
        return self.writer.run(fn).result(timeout=30)

    def keep(
        self, ref: str, answer: Answer | None, base: int = 0, inbox_key: int | None = None
    ) -> bool:
        return self.run(
            lambda work: (
                work.drafts.keep(
                    self.draft.id,
                    ref,
                    answer,
                    base_revision=base,
                    person_id=self.an.id,
                    at=NOW,
                    inbox_key=inbox_key,
                )
                is not None
            )
        )

    def reread(self) -> Draft:
        draft = self.run(lambda work: work.drafts.get(self.draft.id))
        assert draft is not None
        return draft

    def submit(self, code: str, answers: dict[str, Answer], *, late: bool = False) -> None:
        """Hands in the open draft as the next version and opens none."""

        def handing_in(work: SqlWork) -> None:
            draft = work.drafts.open_for(self.obligation.id)
            assert draft is not None and work.drafts.close(draft.id)
            work.submissions.add(
                self.obligation.id,
                draft.id,
                code,
                answers,
                person_id=self.an.id,
                at=NOW,
                late=late,
                form_version="form",
                content_sha256="0" * 64,
            )

        self.run(handing_in)

    def _open(self, work: SqlWork) -> tuple[Person, Obligation, Draft]:
        work.rounds.keep_plan("plan", "phuoc-long-2021", {"plan.toml": b"id = 1"}, NOW)
        work.rounds.keep_form("form", "kinh-te", b"<h:html/>", NOW)
        assert work.rounds.open(RoundRecord(self.round_id, "plan", "six_month", NOW))
        for unit in UNITS:
            work.obligations.add(self.round_id, unit, "form", DUE, NOW)
        an = work.people.add(AN, NOW)
        work.people.join(an.id, "kinh-te", Role.LIAISON, active=True, at=NOW)
        obligation = work.obligations.of_units(["kinh-te"])[0]
        draft = work.drafts.start(obligation.id, NOW)
        return work.people.get(an.id), obligation, draft
