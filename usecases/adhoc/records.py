"""Ad hoc requests as the use cases see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class RequestState(StrEnum):
    OPEN = "open"  # being written
    DROPPED = "dropped"
    SENT = "sent"
    CANCELLED = "cancelled"
    CLOSED = "closed"  # answers are taken no more; what is missing stays missing


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """`content` is `reporting.adhoc.Request` as JSON. `asked` names the step whose answer is
    awaited, "" when none is; `pending` what that step has gathered so far. `revision` counts the
    changes. `round_id` and `form_version` are "" until it is sent."""

    id: int
    person_id: int
    state: RequestState
    content: Mapping[str, Any]
    asked: str
    pending: Mapping[str, Any]
    revision: int
    round_id: str = ""
    form_version: str = ""
