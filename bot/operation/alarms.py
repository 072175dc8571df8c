"""Calls the operator by a second path: Telegram cannot report that Telegram is out of reach."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.config import Settings
from bot.operation.channels import NotReached, ping, send_mail
from bot.operation.facts import Survey
from bot.operation.findings import Finding, wrong_with
from bot.operation.threads import in_thread
from bot.patient import PatientWriter
from bot.speaking.catalogue import catalogue
from usecases.presence import LAST_HEARD

_log = logging.getLogger(__name__)
_PING = timedelta(minutes=5)
_PING_AGAIN = timedelta(minutes=1)  # when nobody listened
_AGAIN = timedelta(hours=24)  # what goes on is told once a day


# Setting: when an operator was last told that Telegram refuses the token.
REFUSED = "token_refused_told"


class Alarms:
    """Call it every minute. A finding is mailed when it is new, when it goes on after a day, and
    once more when it is over. While nothing is wrong the ping address is called; whoever listens
    there raises the alarm when it falls silent, even if this machine is gone. `heard`: whether
    Telegram has answered this process; before that a bot that is started again and again, only to
    be refused, would look well.

    A mail that was not taken is tried again with the next call."""

    def __init__(
        self,
        settings: Settings,
        survey: Survey,
        clock: Clock,
        place: str,
        heard: Callable[[], bool],
    ) -> None:
        self._settings = settings
        self._survey = survey
        self._clock = clock
        self._place = place
        self._heard = heard
        self._well = False  # nothing was wrong when it was last looked
        self._told: dict[str, datetime] = {}  # by finding
        self._noted: set[str] = set()
        self._next_ping: datetime | None = None
        self._unreached = False

    async def __call__(self) -> None:
        now = self._clock.now()
        facts = await in_thread(lambda: self._survey.take(now))
        wrong = wrong_with(facts, self._settings)
        self._well = not wrong
        await self._tell(wrong, now)
        await self.ping()

    async def ping(self) -> None:
        """Call it every second; most times there is nothing to do."""
        now, url = self._clock.now(), self._settings.alarm.ping_url.get_secret_value()
        if not (url and self._well and self._heard()):
            return
        if self._next_ping is not None and now < self._next_ping:
            return
        self._next_ping = now + _PING_AGAIN
        try:
            await ping(url)
        except NotReached as error:
            self._note_unreached("alarm.no_ping", error)
        else:
            self._next_ping, self._unreached = now + _PING, False

    async def token_refused(self, writer: PatientWriter) -> None:
        """The last word of a bot that ends because Telegram refuses its token: mail once a day,
        however often it is started again without Telegram having answered meanwhile. Nothing is
        called: silence is the other alarm."""
        now = self._clock.now()
        told, heard = await writer.perform(
            lambda work: (work.settings.get(REFUSED), work.settings.get(LAST_HEARD))
        )
        if told and told > (heard or "") and now - datetime.fromisoformat(told) < _AGAIN:
            return
        if await self._mailed([Finding("token_refused")], now):
            await writer.perform(lambda work: work.settings.put(REFUSED, now.isoformat()))

    async def _tell(self, wrong: Sequence[Finding], now: datetime) -> None:
        self._note(wrong)
        keys = {_key(finding) for finding in wrong}
        due = [key for key in keys if key not in self._told or now - self._told[key] >= _AGAIN]
        over = self._told.keys() - keys
        if not due and not (over and not wrong):
            self._forget(over)
            return
        if await self._mailed(wrong, now):
            self._told.update(dict.fromkeys(keys, now))
            self._forget(over)

    def _note(self, wrong: Sequence[Finding]) -> None:
        """In the log, where it may be the only one to look."""
        for finding in wrong:
            if _key(finding) not in self._noted:
                _log.error("%s %s", finding.text, finding.remedy)
        self._noted = {_key(finding) for finding in wrong}

    def _forget(self, keys: set[str]) -> None:
        for key in keys:
            del self._told[key]

    async def _mailed(self, wrong: Sequence[Finding], now: datetime) -> bool:
        """True when nobody asked for mail, too."""
        alarm = self._settings.alarm
        if not alarm.email_to:
            return True
        code = "alarm.subject" if wrong else "alarm.over_subject"
        subject = catalogue().operator(code, place=self._place, count=len(wrong))
        lines = [f"- {finding.text}\n  {finding.remedy}" for finding in wrong]
        text = "\n".join(lines) or catalogue().operator("alarm.over")
        try:
            await in_thread(lambda: send_mail(alarm, subject, text + "\n", now))
        except NotReached as error:
            self._note_unreached("alarm.no_mail", error)
            return False
        self._unreached = False
        return True

    def _note_unreached(self, code: str, error: NotReached) -> None:
        """Once until it is over."""
        if not self._unreached:
            self._unreached = True
            _log.error(catalogue().operator(code, error=error))


def _key(finding: Finding) -> str:
    """More dead letters are news; a minute more of silence is not."""
    return (
        f"{finding.code}:{finding.params['count']}"
        if finding.code == "dead_letters"
        else finding.code
    )
