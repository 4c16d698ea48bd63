"""Suites of rows from promptfoo's YAML (promptfoo.dev/docs/configuration): prompts, vars and the assertions that need no
other model and no JavaScript. What can't be expressed is said, row by row."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from self_harness.errors import ConfigError
from self_harness.files import read_text

TESTS = files(__package__).joinpath("promptfoo_tests.txt").read_text("utf-8")
"""tests.py of such a suite."""

_PLACE = re.compile(r"\{\{-?\s*(\w+)\s*-?\}\}")
_TEMPLATE = re.compile(r"\{\{|\{%")
_PLAIN = (
    "equals", "contains", "icontains", "contains-any", "contains-all", "icontains-any", "icontains-all", "starts-with",
    "regex", "is-json", "contains-json", "python",
)  # fmt: skip
_TYPES = {*_PLAIN, *(f"not-{name}" for name in _PLAIN)}


class Read(NamedTuple):
    rows: list[dict[str, Any]]
    notes: list[str]
    system: str
    """The prompt's system message; "" if it has none."""


def read_config(path: Path) -> Read:
    """The rows of a configuration; raises ConfigError where it can't be read, or where nothing of it can be expressed."""
    config = _load(path)
    if not isinstance(config, dict):
        raise ConfigError(f"{path}: not a promptfoo configuration.")
    notes: list[str] = []
    system, template = _prompt(config.get("prompts"), path, notes)
    default = config.get("defaultTest") or {}
    default = default if isinstance(default, dict) else {}
    rows = []
    for number, test in enumerate(_tests(config.get("tests"), path, notes), 1):
        name = f"test {number}"
        try:
            row, partly = _row(number, test, default, template, config, path.parent)
            rows.append(row)
            notes += [f"{name}: {why}" for why in partly]
        except ValueError as error:
            notes.append(f"{name}: left out: {error}")
    if not rows:
        raise ConfigError("\n".join([f"{path}: nothing of it can be expressed.", *notes]))
    return Read(rows, notes, system)


def _load(path: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(read_text(path))
    except YAMLError as error:
        raise ConfigError(f"{path}: not a YAML file: {error}") from None


def _prompt(prompts: Any, path: Path, notes: list[str]) -> tuple[str, str]:
    """System message and template of the first prompt."""
    given = prompts if isinstance(prompts, list) else [prompts]
    texts: list[str] = []
    for prompt in given:
        text = prompt.get("raw") or prompt.get("id") if isinstance(prompt, dict) else prompt
        if not isinstance(text, str):
            raise ConfigError(f"{path}: prompts: {prompt!r} can't be expressed.")
        texts += _texts(text, path)
    if len(texts) > 1:
        notes.append(f"prompts: the first of {len(texts)} is taken; compare others by giving them as --harness")
    try:
        messages = json.loads(texts[0])
    except ValueError:
        return "", texts[0]
    if isinstance(messages, dict):
        messages = messages.get("messages")
    if not isinstance(messages, list) or not all(isinstance(one, dict) and "content" in one for one in messages):
        return "", texts[0]
    said = [(one.get("role"), _content(one["content"], path)) for one in messages]
    users = [text for role, text in said if role == "user"]
    if len(users) != 1 or any(role not in ("system", "user") for role, _ in said):
        raise ConfigError(f"{path}: prompts: a conversation of several turns can't be expressed.")
    return "\n\n".join(text for role, text in said if role == "system"), users[0]


def _content(content: Any, path: Path) -> str:
    """A message's text, given as it is or in parts."""
    parts = content if isinstance(content, list) else [{"text": content}]
    texts: list[Any] = [part.get("text") if isinstance(part, dict) else part for part in parts]
    if not all(isinstance(text, str) for text in texts):
        raise ConfigError(f"{path}: prompts: a message that is more than text can't be expressed.")
    return "".join(texts)


def _texts(prompt: str, path: Path) -> list[str]:
    name = prompt.removeprefix("file://")
    if name == prompt and not re.fullmatch(r"[\w./-]+\.(txt|md|json|ya?ml)", prompt):
        return [prompt]
    file = path.parent / name
    if file.suffix in (".yaml", ".yml"):
        return [json.dumps(_load(file))]
    if file.suffix not in (".txt", ".md", ".json"):
        raise ConfigError(f"{path}: prompts: {prompt} can't be expressed.")
    text = read_text(file)
    return [part.strip() for part in re.split(r"^---$", text, flags=re.M)] if file.suffix == ".txt" else [text.strip()]


def _tests(tests: Any, path: Path, notes: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for test in tests if isinstance(tests, list) else [tests]:
        name = test.removeprefix("file://") if isinstance(test, str) else ""
        if isinstance(test, dict):
            found.append(test)
        elif name.endswith((".yaml", ".yml", ".json")) and "*" not in name:
            loaded = _load(path.parent / name)
            found += [one for one in (loaded if isinstance(loaded, list) else [loaded]) if isinstance(one, dict)]
        else:
            notes.append(f"tests: {test!r} can't be expressed")
    return found


def _row(
    number: int,
    test: Mapping[str, Any],
    default: Mapping[str, Any],
    template: str,
    config: Mapping[str, Any],
    folder: Path,
) -> tuple[dict[str, Any], list[str]]:
    """The row of a test, and what of it is left out. Raises ValueError where nothing can be expressed."""
    values = _values(test, default, folder)
    if "transform" in {**(default.get("options") or {}), **(test.get("options") or {})}:
        raise ValueError("options.transform changes the output before it is tested")
    expected: list[dict[str, Any]] = []
    notes: list[str] = []
    for given in [*(default.get("assert") or []), *(test.get("assert") or [])]:
        wanted = _referred(given, config)
        if why := _not_expressible(wanted):
            notes.append(f"{wanted.get('type', wanted)} is left out: {why}")
            continue
        if wanted["type"].endswith("is-json") and wanted.get("value"):
            notes.append("is-json: its schema is not checked")
        value = _rendered(wanted.get("value"), values)
        kept = {"threshold": wanted["threshold"]} if "threshold" in wanted else {}
        expected.append({"type": wanted["type"], "value": value, **kept})
    if not expected:
        raise ValueError("; ".join(notes) or "it has no assertion")
    right = next((one["value"] for one in expected if one["type"] == "equals"), None)
    solution = right if right is None or isinstance(right, str) else json.dumps(right)
    row = {"id": f"test-{number:04}", "expected": expected, "solution": solution, "prompt": _rendered(template, values)}
    return {**values, **row}, notes


def _values(test: Mapping[str, Any], default: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The variables of a test, read from their files."""
    if isinstance(test.get("vars"), str):
        raise ValueError("its variables are in a file")
    values = {**(default.get("vars") or {}), **(test.get("vars") or {})}
    for name, value in values.items():
        if isinstance(value, str) and value.startswith("file://"):
            values[name] = _file_value(folder / value.removeprefix("file://"))
        elif isinstance(value, (list, dict)):
            raise ValueError(f"the variable {name} is no text")
    return values


def _file_value(file: Path) -> str:
    if file.suffix not in (".txt", ".md", ".json", ".csv", ".html", ".xml"):
        raise ValueError(f"{file.name} is no text file")
    try:
        return read_text(file)
    except ConfigError as error:
        raise ValueError(str(error)) from None


def _referred(wanted: Any, config: Mapping[str, Any]) -> dict[str, Any]:
    """An assertion, or the template that it names."""
    if isinstance(wanted, dict) and isinstance(name := wanted.get("$ref"), str):
        wanted = (config.get("assertionTemplates") or {}).get(name.rpartition("/")[2])
    return wanted if isinstance(wanted, dict) else {}


def _not_expressible(wanted: Mapping[str, Any]) -> str | None:
    kind, value = wanted.get("type"), wanted.get("value")
    if kind not in _TYPES:
        return "only tests without JavaScript and without another model can be expressed"
    if "transform" in wanted:
        return "it changes the output before it is tested"
    if isinstance(value, str) and value.startswith("file://"):
        return "its value is a file"
    if kind.endswith(("-any", "-all")) and not isinstance(value, list):
        return "its value is no list"
    if kind.endswith("regex"):
        try:
            re.compile(str(value))
        except re.error as error:
            return f"Python does not know the regular expression ({error})"
    if kind.endswith("python"):
        try:
            compile(
                f"def check():\n {value}" if "return" not in str(value) else "0", "assert", "exec", dont_inherit=True
            )
        except SyntaxError as error:
            return f"no Python: {error.msg}"
    return None


def _rendered(value: Any, values: Mapping[str, Any]) -> Any:
    """A text with its variables; lists part by part. Raises ValueError where more of the template language is used."""
    if isinstance(value, list):
        return [_rendered(part, values) for part in value]
    if not isinstance(value, str):
        return value
    if missing := [name for name in _PLACE.findall(value) if name not in values]:
        raise ValueError(f"no value for {', '.join(missing)}")
    left = _PLACE.sub("", value)
    if _TEMPLATE.search(left):
        raise ValueError(f"more of the template language than variables: {left.strip()[:60]!r}")
    return _PLACE.sub(lambda match: str(values[match[1]]), value)
