"""Numbers and moments as templates show them. Each filter has a Vietnamese name, for templates are
written by people of the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from reporting.kinds import show_date

Number = int | float | str | Decimal


def with_points(value: Number) -> str:
    """1234567.5 -> "1.234.567,5"; all digits there are."""
    sign, digits = ("-", str(value)[1:]) if str(value).startswith("-") else ("", str(value))
    whole, _, fraction = digits.partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + ("," + fraction if fraction else "")


def rounded(value: Number, places: int) -> str:
    """Half up, to exactly `places` decimals: (0.125, 2) -> "0,13"."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(str(value)).quantize(step, ROUND_HALF_UP) + 0  # + 0: no "-0"
    return with_points(format(exact, "f"))


def filters(zone: tzinfo, moment: str) -> dict[str, Callable[..., str]]:
    """By the name templates use. `moment` is a strftime format with "{day}" for the date as in a
    sentence (05/6/2021); moments are ISO 8601 with their offset and shown in `zone`."""

    def at(value: str) -> str:
        local = datetime.fromisoformat(value).astimezone(zone)
        return local.strftime(moment).format(day=show_date(local.date()))

    def on(value: str) -> str:
        return show_date(date.fromisoformat(value[:10]))

    return {"luc": at, "ngay": on, "so": with_points, "so_le": rounded}
