"""Runs the form engine over banks recorded from other engines and prints how far it agrees.

python benchmarks/conformance.py BANKS_DIR [--show N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import conformance_xpath


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("banks", type=Path)
    parser.add_argument("--show", type=int, default=20, help="how many differences to list")
    arguments = parser.parse_args()
    tally = conformance_xpath.run(
        conformance_xpath.read_bank(arguments.banks / "xpath_cases.json.gz")
    )
    _report("expressions", tally, arguments.show)


def _report(name: str, tally: conformance_xpath.Tally, show: int) -> None:
    print(f"{name}: {tally.rates()}")
    for reason, count in tally.accepted.most_common():
        print(f"  accepted {count:5d}  {reason}")
    for difference in tally.failed[:show]:
        print(f"  {difference}")


if __name__ == "__main__":
    main()
