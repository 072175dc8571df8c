"""The settings and what each of them may be; `bot.config_file` reads them."""

from __future__ import annotations

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


class LogSettings(_Section):
    level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"


class Settings(_Section):
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    telegram: TelegramSettings = TelegramSettings()
    database: DatabaseSettings = DatabaseSettings()
    plan: PlanSettings = PlanSettings()
    files: FilesSettings = FilesSettings()
    delivery: DeliverySettings = DeliverySettings()
    inbox: InboxSettings = InboxSettings()
    backup: BackupSettings = BackupSettings()
    log: LogSettings = LogSettings()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
