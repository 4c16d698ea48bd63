"""A run in MLflow: settings, pass rates and spending by round, edits, verdict, report. Optional: `self-harness[mlflow]`."""

from typing import Any

from self_harness import __version__
from self_harness.config import SIMULATED
from self_harness.record.log import Log, RunFolder
from self_harness.record.spending import Spent
from self_harness.report.html import html
from self_harness.report.markdown import outcome_line, summary
from self_harness.report.verdict import verdict

RUN_ID = "self-harness.run_id"
"""Tag by which a run is found again: a run that went on takes the place of its earlier state."""


def log_run(run: RunFolder) -> None:
    """Into the experiment "<suite> with <model>" of the MLflow server that MLFLOW_TRACKING_URI names."""
    from mlflow import MlflowClient

    client, start, log = MlflowClient(), run.start, run.log()
    name = f"{start.suite} with {start.config.model}"
    found = client.get_experiment_by_name(name)
    experiment = found.experiment_id if found else client.create_experiment(name)
    for earlier in client.search_runs([experiment], f"tags.`{RUN_ID}` = '{start.run_id}'"):
        client.delete_run(earlier.info.run_id)
    tags = {
        RUN_ID: start.run_id,
        "mlflow.note.content": verdict(run, log),
        "self-harness.version": __version__,
        "simulated": str(start.config.model == SIMULATED).lower(),
    }
    begun = int(start.started.timestamp() * 1000)
    made = client.create_run(experiment, begun, tags, start.run_id).info.run_id
    for setting, value in start.config.model_dump(mode="json", exclude_defaults=True).items():
        client.log_param(made, setting, value)
    for step, metrics in enumerate(_by_round(run, log)):
        for metric, value in metrics.items():
            client.log_metric(made, metric, value, step=step)
    for metric, value in _of_run(log).items():
        client.log_metric(made, metric, value)
    client.log_dict(made, {"edits": _edits(run)}, "edits.json")
    client.log_text(made, summary(run), "summary.md")
    client.log_text(made, html(run), "report.html")
    ended = int(log.last.timestamp() * 1000) if log.last else None
    client.set_terminated(made, "FINISHED" if log.state == "finished" else "KILLED", ended)


def _by_round(run: RunFolder, log: Log) -> list[dict[str, float]]:
    """What was measured in each round, the start first; calls and dollars are those so far."""
    spent, rows = Spent(), []
    for record in run.rounds():
        part = f"round {record.round}" if record.round else "start"
        for (name, _), its in log.bill.spent.items():
            spent = spent.plus(its) if name == part else spent
        row = {"held_in": record.after.held_in.rate, "held_out": record.after.held_out.rate}
        row |= {"calls": float(spent.calls), "dollars": spent.cost}
        if record.after.true_rate is not None:
            row["true_rate_simulated"] = record.after.true_rate
        rows.append(row)
    return rows


def _of_run(log: Log) -> dict[str, float]:
    metrics = {"total_calls": float(log.totals.calls), "total_dollars": log.totals.cost}
    if found := log.test_split:
        low, high = found.interval
        metrics |= {"test_split_before": found.before.rate, "test_split_after": found.after.rate}
        metrics |= {"test_split_gain": found.gain, "test_split_gain_low": low, "test_split_gain_high": high}
    if log.champion:
        metrics["promoted"] = float(log.champion.promoted)
    return metrics


def _edits(run: RunFolder) -> list[dict[str, Any]]:
    return [
        {
            "round": record.round,
            **tried.edit.model_dump(mode="json"),
            "outcome": tried.outcome,
            "why": outcome_line(tried),
        }
        for record in run.rounds()
        for tried in record.edits
    ]
