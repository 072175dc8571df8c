"""Places: area, distance, geofence over points "latitude longitude altitude accuracy"."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.functions.strings import every_text
from reporting.forms.xpath.values import NAN, Focus, Value, to_string

GEOGRAPHY = Shelf()
_RADIUS = 6_378_100.0  # metres; as the reference implementations have it
Point = tuple[float, float]


def _points(texts: list[str]) -> list[Point] | None:
    """None where one of them is no point of the earth."""
    points: list[Point] = []
    for text in texts:
        for piece in text.split(";"):
            if piece.strip():
                point = _point(piece)
                if point is None:
                    return None
                points.append(point)
    return points


def _point(text: str) -> Point | None:
    try:
        numbers = [float(word) for word in text.split()]
    except ValueError:
        return None
    if not 2 <= len(numbers) <= 4 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        return None
    return numbers[0], numbers[1]


@GEOGRAPHY.eager("area", 1)
def area(_: Focus, value: Value) -> Value:
    """Square metres inside a closed line, on a sphere."""
    points = _points(every_text((value,)))
    if points is None or len(points) < 3:
        return Decimal(0)
    ring = [*points, points[0]] if points[0] != points[-1] else points
    total = 0.0
    for (south, west), (north, east) in pairwise(ring):
        total += math.radians(east - west) * (
            2 + math.sin(math.radians(south)) + math.sin(math.radians(north))
        )
    return Decimal(repr(round(abs(total * _RADIUS * _RADIUS / 2), 2)))


@GEOGRAPHY.eager("distance", 1, None)
def distance(_: Focus, *values: Value) -> Value:
    """Metres along the points, on a sphere."""
    points = _points(every_text(values))
    if points is None or len(points) < 2:
        return NAN
    metres = sum(_metres(a, b) for a, b in pairwise(points))
    return Decimal(repr(round(metres, 2)))


def _metres(start: Point, end: Point) -> float:
    south, north = math.radians(start[0]), math.radians(end[0])
    width = math.radians(end[1] - start[1])
    cosine = math.sin(south) * math.sin(north) + math.cos(south) * math.cos(north) * math.cos(width)
    return math.acos(min(1.0, max(-1.0, cosine))) * _RADIUS


@GEOGRAPHY.eager("geofence", 2)
def geofence(_: Focus, place: Value, border: Value) -> Value:
    """Whether the point lies inside the closed line."""
    point = _point(to_string(place))
    points = _points(every_text((border,)))
    if point is None or points is None or len(points) < 4 or points[0] != points[-1]:
        return False
    inside = False
    for (y1, x1), (y2, x2) in pairwise(points):
        if (y1 > point[0]) != (y2 > point[0]):
            crossing = (x2 - x1) * (point[0] - y1) / (y2 - y1) + x1
            inside ^= point[1] < crossing
    return inside
