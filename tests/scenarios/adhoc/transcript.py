"""A request from the first tap to the report, as a page to read: what people do stands in the file,
what each of them then sees is filled in.

    Hoa = office, Bé = xa-long-giang

    Hoa> /dotxuat
    Hoa> Lốc xoáy
    Hoa> [Xong]                   a button, by what it reads
    Hoa> (tệp 512.pdf)            a file, whose bytes arrive at once
    (8 giờ sau)

Lines of people are kept, all others are written by `played`: what is said to whoever acts, and the
first line of what reaches others.
"""

from __future__ import annotations

import re
from datetime import timedelta

from reporting.answers import FileValue
from storage.work import SqlWork
from tests.usecases.town import Resident, Shown, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.adhoc.letters import send_on
from usecases.attachments import keep_fetched
from usecases.consolidated import want_consolidated

COMMANDS = {"/dotxuat": ask_ad_hoc, "/tonghop": want_consolidated}
LINE = re.compile(r"(\w+)> (.*)")
LATER = re.compile(r"\((\d+) giờ sau\)")
FILE = re.compile(r"\(tệp (.+)\)")


class Page:
    """`people` are those of the head, by name; `acts` counts what each of them did."""

    def __init__(self, town: Town, written: str) -> None:
        self.town = town
        self._head, _, self._rest = written.partition("\n\n")
        self.people: dict[str, Resident] = {}
        self.acts: dict[str, int] = {}
        for number, each in enumerate(self._head.split(", "), 1):
            name, unit = each.split(" = ")
            self.people[name] = (
                town.office() if unit == "office" else town.invited(unit, 100 + number, name)
            )

    def played(self) -> str:
        out = [self._head, ""]
        for line in self._rest.splitlines():
            act, later = LINE.fullmatch(line), LATER.fullmatch(line)
            if later is not None:
                self.town.now += timedelta(hours=int(later[1]))
                out += [line, ""]
            elif act is not None and act[1] in self.people:
                out += [line, *self._done(act[1], act[2]), ""]
        return "\n".join(out).rstrip() + "\n"

    def _done(self, name: str, what: str) -> list[str]:
        before = {each: len(person.phone) for each, person in self.people.items()}
        self._do(self.people[name], what)
        self.acts[name] = self.acts.get(name, 0) + 1
        lines = []
        for each, person in self.people.items():
            for shown in person.phone[before[each] :]:
                lines += _said(shown) if each == name else _heard(each, shown)
        return lines

    def _do(self, person: Resident, what: str) -> None:
        file = FILE.fullmatch(what)
        if what in COMMANDS:
            person.do(COMMANDS[what])
        elif file is not None:
            person.attach(FileValue(file[1], "application/pdf", 1234, f"F-{file[1]}"))
            self._arrived()
        else:
            person.give(what)

    def _arrived(self) -> None:
        [(key,)] = self.town.rows("SELECT max(id) FROM attachment")

        def keep(work: SqlWork) -> None:
            keep_fetched(work, key, "ab" * 32, 1234, self.town.now)
            send_on(work, key, self.town.now)

        self.town.do(keep)
        self.town.deliver()


def _said(shown: Shown) -> list[str]:
    text = [f"    {line}".rstrip() for line in shown.text.splitlines()]
    return [*text, *([f"    [{'] ['.join(shown.labels)}]"] if shown.labels else [])]


def _heard(name: str, shown: Shown) -> list[str]:
    first = shown.text.splitlines()[0]
    return [f"    → {name}: {first}"]
