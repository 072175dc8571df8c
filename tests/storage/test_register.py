"""Difficulties and proposals of reports that were handed in before there was a register of them."""

from __future__ import annotations

from reporting.answers import Answer, Standing
from storage.work import SqlWork
from storage.writer import Writer
from tests.form_order import library_in_form_order
from tests.storage.season import AN, NOW
from usecases.library import Library
from usecases.matters.records import Matter
from usecases.matters.register import fill_register
from usecases.rounds import open_rounds

UNIT, ROUND = "thi-doan", "2021-6T"
HARD, WISH = "Thiếu vốn.", "Đề nghị bố trí kinh phí."


def handed_in(work: SqlWork, library: Library, said: dict[str, Answer]) -> None:
    """As the storage keeps a version; nobody tells the register."""
    owed = next(o for o in work.obligations.of_round(ROUND) if o.unit_id == UNIT)
    form = library.form(owed.form_version, work)
    person = work.people.of(AN) or work.people.add(AN, NOW)
    draft = work.drafts.start(owed.id, NOW)
    assert work.drafts.close(draft.id)
    work.submissions.add(
        owed.id,
        draft.id,
        f"AAAA-000{draft.id}",
        {form.by_name(name).nodeset: answer for name, answer in said.items()},
        person_id=person.id,
        at=NOW,
        late=False,
        form_version=owed.form_version,
        content_sha256="0" * 64,
    )


def register(writer: Writer) -> list[Matter]:
    return list(writer.run(lambda work: work.matters.all()).result(30))


def test_what_was_handed_in_before_is_filled_in_once(writer: Writer) -> None:
    library = library_in_form_order()
    writer.run(lambda work: open_rounds(work, library, NOW)).result(30)
    first = {"TL3": Answer("Cũ."), "TL6": Answer("", Standing.ZERO)}
    writer.run(lambda work: handed_in(work, library, first)).result(30)
    last = {"TL3": Answer(HARD), "TL6": Answer(WISH)}
    writer.run(lambda work: handed_in(work, library, last)).result(30)
    assert register(writer) == []

    writer.run(lambda work: fill_register(work, library)).result(30)
    found = register(writer)
    assert [(m.unit_id, m.question, m.sort, m.text, m.version) for m in found] == [
        (UNIT, "TL3", "difficulty", HARD, 2),
        (UNIT, "TL6", "proposal", WISH, 2),
    ]

    writer.run(lambda work: handed_in(work, library, first)).result(30)
    writer.run(lambda work: fill_register(work, library)).result(30)
    assert register(writer) == found, "from then on each report brings its own"
