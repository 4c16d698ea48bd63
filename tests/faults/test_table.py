"""Every row of docs/faults.md names tests that exist."""

import re
from pathlib import Path

from tests.faults.parts import PARTS

ROOT = Path(__file__).parents[2]
ROWS = [line for line in (ROOT / "docs" / "faults.md").read_text().splitlines() if line.startswith("| ")][1:]


def test_each_row_is_a_test() -> None:
    assert len(ROWS) >= 15
    drilled = set()
    for row in ROWS:
        last = row.strip("| ").split(" | ")[-1]
        named, parts = re.findall(r"`(tests/\S+\.py)::(\w+)`", last), re.findall(r"drill `(\w+)`", last)
        assert named, row
        for file, test in named:
            assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text(), re.M), test
        drilled |= {*parts}
    assert drilled == PARTS.keys(), "and each part of the drill has a row"
