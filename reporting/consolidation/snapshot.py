"""What a consolidated report says, as plain data: frozen for a final, compared with a later one.

Names of persons are not in it: who sent what is found by unit and version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporting.consolidation.carried import carried_json
from reporting.consolidation.earlier import earlier_json
from reporting.consolidation.lists import written_lists
from reporting.consolidation.written import written

if TYPE_CHECKING:
    from reporting.consolidation.report import ConsolidatedReport, Figure, Narrative, Part
    from reporting.plan import Letter

JSON = Any  # what json.dumps takes


def snapshot(report: ConsolidatedReport, model: str) -> dict[str, JSON]:
    """Amounts are text, exact: "15", "12.5", "1/3"; money in đồng."""
    texts = [each for section in report.narratives.values() for each in section]
    earlier, lists = earlier_json(report.earlier), written_lists(report)
    return {
        "round": report.round.id,
        "plan": report.plan.content_hash,
        "at": report.at.isoformat(),
        "model": model,
        "letter": _letter(report.plan.letter[model]),
        "subject": list(report.plan.outline.subject),
        "figures": {name: _figure(figure) for name, figure in report.figures.items()},
        "texts": {
            **{_name(each): _text(each, printed=True) for each in texts},
            **{_name(each): _text(each, printed=False) for each in report.left_out},
        },
        "targets": {each.target.id: written(each.achieved) for each in report.targets},
        "submitted": {unit_id: sent.version for unit_id, sent in report.submitted.items()},
        "unsubmitted": list(report.unsubmitted),
        "noted": list(report.noted),
        **({"earlier": earlier} if earlier else {}),
        **({"lists": lists} if lists else {}),
        **({"carried": carried_json(report.carried)} if report.carried else {}),
    }


def content_hash(content: JSON) -> str:
    """Over the one way of writing `content` down."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Changed:
    """`name` is an indicator's id, "UNIT:INDICATOR" of one unit's part where parts are never added,
    "UNIT:QUESTION" of a text or "UNIT:LIST" of a list. None: there was or is none."""

    sort: str  # "figure" | "part" | "text" | "list"
    name: str
    old: str | None
    new: str | None


def changes(old: JSON, new: JSON) -> list[Changed]:
    """What the later content says otherwise, figures first. That more or fewer units stand behind
    the same figure is no change of it."""
    figures = [
        Changed("figure", name, _value(old["figures"], name), _value(new["figures"], name))
        for name in {**old["figures"], **new["figures"]}
    ]
    texts = [
        Changed("text", name, _printed(old["texts"], name), _printed(new["texts"], name))
        for name in {**old["texts"], **new["texts"]}
    ]
    apart = [each.name for each in figures if each.old is None and each.new is None]
    parts = [part for name in apart for part in _parts_of(old["figures"], new["figures"], name)]
    before, after = old.get("lists", {}), new.get("lists", {})
    lists = [
        Changed("list", name, before.get(name), after.get(name)) for name in {**before, **after}
    ]
    return [each for each in (*figures, *parts, *texts, *lists) if each.old != each.new]


def _value(figures: JSON, name: str) -> str | None:
    return figures[name]["value"] if name in figures else None


def _parts_of(old: JSON, new: JSON, name: str) -> list[Changed]:
    """Those of a figure that has no value of its own."""
    before, after = (
        {
            unit_id: part["value"]
            for unit_id, part in figures.get(name, {"parts": {}})["parts"].items()
            if part["of"] is None  # a rate over nothing has no value either
        }
        for figures in (old, new)
    )
    return [
        Changed("part", f"{unit_id}:{name}", before.get(unit_id), after.get(unit_id))
        for unit_id in {**before, **after}
    ]


def _printed(texts: JSON, name: str) -> str | None:
    text = texts.get(name)
    return text["text"] if text and text["printed"] and text["text"] else None


def _letter(letter: Letter) -> JSON:
    return {
        "superior": letter.superior,
        "issuer": list(letter.issuer),
        "symbol": letter.symbol,
        "place": letter.place,
        "recipients": list(letter.recipients),
        "copies": list(letter.copies),
        "bases": list(letter.legal_bases),
        "signer": [*letter.signer.lines, letter.signer.name],
    }


def _figure(figure: Figure) -> JSON:
    return {
        "value": written(figure.value),
        "missing": list(figure.missing),
        "standings": {unit_id: each.value for unit_id, each in figure.standings.items()},
        "parts": {unit_id: _part(part) for unit_id, part in figure.parts.items()},
    }


def _part(part: Part) -> JSON:
    return {
        "question": part.question,
        "value": written(part.value),
        "of": written(part.denominator),
        "version": part.version,
        "round": part.round_id,
        "estimated": part.estimated,
    }


def _name(narrative: Narrative) -> str:
    return f"{narrative.unit_id}:{narrative.question}"


def _text(narrative: Narrative, *, printed: bool) -> JSON:
    return {
        "section": narrative.section,
        "text": narrative.text,
        "standing": narrative.standing.value,
        "version": narrative.version,
        "printed": printed,
    }
