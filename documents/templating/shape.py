"""What a template may name: the shape of the values it is rendered with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """`fields` of a thing with names in it, `item` of what can be gone through; both empty for a
    text or a number. `unknown` may be anything: an empty list shows no shape."""

    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    unknown: bool = False


ANYTHING = Shape(unknown=True)


def shape_of(value: object) -> Shape:
    if isinstance(value, Mapping):
        return Shape({str(name): shape_of(each) for name, each in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [shape_of(each) for each in value]
        return Shape(item=_together(items) if items else ANYTHING)
    return Shape()


def _together(shapes: Sequence[Shape]) -> Shape:
    """What any of them has."""
    names = dict.fromkeys(name for shape in shapes for name in shape.fields)
    fields = {
        name: _together([shape.fields[name] for shape in shapes if name in shape.fields])
        for name in names
    }
    items = [shape.item for shape in shapes if shape.item is not None]
    known = [item for item in items if not item.unknown] or items
    return Shape(fields, _together(known) if known else None, all(s.unknown for s in shapes))
