"""A template of the office's: each fault is found where it stands, and nothing reaches the bot."""

from __future__ import annotations

import pytest

from documents.template_source import build_template
from documents.templating.check import check_tags, has_tags
from documents.templating.killable import Failed, render_apart
from documents.templating.samples import trials_of
from documents.templating.trial import Trial
from documents.templating.wire import dumps, loads
from documents.word import WordDocuments
from documents.zipped import zip_members
from tests.documents import filling, opened

BODY = "word/document.xml"
TITLE, LINE, BLOCK = "{{ title }}", "{{ line }}", "{{ block.text }}"
CONTEXT = opened.word().consolidated_context(
    filling.report(missing=tuple(unit.id for unit in filling.the_plan().units))
)
TRIALS = trials_of(filling.the_plan(), opened.word(), filling.NOW)


def template(old: str = "", new: str = "") -> bytes:
    built = build_template("consolidated")
    return opened.changed(built, BODY, old, new, 1) if old else built


def faults(data: bytes) -> list[tuple[str, str, str]]:
    return [(each.code, each.name, each.place) for each in check_tags(data, CONTEXT).faults]


def notes(trial: Trial) -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in trial.verdict.notes]


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        (TITLE, "{{ titel }}", "name", "titel"),
        (TITLE, "{{ tieu_de }}", "name", "tieu_de"),
        (LINE, "{{ letter.isuer }}", "name", "letter.isuer"),
        (LINE, "{{ letter['isuer'] }}", "name", "letter.isuer"),
        (BLOCK, "{{ block.txt }}", "name", "block.txt"),
        (BLOCK, "{{ section.blocks[0].txt }}", "name", "section.blocks.txt"),
        ("{{ annex.title|upper }}", "{{ annex.titel|upper }}", "name", "annex.titel"),
        ("section in sections", "section in section", "name", "section"),
        ("annex in annexes", "annex in phu_luc", "name", "phu_luc"),
        (TITLE, "{{ title|viet_hoa }}", "filter", "viet_hoa"),
        (TITLE, "{{ title|safe }}", "unsafe", "safe"),
        (TITLE, "{{ title|attr('x') }}", "unsafe", "attr"),
        (TITLE, "{{ ''.__class__.__mro__ }}", "unsafe", "__class__"),
        (TITLE, "{{ title.__init__ }}", "unsafe", "__init__"),
        (TITLE, "{{ title", "unclosed", "{{ title"),
        (TITLE, "{% if title", "unclosed", "{% if title"),
        (TITLE, "title }}", "unopened", "title }}"),
        (TITLE, "{{ title + }}", "syntax", "unexpected 'end of print statement'"),
        (TITLE, "{% if %}", "syntax", "Expected an expression, got 'end of statement block'"),
        (TITLE, "{% lap %}", "syntax", "Encountered unknown tag 'lap'."),
    ],
)
def test_a_seeded_fault_is_found_with_its_paragraph(
    old: str, new: str, code: str, name: str
) -> None:
    found = faults(template(old, new))
    assert (code, name) in [(each[0], each[1]) for each in found]
    place = next(each[2] for each in found if each[0] == code)
    assert place in opened.lines(template(old, new)) or new in place


def test_an_end_that_is_missing_is_found() -> None:
    found = faults(template("{%p endfor %}", ""))
    assert [code for code, _, _ in found] == ["syntax"]


def test_a_header_is_looked_through_too() -> None:
    parts = opened.members(template())
    header = parts["word/header1.xml"].replace(b"<w:t>2</w:t>", b"<w:t>{{ trang }}</w:t>")
    found = faults(zip_members({**parts, "word/header1.xml": header}))
    assert ("name", "trang", "{{ trang }}") in found


def test_the_shipped_templates_have_no_fault_and_no_note() -> None:
    for kind in ("consolidated", "unit-report", "unit-report-plain"):
        trial = TRIALS.try_out(build_template(kind))
        assert (trial.kind, trial.fit) == (kind, True)
        assert [each for each in notes(trial) if each[0] == "rule"] == []
        assert trial.sample.startswith(b"PK")


def test_split_and_unused_tags_are_noted_and_still_work() -> None:
    run = '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
    data = opened.changed(template(TITLE, f"{{{{ ti{run}tle }}}}"), BODY, "{{ closing }}", "Hết./.")
    trial = TRIALS.try_out(data)
    assert trial.fit
    assert ("split", "{{ title }}") in notes(trial)
    assert ("unused", "closing") in notes(trial)
    assert "BÁO CÁO" in opened.lines(trial.sample)


def test_a_sample_that_breaks_a_rule_of_the_decree_is_noted() -> None:
    trial = TRIALS.try_out(template("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"))
    assert trial.fit
    assert ("rule", "R10") in notes(trial)


def test_what_has_no_tags_is_no_template() -> None:
    assert has_tags(template())
    assert not has_tags(opened.full())
    trial = TRIALS.try_out(opened.full(), "consolidated")
    assert [each.code for each in trial.verdict.faults] == ["template_without_tags"]


def test_the_office_s_template_gives_the_same_report() -> None:
    report = filling.report()
    apart = opened.word().consolidated(report, template=template())
    assert opened.lines(apart) == opened.lines(opened.full())
    assert opened.members(apart)[BODY].count(b"<w:sdt>") == opened.members(opened.full())[
        BODY
    ].count(b"<w:sdt>")


# Rendered apart


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (
            "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}",
            "template_slow",
        ),
        ("{{ '%0900000000d' % 1 }}", "template_big"),
        ("{{ ''.__class__.__mro__ }}", "template_error"),
        ("{{ khong_co }}", "template_error"),
        ("{{ 1 // 0 }}", "template_error"),
    ],
    ids=lambda each: each[:24],
)
def test_what_a_template_does_ends_with_its_process(new: str, code: str) -> None:
    with pytest.raises(Failed) as caught:
        render_apart("word", template(TITLE, new), CONTEXT, seconds=2)
    assert caught.value.code == code


def test_s20_an_endless_template_is_said_to_be_one() -> None:
    endless = "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}"
    hasty = trials_of(filling.the_plan(), WordDocuments(seconds=2), filling.NOW)
    trial = hasty.try_out(template(TITLE, f"{TITLE}{endless}"), "consolidated")
    assert [each.code for each in trial.verdict.faults] == ["template_slow"]
    assert trial.sample == b""


def test_what_goes_to_the_process_comes_back_as_it_was() -> None:
    context = opened.word().consolidated_context(filling.report())
    back = loads(dumps(context))
    assert back.keys() == context.keys()
    assert dumps(back) == dumps(context)
