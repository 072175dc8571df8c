"""Tokens of invitations: derived, so that no database holds one.

What is stored of a link has a mark in the place of its token, and the invitation has the token's
hash. The token itself comes out of the mark only with the secret, when the message is sent."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from dataclasses import dataclass

from bot.connection.links import invite_link

# Private use characters of Unicode: nobody types them, and the voice lets them through.
_MARK = re.compile("\ue000([A-Za-z0-9_-]{22})\ue001")
_BYTES = 16


@dataclass(frozen=True, slots=True)
class Link:
    token: str
    shown: str  # what people open
    kept: str  # what may be stored


class Tokens:
    """`secret` is the bot's own token: who has it is the bot anyway."""

    def __init__(self, secret: str) -> None:
        self._key = secret.encode()

    def link(self, username: str) -> Link:
        """A new one, 128 bits of it unknown to whoever does not know the secret."""
        nonce = secrets.token_urlsafe(_BYTES)
        token = self._token(nonce)
        marked = invite_link(username, f"\ue000{nonce}\ue001")
        return Link(token, invite_link(username, token), marked)

    def filled(self, text: str) -> str:
        """With the tokens in the place of their marks."""
        if "\ue000" not in text:
            return text
        return _MARK.sub(lambda mark: self._token(mark[1]), text)

    def _token(self, nonce: str) -> str:
        digest = hmac.digest(self._key, b"invitation:" + nonce.encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:_BYTES]).rstrip(b"=").decode()
