"""The plots of `bench scale record` and `bench scale dask`."""

from collections.abc import Sequence
from pathlib import Path

from bench._dask import WORKERS, Throughput
from bench._record import Record


def draw(found: Sequence[Throughput], folder: Path) -> None:
    """scale.png: answers a second by number of workers, as multiples of one worker's."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, axis = pyplot.subplots(figsize=(5, 3.2))
    axis.plot(WORKERS, WORKERS, "--", color="grey", label="linear")
    for verdict in dict.fromkeys(each.verdict for each in found):
        rates = [each.rate for each in found if each.verdict == verdict]
        axis.plot(
            WORKERS, [rate / rates[0] for rate in rates], marker="o", label=f"{verdict} ({rates[0]:.1f}/s at one)"
        )
    axis.set_xticks(WORKERS)
    axis.set_xlabel("workers, two cores in all")
    axis.set_ylabel("throughput")
    axis.grid(alpha=0.3)
    axis.legend()
    figure.tight_layout()
    figure.savefig(folder / "scale.png", dpi=110)
    pyplot.close(figure)


def draw_records(found: Sequence[Record], folder: Path) -> None:
    """scale-record.png: seconds of processor time and peak memory by attempts."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(8, 3.2))
    attempts = [each.attempts for each in found]
    for label, seconds in (
        ("written", [each.written for each in found]),
        ("read", [each.read for each in found]),
        ("page", [each.page for each in found]),
    ):
        time.loglog(attempts, seconds, marker="o", label=label)
    memory.semilogx(attempts, [each.peak_mb for each in found], marker="o")
    memory.set_ylim(0)
    for axis, title in ((time, "seconds of processor time"), (memory, "peak memory, MB")):
        axis.set_xlabel("attempts, at a tenth as many problems")
        axis.set_ylabel(title)
        axis.grid(alpha=0.3)
    time.legend()
    figure.tight_layout()
    figure.savefig(folder / "scale-record.png", dpi=110)
    pyplot.close(figure)
