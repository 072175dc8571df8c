"""Runs the form engine over banks recorded from other engines and prints how far it agrees.

python -m benchmarks.conformance BANKS_DIR [--show N] [--only xpath|traces|forms]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import conformance_forms, conformance_traces, conformance_xpath
from benchmarks.conformance_xpath import Tally, read_bank


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("banks", type=Path)
    parser.add_argument("--show", type=int, default=10, help="how many differences to list")
    parser.add_argument("--only", choices=("xpath", "traces", "forms"))
    arguments = parser.parse_args()
    banks: Path = arguments.banks
    if arguments.only in (None, "xpath"):
        tally = conformance_xpath.run(read_bank(banks / "xpath_cases.json.gz"))
        _report("expressions", tally, arguments.show)
    if arguments.only in (None, "traces"):
        tally = conformance_traces.run(read_bank(banks / "scenario_traces.json.gz"))
        _report("traces", tally, arguments.show)
    if arguments.only in (None, "forms"):
        _report("forms", conformance_forms.run(banks / "forms"), arguments.show)
        for name, fault in conformance_forms.refusals(banks / "forms"):
            place = fault.place
            where = f"{place.sheet} {place.row or ''} {place.column}".strip()
            print(f"  refused {name[-60:]}: {fault.code} [{where}] {dict(fault.params)}"[:240])


def _report(name: str, tally: Tally, show: int) -> None:
    print(f"{name}: {tally.rates()}")
    for reason, count in tally.accepted.most_common():
        print(f"  accepted {count:5d}  {reason}")
    for difference in tally.failed[:show]:
        print(f"  {difference}")


if __name__ == "__main__":
    main()
