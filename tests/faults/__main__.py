"""`python -m tests.faults [NAME ...] [--seed N] [--kills N]`: the long part of the fault drill (docs/faults.md). Each part
breaks whole runs of the command line and compares them with one that nothing happened to. As root, for `disk`."""

import argparse
import random
import tempfile
import time
from pathlib import Path

from flows.server import server
from tests.faults.drill import Drill
from tests.faults.parts import PARTS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument(
        "names", nargs="*", choices=[[], *PARTS], metavar="NAME", help=f"of {', '.join(PARTS)}; all if none"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kills", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="self-harness-faults-") as folder, server(print) as prefect:
        for name in given.names or PARTS:
            began = time.monotonic()
            drill = Drill(Path(folder, name), prefect, random.Random(given.seed))
            print(f"{name}: {PARTS[name](drill, given.kills)} ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
