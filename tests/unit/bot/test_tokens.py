"""Tokens of invitations come out of their marks only with the secret."""

from __future__ import annotations

from bot.connection.link_tokens import Tokens

SECRET = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"


def test_what_is_kept_becomes_what_is_shown() -> None:
    tokens = Tokens(SECRET)
    link = tokens.link("tonghop_bot")
    assert link.shown == f"https://t.me/tonghop_bot?start={link.token}"
    assert len(link.token) == 22
    assert link.token not in link.kept
    assert tokens.filled(f"Mở {link.kept} ngay") == f"Mở {link.shown} ngay"
    assert Tokens(SECRET).filled(link.kept) == link.shown, "after a restart, too"


def test_without_the_secret_a_mark_is_worth_nothing() -> None:
    link = Tokens(SECRET).link("tonghop_bot")
    assert Tokens("another").filled(link.kept) != link.shown


def test_no_two_links_are_the_same() -> None:
    tokens = Tokens(SECRET)
    links = [tokens.link("tonghop_bot") for _ in range(100)]
    assert len({link.token for link in links}) == len({link.kept for link in links}) == 100


def test_texts_without_a_mark_stay_as_they_are() -> None:
    tokens = Tokens(SECRET)
    for text in ("", "Kính chào", "\ue000ngắn\ue001", "\ue000" + "a" * 22, "\ue001"):
        assert tokens.filled(text) == text


def test_many_marks_are_filled_each_with_its_own() -> None:
    tokens = Tokens(SECRET)
    first, second = tokens.link("a_bot"), tokens.link("a_bot")
    assert tokens.filled(f"{first.kept} {second.kept}") == f"{first.shown} {second.shown}"
