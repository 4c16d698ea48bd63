"""The plot of `bench scale dask`."""

from collections.abc import Sequence
from pathlib import Path

from bench._dask import WORKERS, Throughput


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
