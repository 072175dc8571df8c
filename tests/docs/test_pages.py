"""What the pages say is so: links lead somewhere, commands exist, words are those of the code."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.__main__ import main
from bot.config import Settings
from handlers import command_handlers
from tests.sources import ROOT, read, tracked

PAGES = [file for file in tracked() if file.suffix == ".md" and file.parts[0] != "plans"]
GUIDES = [
    page
    for page in PAGES
    if page.name.startswith("huong-dan-") and page.stem.endswith(("dau-moi", "van-phong"))
]
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
SECTIONS = {name for name, field in Settings.model_fields.items() if field.annotation is not str}


def by_page(pages: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=str)


def quoted(page: Path) -> Iterator[str]:
    """Lines of code blocks, and what stands in backticks."""
    text = read(page)
    for block in FENCED.findall(text):
        yield from block.splitlines()
    yield from INLINE.findall(FENCED.sub("", text))


def starting(page: Path, *commands: str) -> Iterator[list[str]]:
    """The words of each quoted call of one of `commands`, without the command itself."""
    for line in quoted(page):
        called = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
        name, _, rest = called.partition(" ")
        if name in commands:
            yield shlex.split(rest, comments=True)


@by_page(PAGES)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCED.sub("", read(page))):
        path, _, anchor = target.partition("#")
        if path.startswith(("http://", "https://", "mailto:")):
            continue
        found = (ROOT / page).parent / path if path else ROOT / page
        assert found.resolve().is_relative_to(ROOT), target
        assert found.exists(), target
        if anchor:
            assert anchor in _anchors(found.read_text(encoding="utf-8")), target


def _anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@by_page(PAGES)
def test_every_command_is_one(page: Path) -> None:
    for words in starting(page, "tonghop"):
        command, rest = _resolved(main, words)
        options = {option for each in command.params for option in each.opts}
        named = {word.partition("=")[0] for word in rest if word.startswith("--")} - {"--"}
        assert named <= options | {"--help", "--version"}, words


def _resolved(command: click.Command, words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that `words` name, and what is left of them."""
    if not isinstance(command, click.Group) or not words or words[0].startswith("-"):
        return command, words
    found = [command.get_command(click.Context(command), name) for name in words[0].split("|")]
    assert all(found), f"no command {words[0]}"
    assert found[0] is not None
    return _resolved(found[0], words[1:])


@by_page(PAGES)
def test_every_make_target_is_one(page: Path) -> None:
    known = set(re.findall(r"^([\w.-]+):", read("Makefile"), re.MULTILINE))
    for words in starting(page, "make"):
        targets = [word for word in words if "=" not in word and not word.startswith("-")]
        assert set(targets) <= known, words


@by_page(PAGES)
def test_every_setting_is_one(page: Path) -> None:
    text = read(page)
    for section, key in re.findall(rf"`({'|'.join(SECTIONS)})\.(\w+)", text):
        if (key, section) != ("toml", "plan"):
            _setting(section, key)
    for section, key in re.findall(r"\bTONGHOP_([A-Z]+)__([A-Z_]*[A-Z])\b", text):
        _setting(section.lower(), key.lower())


def _setting(section: str, key: str) -> None:
    assert section in SECTIONS, section
    fields = getattr(Settings.model_fields[section].annotation, "model_fields", {})
    assert key in {field.alias or name for name, field in fields.items()}, f"{section}.{key}"


@by_page(PAGES)
def test_every_path_is_there(page: Path) -> None:
    folders = {file.parts[0] for file in tracked() if len(file.parts) > 1}
    for said in quoted(page):
        if re.fullmatch(r"[\w./-]+", said) and said.partition("/")[0] in folders and "/" in said:
            assert (ROOT / said).exists() or (ROOT / f"{said}.py").exists(), said


def test_the_readme_says_how_to_try_and_how_to_test() -> None:
    lines = [line for block in FENCED.findall(read("README.md")) for line in block.splitlines()]
    assert "make demo" in lines
    assert "make test" in lines


def test_the_readme_shows_pictures() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", read("README.md"))
    assert len(pictures) >= 2
    assert {(ROOT / picture).read_bytes()[:8] for picture in pictures} == {b"\x89PNG\r\n\x1a\n"}


def test_the_changelog_begins_with_what_is_not_released() -> None:
    titles = re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert titles[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", title) for title in titles[1:])
    assert titles[1:2] == [] or titles[1].startswith(f"{version} ")


def test_the_architecture_page_has_a_paragraph_for_each_folder() -> None:
    paragraphs = read("docs/architecture.md").split("\n\n")
    folders = {file.parts[0] for file in tracked() if len(file.parts) > 1} - {".ci"}
    told = {folder for folder in folders if any(p.startswith(f"`{folder}/`") for p in paragraphs)}
    assert told == folders


def test_decisions_are_numbered() -> None:
    decisions = sorted(f for f in tracked() if f.parts[:2] == ("docs", "adr"))
    assert decisions
    for number, file in enumerate(decisions, 1):
        assert re.fullmatch(rf"{number:04}-[a-z0-9-]+\.md", file.name)
        assert read(file).startswith(f"# {number}. ")


@by_page(GUIDES)
def test_guides_name_buttons_and_commands_that_there_are(page: Path) -> None:
    buttons = tomllib.loads(read("templates/messages/vi/buttons.toml")).values()
    labels = {label.partition("{")[0].rstrip(" (:") for label in buttons}
    text = read(page)
    named = set(re.findall(r"\*\*([^*]+)\*\*", text)) - {"đậm"}
    assert named
    assert named <= labels
    registered = {name for handler in command_handlers() for name in handler.commands}
    assert set(re.findall(r"`/([a-z]+)", text)) <= registered
