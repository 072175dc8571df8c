"""The settings and what each of them may be; `bot.config_file` reads them."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    SecretStr,
)
from pydantic_core import PydanticCustomError


def _http(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise PydanticCustomError("not_http", "an http address")
    return value


def _secret_http(value: SecretStr) -> SecretStr:
    _http(value.get_secret_value())
    return value


def _proxy(value: SecretStr) -> SecretStr:
    if value.get_secret_value().lower().startswith("socks"):
        raise PydanticCustomError("socks_proxy", "socks is not supported")
    _http(value.get_secret_value())
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise PydanticCustomError("no_such_zone", "a time zone") from error
    return value


def _loopback(value: str) -> str:
    """host:port; what is told there is for this machine only."""
    host, _, port = value.rpartition(":")
    if value and not (_is_here(host.strip("[]")) and port.isascii() and port.isdigit()):
        raise PydanticCustomError("not_loopback", "a port of this machine")
    return value


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


HttpUrl = Annotated[str, AfterValidator(_http)]
Rate = Annotated[float, Field(ge=0)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class TelegramSettings(_Section):
    token: SecretStr = SecretStr("")
    token_file: Path | None = None
    base_url: HttpUrl = "https://api.telegram.org/bot"
    file_url: HttpUrl = "https://api.telegram.org/file/bot"
    proxy: Annotated[SecretStr, AfterValidator(_proxy)] = SecretStr("")  # may hold a password
    poll_seconds: Annotated[int, Field(ge=0, le=50)] = 30


class WebhookSettings(_Section):
    """With a `url` Telegram delivers there, through a proxy that ends TLS and leads to `listen`."""

    url: Annotated[SecretStr, AfterValidator(_secret_http)] = SecretStr("")
    listen: Annotated[str, AfterValidator(_loopback)] = "127.0.0.1:8081"


class DatabaseSettings(_Section):
    url: SecretStr = SecretStr("sqlite:///var/tonghop.sqlite")  # may hold a password
    schema_name: str = Field(default="", alias="schema")  # PostgreSQL only


class PlanSettings(_Section):
    path: Path = Path("plans/phuoc-long-2021")


class FilesSettings(_Section):
    path: Path = Path("var/files")


class DeliverySettings(_Section):
    """Rates in messages a second; 0 sets no limit."""

    per_second: Rate = 25.0
    chat_burst: PositiveInt = 3
    chat_per_second: Rate = 1.0
    parallel: PositiveInt = 64


class InboxSettings(_Section):
    parallel: PositiveInt = 16


class BackupSettings(_Section):
    """Made once a day after `hour`; the newest of so many days, weeks and months are kept."""

    on: bool = True
    path: Path = Path("var/backups")
    hour: Annotated[int, Field(ge=0, le=23)] = 2
    keep_days: PositiveInt = 7
    keep_weeks: NonNegativeInt = 4
    keep_months: NonNegativeInt = 12
    key_file: Path | None = None


class RetentionSettings(_Section):
    """0 keeps for ever."""

    messages_days: NonNegativeInt = 90
    attachments_days: NonNegativeInt = 1825


class HealthSettings(_Section):
    listen: Annotated[str, AfterValidator(_loopback)] = ""  # 127.0.0.1:9180; "" = nowhere


class AlarmSettings(_Section):
    """When to call the operator, and how: by mail, by an address that is called while all is well,
    or both."""

    silent_minutes: PositiveInt = 15
    disk_free_mb: PositiveInt = 500
    backup_hours: PositiveInt = 36
    ping_url: Annotated[SecretStr, AfterValidator(_secret_http)] = SecretStr("")
    email_to: str = ""
    email_from: str = ""
    smtp_host: str = "localhost"
    smtp_port: Annotated[int, Field(gt=0, lt=2**16)] = 587
    smtp_security: Annotated[str, Field(pattern="^(starttls|tls|none)$")] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")


class LogSettings(_Section):
    level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"
    format: Annotated[str, Field(pattern="^(text|json)$")] = "text"


class Settings(_Section):
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    telegram: TelegramSettings = TelegramSettings()
    webhook: WebhookSettings = WebhookSettings()
    database: DatabaseSettings = DatabaseSettings()
    plan: PlanSettings = PlanSettings()
    files: FilesSettings = FilesSettings()
    delivery: DeliverySettings = DeliverySettings()
    inbox: InboxSettings = InboxSettings()
    backup: BackupSettings = BackupSettings()
    retention: RetentionSettings = RetentionSettings()
    health: HealthSettings = HealthSettings()
    alarm: AlarmSettings = AlarmSettings()
    log: LogSettings = LogSettings()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
