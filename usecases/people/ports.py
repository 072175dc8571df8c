"""What the use cases need to know people by: see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from usecases.records import (
    JSON,
    DirectoryEntry,
    Invite,
    Membership,
    Person,
    Role,
    Sender,
    Upload,
)


class People(Protocol):
    def of(self, sender: Sender) -> Person | None:
        """The person with this Telegram account, with all memberships; keeps the name and chat
        fresh and clears `blocked`."""
        ...

    def get(self, person_id: int) -> Person: ...

    def add(self, sender: Sender, at: datetime) -> Person: ...

    def join(
        self,
        person_id: int,
        unit_id: str,
        role: Role,
        *,
        active: bool,
        at: datetime,
        entry_id: int | None = None,
        replaces_id: int | None = None,
    ) -> int:
        """The membership's id. Idempotent for the same person, unit and role; a revoked membership
        becomes a new one."""
        ...

    def membership(self, membership_id: int) -> Membership | None: ...

    def of_entry(self, entry_id: int) -> Sequence[Membership]:
        """The pending and active memberships that stand for this entry of the directory."""
        ...

    def stand_for(self, membership_id: int, entry_id: int) -> None: ...

    def activate(self, membership_id: int) -> bool:
        """Guarded: False unless it was pending."""
        ...

    def revoke(self, membership_id: int) -> bool:
        """Guarded: False when it was revoked before."""
        ...

    def set_phone(self, person_id: int, phone: str) -> None: ...

    def seen(self, person_id: int, at: datetime) -> None: ...

    def focus(self, person_id: int, stack: Sequence[int]) -> None: ...

    def office(self) -> Sequence[Person]:
        """Active office people with a chat."""
        ...

    def of_unit(self, unit_id: str) -> Sequence[Person]:
        """Active people of the unit, liaisons first."""
        ...

    def roll(self) -> Sequence[Person]:
        """Everybody with a pending or active membership, in the order they came."""
        ...

    def block(self, chat_id: int, at: datetime) -> None: ...


class Invites(Protocol):
    def add(
        self,
        token_sha256: str,
        unit_id: str,
        role: Role,
        *,
        expires_at: datetime,
        direct: bool,
        at: datetime,
        by: int | None,
        entry_id: int | None = None,
        replaces_id: int | None = None,
    ) -> int: ...

    def find(self, token_sha256: str) -> Invite | None: ...

    def use(self, invite_id: int, person_id: int, at: datetime) -> bool:
        """False when somebody used or revoked it in the meantime."""
        ...

    def void(self, entry_id: int, at: datetime) -> None:
        """Revokes the unused invitations of this entry of the directory."""
        ...

    def outstanding(self, now: datetime) -> Sequence[Invite]:
        """Neither used, revoked nor expired; oldest first."""
        ...

    def guessed(self, telegram_id: int, at: datetime, window: timedelta) -> int:
        """Counts one more wrong token; how many there are since the first one in `window`."""
        ...

    def guesses(self, telegram_id: int, at: datetime, window: timedelta) -> int: ...


class Directory(Protocol):
    def add(
        self,
        unit_id: str,
        role: Role,
        name: str,
        post: str,
        phone: str,
        *,
        at: datetime,
        by: int | None,
    ) -> int: ...

    def change(self, entry_id: int, name: str, post: str, phone: str) -> None: ...

    def remove(self, entry_id: int, at: datetime) -> bool:
        """Guarded: False when it was removed before."""
        ...

    def get(self, entry_id: int) -> DirectoryEntry | None:
        """None for a removed one."""
        ...

    def all(self) -> Sequence[DirectoryEntry]:
        """All but the removed ones, in the order they were entered."""
        ...

    def show(self, name: str, sha256: str, people: JSON, *, at: datetime, by: int) -> int:
        """Keeps what a file says until it is decided on."""
        ...

    def shown(self, upload_id: int) -> Upload | None: ...

    def decide(self, upload_id: int, state: str, at: datetime) -> bool:
        """Guarded: to "kept" or "dropped", True for exactly one caller."""
        ...
