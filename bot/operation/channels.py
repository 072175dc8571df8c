"""Ways to reach an operator that do not lead through Telegram."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import aiohttp

from bot.config import AlarmSettings

_PATIENCE = 30.0  # seconds


class NotReached(Exception):
    """The channel did not take it. The text holds no secret."""


def send_mail(settings: AlarmSettings, subject: str, text: str, now: datetime) -> None:
    """Waits for the mail server: call it in a thread. Raises NotReached."""
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = settings.email_from or settings.email_to
    mail["To"] = settings.email_to
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain="tonghop.invalid")
    mail.set_content(text)
    try:
        with _connected(settings) as server:
            password = settings.smtp_password.get_secret_value()
            if settings.smtp_user:
                server.login(settings.smtp_user, password)
            server.send_message(mail)
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: not in ASCII
        raise NotReached(type(error).__name__) from error


def _connected(settings: AlarmSettings) -> smtplib.SMTP:
    where = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(*where, timeout=_PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(*where, timeout=_PATIENCE)
    if settings.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


async def ping(url: str) -> None:
    """Tells whoever watches from outside that all is well; silence is the alarm. Raises
    NotReached."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(_PATIENCE)) as session,
            session.get(url) as answer,
        ):
            if answer.status >= 400:
                raise NotReached(f"HTTP {answer.status}")
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NotReached(type(error).__name__) from error
