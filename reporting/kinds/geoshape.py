"""An area on the map: its border as places, closed by itself."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.geotrace import GeoTrace


class GeoShape(GeoTrace):
    name: ClassVar[str] = "geoshape"
    fewest: ClassVar[int] = 3

    def _joined(self, points: list[str]) -> str:
        closed = points if points[0] == points[-1] else [*points, points[0]]
        return super()._joined(closed)
