"""How spreadsheets name their columns, roles and units; compared folded (`reporting.text.fold`)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reporting.text import fold

if TYPE_CHECKING:
    from reporting.plan import Plan, Unit

# Column → its headings, the first one as a new file has it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit": ("Đơn vị", "Tên đơn vị", "Cơ quan", "Cơ quan, đơn vị", "Cơ quan/đơn vị"),
    "name": ("Họ và tên", "Họ tên", "Tên", "Họ và tên cán bộ", "Cán bộ"),
    "post": ("Chức vụ", "Chức danh", "Chức vụ, chức danh"),
    "phone": ("Số điện thoại", "Điện thoại", "SĐT", "ĐT", "Số ĐT", "Điện thoại di động",
              "Số di động", "Di động"),
    "role": ("Vai trò", "Nhiệm vụ", "Phân công"),
}  # fmt: skip

ROLES: Mapping[str, tuple[str, ...]] = {
    "liaison": ("Cán bộ đầu mối", "Đầu mối", "Đầu mối 1"),
    "second_liaison": ("Cán bộ phối hợp", "Phối hợp", "Đầu mối 2", "Đầu mối thứ hai"),
    "leader": ("Lãnh đạo đơn vị", "Lãnh đạo", "Thủ trưởng", "Lãnh đạo phụ trách"),
    "office": ("Cơ quan thường trực", "Thường trực", "Cán bộ thường trực"),
}

_COLUMN_OF = {fold(text): name for name, texts in COLUMNS.items() for text in texts}
_ROLE_OF = {fold(text): name for name, texts in ROLES.items() for text in texts}
_SPELLED = {
    "p": "phuong", "x": "xa", "tx": "thi xa", "tp": "thanh pho", "ubnd": "uy ban nhan dan",
    "mttq": "mat tran to quoc", "vn": "viet nam", "pgd": "phong giao dich", "nh": "ngan hang",
    "csxh": "chinh sach xa hoi", "nhcsxh": "ngan hang chinh sach xa hoi",
    "lhpn": "lien hiep phu nu", "ccb": "cuu chien binh", "va": "",
}  # fmt: skip
_UNSAID = ("uy ban nhan dan",)  # a commune is its committee here


def column_of(heading: str) -> str:
    """ "" for a column that is not read."""
    return _COLUMN_OF.get(fold(heading), "")


def role_of(text: str) -> str:
    """ "" for a word that names no role."""
    return _ROLE_OF.get(fold(text), "")


class UnitNames:
    """Finds a plan's unit by any of its names, written in full or the usual short ways."""

    def __init__(self, plan: Plan) -> None:
        self._places = [_spelled(plan.locality), _spelled(plan.place)]
        self._plan = plan
        self._units: dict[str, Unit | None] = {}
        for unit in plan.units:
            names = [unit.name, unit.short_name, unit.abbreviation, unit.id]
            if not unit.agency.is_group:
                names.append(unit.agency.name)
            self._learn(unit, names)

    def find(self, text: str) -> Unit | None:
        return self._units.get(self._key(text))

    def nearest(self, text: str) -> Unit | None:
        """What may have been meant; None when nothing is near."""
        known = [key for key, unit in self._units.items() if unit is not None]
        found = difflib.get_close_matches(self._key(text), known, n=1, cutoff=0.65)
        return self._units[found[0]] if found else None

    def _learn(self, unit: Unit, names: Iterable[str]) -> None:
        """A name that two units share names neither."""
        for key in {self._key(name) for name in names}:
            known = self._units.get(key, unit)
            self._units[key] = unit if known is unit else None

    def _key(self, text: str) -> str:
        spelled = _spelled(text)
        for place in self._places:
            spelled = spelled.removesuffix(f" {place}")
        for phrase in _UNSAID:
            spelled = spelled.removeprefix(f"{phrase} ")
        return spelled.removesuffix(" thi xa").replace(" ", "")


def _spelled(text: str) -> str:
    words = (_SPELLED.get(word, word) for word in fold(text).split())
    return " ".join(word for word in words if word)
