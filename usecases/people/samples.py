"""Messages about people, with sample parameters: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON

_AT = "2021-06-15T09:05:00+07:00"
_UNTIL = "2021-06-18T09:05:00+07:00"
_PHONE = "+84912345678"
_UNIT: dict[str, JSON] = {"unit": "Phòng Kinh tế thị xã Phước Long"}
_WHO: dict[str, JSON] = {"name": "Nguyễn Văn An", "role": "liaison", **_UNIT}
_NAMED: dict[str, JSON] = {"name": "Nguyễn Văn An", "address": "Anh/Chị", **_UNIT}
_MEMBER: dict[str, JSON] = {
    "name": "Nguyễn Văn An",
    "listed": "Nguyễn Văn An",
    "post": "Chuyên viên",
    "role": "liaison",
    "state": "active",
    "phone": _PHONE,
    "shared": True,
    "blocked": False,
    "seen_at": _AT,
}
_PENDING: dict[str, JSON] = _MEMBER | {
    "listed": "",
    "post": "",
    "role": "second_liaison",
    "state": "pending",
    "phone": "",
    "shared": False,
    "seen_at": None,
}
_ENTRY: dict[str, JSON] = {
    "name": "Trần Thị Bé",
    "post": "Phó Trưởng phòng",
    "role": "leader",
    "phone": _PHONE,
    "invited_until": _UNTIL,
}
_LISTED: dict[str, JSON] = {
    "unit": "Phòng Kinh tế",
    "role": "liaison",
    "name": "Nguyễn Văn An",
    "phone": _PHONE,
}
_LINK = "https://t.me/tonghop_bot?start=0123456789abcdefghijkl"
_GUEST: dict[str, JSON] = {"name": "Nguyễn Văn An", "role": "liaison", "link": _LINK}
_TEXT: dict[str, JSON] = {
    **_UNIT,
    "address": "Anh/Chị",
    "tone": "de_nghi",
    "programme": "Chương trình MTQG giảm nghèo",
    "office": "Phòng Nội vụ - LĐTB&XH",
    "until": _UNTIL,
}
_PLACE: dict[str, JSON] = {
    "file": "",
    "line": None,
    "sheet": "Sheet1",
    "row": 5,
    "column": "D (Số điện thoại)",
    "key": "",
}
_ENDS: list[dict[str, JSON]] = [
    {**_UNIT, "address": "Anh/Chị", "role": role, "office": "Phòng Nội vụ - LĐTB&XH"}
    for role in ("liaison", "second_liaison", "leader", "office")
]

PEOPLE_SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
    "ask_to_decline": [_WHO],
    "ask_to_invite_all": [{"people": 31, "units": 24}],
    "ask_to_revoke": [_WHO],
    "ask_to_strike": [{"name": "Trần Thị Bé"}],
    "blocked_notice": [{**_WHO, "phone": _PHONE}, {**_WHO, "phone": ""}],
    "confirm_person": [
        {**_WHO, "phone": _PHONE, "taken": False},
        {**_WHO, "phone": _PHONE, "taken": True},
        {**_WHO, "phone": "", "taken": False},
    ],
    "contact_not_own": [{}],
    "contact_taken": [{}],
    "directory_blank": [{}],
    "directory_decided": [
        {"name": "danh-ba.xlsx", "kept": True},
        {"name": "danh-ba.xlsx", "kept": False},
    ],
    "directory_faults": [
        {
            "name": "danh-ba.xlsx",
            "faults": [
                {"code": "directory.phone_unfit", "place": _PLACE, "params": {"text": "091234"}},
                {"code": "directory.missing", "place": _PLACE, "params": {}},
            ],
        }
    ],
    "directory_kept": [{"new": 24, "changed": 0}, {"new": 0, "changed": 2}],
    "directory_preview": [
        {
            "name": "danh-ba.xlsx",
            "new": [_LISTED],
            "changed": [_LISTED | {"old_name": "Nguyễn Văn An", "old_phone": "+84987654321"}],
            "same": 22,
            "unmentioned": [_LISTED],
        },
        {"name": "danh-ba.xlsx", "new": [], "changed": [], "same": 24, "unmentioned": []},
    ],
    "entry": [{**_UNIT, **_ENTRY}, {**_UNIT, **_ENTRY, "invited_until": None, "post": ""}],
    "help": [
        {"office": office, "reports": reports, "leads": leads}
        for office, reports, leads in (
            (False, True, False),
            (True, True, False),
            (False, False, True),
            (False, True, True),
        )
    ],
    "invitation": [
        {**_WHO, "link": _LINK, "until": _UNTIL, "replaces": False},
        {**_WHO, "name": "", "link": _LINK, "until": _UNTIL, "replaces": True},
    ],
    "invitation_failed": [{}],
    "invitation_pages": [{"people": 31, "units": 24, "until": _UNTIL}],
    "invitation_pages_pdf": [{}],
    "invitation_text": [
        {**_TEXT, "people": [_GUEST]},
        {**_TEXT, "tone": "kinh_de_nghi", "people": [_GUEST | {"name": "", "role": "leader"}]},
        {**_TEXT, "people": [_GUEST, _GUEST | {"name": "Trần Thị Bé", "role": "leader"}]},
    ],
    "invite_agency": [{}],
    "invite_expired": [{"office": "Phòng Nội vụ - LĐTB&XH"}],
    "invite_role": [{**_UNIT, "listed": 0}, {**_UNIT, "listed": 2}],
    "invite_unit": [{"agency": "Các Hội đoàn thể thị xã"}],
    "invite_unknown": [{"office": "Phòng Nội vụ - LĐTB&XH"}],
    "invite_used": [{"office": "Phòng Nội vụ - LĐTB&XH"}],
    "invite_wait": [{"minutes": 10, "office": "Phòng Nội vụ - LĐTB&XH"}],
    "inviting_all": [{}],
    "joined_notice": [_WHO],
    "member": [{**_UNIT, **_MEMBER}, {**_UNIT, **_PENDING}, {**_UNIT, **_MEMBER, "blocked": True}],
    "member_done": [
        {**_WHO, "what": what}
        for what in ("confirmed", "confirmed_before", "declined", "revoked", "changed", "own")
    ],
    "membership_confirmed": _ENDS,
    "membership_declined": _ENDS,
    "membership_ended": _ENDS,
    "nobody_to_invite": [{}],
    "people": [
        {
            "units": 24,
            "joined": 22,
            "active": 30,
            "pending": 1,
            "blocked": [{"name": "Nguyễn Văn An", "unit": "Phòng Kinh tế", "phone": _PHONE}],
            "absent": 3,
            "nobody": ["Thị Đoàn", "xã Phước Tín"],
        },
        {
            "units": 24,
            "joined": 24,
            "active": 48,
            "pending": 0,
            "blocked": [],
            "absent": 0,
            "nobody": [],
        },
    ],
    "people_of_unit": [
        {
            **_UNIT,
            "people": [_MEMBER, _PENDING, _MEMBER | {"blocked": True, "phone": ""}],
            "absent": [_ENTRY, _ENTRY | {"invited_until": None, "post": ""}],
        },
        {**_UNIT, "people": [], "absent": []},
    ],
    "people_waiting": [
        {"people": [_PENDING | _UNIT | {"short": "Phòng Kinh tế", "address": "", "tone": ""}]},
        {"people": []},
    ],
    "struck": [{"name": "Trần Thị Bé"}],
    "waiting": [
        {"office": "Phòng Nội vụ - LĐTB&XH", "shared": True},
        {"office": "Phòng Nội vụ - LĐTB&XH", "shared": False},
    ],
    "welcome": [{**_NAMED, "role": role} for role in ("liaison", "second_liaison", "leader")],
    "welcome_office": [_NAMED],
    "welcome_pending": [{**_NAMED, "role": "liaison"}],
}
