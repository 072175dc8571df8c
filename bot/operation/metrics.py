"""The facts as Prometheus reads them; in a registry of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.config import Settings
from bot.operation.facts import Facts
from bot.operation.findings import waiting_since, wrong_with
from storage.vitals import Vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(facts: Facts, settings: Settings) -> bytes:
    """Text in Prometheus' format."""
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    registry.register(_Facts(facts, settings))
    return generate_latest(registry)


class _Facts(Collector):
    def __init__(self, facts: Facts, settings: Settings) -> None:
        self._facts = facts
        self._settings = settings

    def collect(self) -> Iterator[GaugeMetricFamily]:
        facts = self._facts
        wrong = len(wrong_with(facts, self._settings))
        yield _gauge("findings", "How many things an operator has to look at", wrong)
        silence = (facts.at - facts.heard_at).total_seconds()
        yield _gauge("last_poll_age_seconds", "Since Telegram last answered", silence)
        yield _gauge("database_up", "Whether it can be read", int(facts.vitals is not None))
        backup = math.nan
        if facts.backup_at is not None:
            backup = (facts.at - facts.backup_at).total_seconds()
        yield _gauge("backup_age_seconds", "Since the newest backup; NaN without any", backup)
        disks = GaugeMetricFamily(
            "tonghop_disk_free_bytes", "Free under a folder", labels=["folder"]
        )
        for folder, free in facts.free.items():
            disks.add_metric([str(folder)], free)
        yield disks
        if facts.vitals is not None:
            yield from _queues(facts, facts.vitals)


def _queues(facts: Facts, vitals: Vitals) -> Iterator[GaugeMetricFamily]:
    waiting = GaugeMetricFamily("tonghop_waiting", "Rows that wait", labels=["queue"])
    age = GaugeMetricFamily(
        "tonghop_oldest_seconds", "How long the oldest has waited", labels=["queue"]
    )
    for name in ("inbox", "outbox", "jobs"):
        queue = getattr(vitals, name)
        waiting.add_metric([name], queue.waiting)
        age.add_metric([name], waiting_since(queue, facts).total_seconds())
    yield waiting
    yield age
    yield _gauge("dead_letters", "Updates nobody could handle", vitals.dead_letters)
    yield _gauge("failed_parts", "Messages that will not arrive, last day", vitals.failed_parts)
    yield _gauge(
        "uncertain_parts", "Messages that may have arrived, last day", vitals.uncertain_parts
    )
    yield _gauge("failed_jobs", "Work given up, last day", vitals.failed_jobs)


def _gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"tonghop_{name}", help_text, value=value)
