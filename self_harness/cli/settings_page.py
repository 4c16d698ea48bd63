"""docs/settings.md, made of RunConfig: `python -m self_harness.cli.settings_page` from the root writes it."""

from pathlib import Path

from self_harness.cli.options import type_of
from self_harness.config import SECTIONS, RunConfig
from self_harness.config_sources import OTHER_VARIABLES, flag, variable

PAGE = Path("docs") / "settings.md"
INTRO = f"""# Settings

<!-- Generated from self_harness/config.py by `python -m self_harness.cli.settings_page`. Do not edit. -->

A setting can be given in four places; a later one overrides an earlier one:

1. its default, below
2. a TOML file that is named with `--config FILE`: `max_cost = 5`
3. the environment: `{variable("max_cost")}=5`
4. a flag: `{flag("max_cost")} 5`; a switch has two, such as `--batch` and `--no-batch`

A deployment's parameters are the same settings: `prefect deployment run optimize/nightly -p max_cost=5`. Unknown names are
refused, wrong values are reported with the place that they come from.
"""
LIMITS = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most", "exclusiveMaximum": "less than"}


def page() -> str:
    """The whole page, Markdown."""
    parts = [INTRO]
    for section in SECTIONS:
        rows = "\n".join(_row(name) for name in section.model_fields)
        parts.append(f"## {section.__doc__}\n\n| setting | type | default | |\n|---|---|---|---|\n{rows}\n")
    rows = "\n".join(f"| `{name}` | {text} |" for name, text in OTHER_VARIABLES.items())
    parts.append(f"## Other variables of the environment\n\n| variable | |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def _row(name: str) -> str:
    field = RunConfig.model_fields[name]
    default = "" if field.default in (None, "") else f"`{str(field.default).lower()}`"
    schema = RunConfig.model_json_schema()["properties"][name]
    numbers = schema | next((each for each in schema.get("anyOf", []) if each.get("type") != "null"), {})
    limits = ", ".join(f"{words} {numbers[key]:g}" for key, words in LIMITS.items() if key in numbers)
    kind = (type_of(name).replace("|", " or ") or "switch") + (f", {limits}" if limits else "")
    return f"| `{name}` | {kind.lower()} | {default} | {' '.join((field.description or '').split())} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
