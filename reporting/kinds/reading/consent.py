"""Words with which people say that they have read or agree."""

from __future__ import annotations

from reporting.kinds.reading.lexicon import listed
from reporting.text import fold

_CONSENT = listed(
    """
    ok; oke; okay; okie; co; roi; da; vang; u; uh; um; dung; yes; y; da ro; ro; da doc; da xem;
    da biet; da hieu; hieu roi; dong y; xac nhan; tiep; tiep tuc; tiep theo; vang a; da vang;
    da ro a; ok a; dung roi; nhat tri; da nam; da nam ro; cam on; xong; da dong y; toi dong y;
    em dong y; da xac nhan
    """
)


_NODS = frozenset("👍👌✅✔")
_VARIANTS = "\ufe0f🏻🏼🏽🏾🏿"


def is_consent(text: str) -> bool:
    """True for "ok", "đã rõ", "đồng ý", 👍 …"""
    return fold(text) in _CONSENT or text.strip().strip(_VARIANTS) in _NODS
