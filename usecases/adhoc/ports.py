"""What ad hoc requests need from the outside: see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from usecases.adhoc.records import RequestRecord, RequestState


class Requests(Protocol):
    def start(
        self, person_id: int, content: Mapping[str, Any], asked: str, at: datetime
    ) -> RequestRecord: ...

    def get(self, request_id: int) -> RequestRecord | None: ...

    def open_of(self, person_id: int) -> RequestRecord | None:
        """The one this person is writing; the newest."""
        ...

    def of_round(self, round_id: str) -> RequestRecord | None: ...

    def sent(self) -> Sequence[RequestRecord]:
        """Those whose rounds go on, newest first."""
        ...

    def going_on(self) -> Sequence[RequestRecord]:
        """Those that are being written or whose rounds go on."""
        ...

    def over(self) -> frozenset[str]:
        """Ids of the rounds that take no answers any more."""
        ...

    def keep(
        self,
        request_id: int,
        revision: int,
        *,
        content: Mapping[str, Any],
        asked: str,
        pending: Mapping[str, Any],
        at: datetime,
    ) -> bool:
        """Guarded: False when it has another revision by now."""
        ...

    def send(self, request_id: int, round_id: str, form_version: str, at: datetime) -> bool:
        """Guarded: False unless it was open."""
        ...

    def set_form(self, request_id: int, form_version: str) -> None:
        """Of one that was sent: another version, with other words for the same questions."""
        ...

    def settle(self, request_id: int, was: RequestState, state: RequestState, at: datetime) -> bool:
        """Guarded: False unless it was in state `was`."""
        ...
