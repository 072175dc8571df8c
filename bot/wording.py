"""Numbers and moments as templates show them. Each filter has a Vietnamese name, for templates are
written by people of the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

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


def filters(zone: tzinfo, formats: Mapping[str, str]) -> dict[str, Callable[..., str]]:
    """By the name templates use. `formats` gives the strftime format of `moment` and `day`; moments
    are ISO 8601 with their offset and shown in `zone`."""

    def moment(value: str) -> str:
        return datetime.fromisoformat(value).astimezone(zone).strftime(formats["moment"])

    def day(value: str) -> str:
        return date.fromisoformat(value[:10]).strftime(formats["day"])

    return {"luc": moment, "ngay": day, "so": with_points, "so_le": rounded}
