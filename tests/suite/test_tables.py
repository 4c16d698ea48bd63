"""Tables of labelled rows, and other tools' files, as suites."""

import gzip
import json
import time
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from self_harness.errors import ConfigError
from self_harness.suite.importers import import_file
from self_harness.suite.problem import Suite, load_suite
from tests.suite.test_text import statuses

CSV = 'text,label\n"Charged, twice",billing\nNo password,access\n'
OPTIONS: dict[str, Any] = {"input": "text", "expected": "label"}


def imported(tmp_path: Path, name: str, data: str | bytes, **options: Any) -> Suite:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    import_file("rows", tmp_path / name, tmp_path / "out", options=OPTIONS | options)
    return load_suite(tmp_path / "out")


def as_parquet(path: Path) -> bytes:
    parquet.write_table(
        pyarrow.table({"text": ["Charged, twice", "No password"], "label": ["billing", "access"]}), path
    )
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", CSV),
        ("t.csv", "\ufeff" + CSV.replace("\n", "\r\n")),
        ("t.csv", "text;label\nCharged, twice;billing\nNo password;access\n"),
        ("t.tsv", "text\tlabel\nCharged, twice\tbilling\nNo password\taccess\n"),
        ("t.csv", "text\tlabel\t\t\nCharged, twice\tbilling\t\t\nNo password\taccess\t\t\n"),
        ("t.csv.gz", gzip.compress(CSV.encode(), mtime=0)),
        (
            "t.jsonl",
            '\ufeff{"text": "Charged, twice", "label": "billing"}\n\n{"text": "No password", "label": "access"}\n',
        ),
        ("t.json", '[{"text": "Charged, twice", "label": "billing"}, {"text": "No password", "label": "access"}]'),
        ("t.parquet", b""),
    ],
)
def test_every_sort_of_table(tmp_path: Path, name: str, data: str | bytes) -> None:
    suite = imported(tmp_path, name, data or as_parquet(tmp_path / "p"))
    assert [(p.id, p.prompt, p.solution) for p in suite.problems] == [
        ("row-1", "Charged, twice", "billing"), ("row-2", "No password", "access"),
    ]  # fmt: skip
    assert statuses(suite.problems[0], "billing", "access") == ["passed", "failed"]


def test_a_prompt_around_the_input(tmp_path: Path) -> None:
    suite = imported(tmp_path, "t.csv", CSV, prompt="Label:\n{text}\n{unknown}", take="line", scorer="contains")
    assert suite.problems[0].prompt == "Label:\nCharged, twice\n{unknown}"
    assert suite.problems[0].kind.extract("Hm.\nbilling") == "billing"


def test_a_regular_expression_is_no_reference(tmp_path: Path) -> None:
    suite = imported(tmp_path, "t.csv", CSV, scorer="regex")
    assert [problem.solution for problem in suite.problems] == [None, None]


def test_repeats_are_left_out_and_contradictions_said(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(CSV + "No password,access\nNo password,billing\n")
    found = import_file("rows", tmp_path / "t.csv", tmp_path / "out", options=OPTIONS)
    assert found.problems == 2
    assert found.notes == (
        "2 rows left out: their input stands in an earlier row, which expects something else for 1 of them",
    )


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (CSV, {"input": "txt"}, "no column 'txt' (found: text, label)"),
        (CSV, {"scorer": "fuzzy"}, "no scorer 'fuzzy'"),
        (CSV, {"scorer": "number"}, "Row 1 can't be scored: label is 'billing': holds no number"),
        (CSV.replace("access", "("), {"scorer": "regex"}, "Row 2 can't be scored"),
        (CSV, {"prompt": "Label it."}, "where the input goes: {text}"),
        (CSV + "x,\n", {}, "1 row(s) have no value in a column that is needed: 3"),
        (
            CSV + "a,b,c\n",
            {},
            "line 4: 3 values for 2 columns, with a comma between two values. A value that holds a comma",
        ),
        ("text\tlabel\na\tb\tc\n", {}, "with a tab between two values"),
        (CSV + '"a,b\n', {}, "A value in double quotes must end with one"),
        ("text,text\na,b\n", {}, "two columns 'text': rename one"),
        ("text,label\n", {}, "there are no rows"),
        (
            "Grüße,label\n".encode("latin-1"),
            {},
            "not UTF-8 (byte 2). Save it as UTF-8; `iconv -f WINDOWS-1252 -t UTF-8",
        ),
        (CSV.encode("utf-16"), {}, "`iconv -f UTF-16 -t UTF-8"),
        (b"PK\x03\x04", {}, "Of a spreadsheet, save the sheet as CSV"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    tmp_path: Path, data: str | bytes, options: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        imported(tmp_path, "t.csv", data, **options)
    assert said in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_ten_thousand_rows_in_seconds(tmp_path: Path) -> None:
    data = "text,label\n" + "".join(f"message {n} {'word ' * 40},{'ab'[n % 2]}\n" for n in range(10_000))
    start = time.process_time()
    suite = imported(tmp_path, "t.csv", data)
    assert len(suite) == 10_000
    assert time.process_time() - start < 15


PROMPTFOO = """
prompts:
  - file://chat.json
  - 'Another: {{body}}'
defaultTest:
  vars: {style: pirate}
tests:
  - vars: {body: Yes}
    assert:
      - {type: equals, value: 'Yarr {{style}}'}
  - vars: {body: hungry}
    assert:
      - {type: icontains, value: GRUB}
      - {type: not-contains, value: sorry}
      - {type: llm-rubric, value: is polite}
  - vars: {body: json}
    assert:
      - {type: is-json, value: {type: object}}
      - {type: python, value: 'len(output) < 20'}
  - vars: {body: score}
    assert:
      - type: python
        threshold: 0.5
        value: |
          score = len(output) / 10
          return score
  - vars: {body: ref}
    assert:
      - $ref: '#/assertionTemplates/noise'
  - vars: {body: code}
    assert:
      - {type: javascript, value: 'output.length > 1'}
  - vars: {body: changed}
    options: {transform: output.trim()}
    assert:
      - {type: contains, value: x}
  - vars: {body: any}
    assert:
      - {type: contains-any, value: [a, b]}
      - {type: regex, value: '^\\w+$'}
      - {type: starts-with, value: a}
assertionTemplates:
  noise: {type: icontains, value: arrr}
"""


def test_a_promptfoo_configuration(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("\ufeff" + PROMPTFOO, "utf-8")
    chat = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "{{ body }}, as a {{style}}"}]
    (tmp_path / "chat.json").write_text(json.dumps(chat))
    found = import_file("promptfoo", tmp_path / "c.yaml", tmp_path / "out")
    suite = load_suite(tmp_path / "out")
    by_id = {problem.id: problem for problem in suite.problems}
    assert found.problems == 6
    assert by_id["test-0001"].prompt == "Yes, as a pirate"
    assert by_id["test-0001"].solution == "Yarr pirate"
    assert (tmp_path / "out" / "harness.md").read_text() == "Be brief.\n"
    for said in (
        "the first of 2 is taken", "test 2: llm-rubric is left out", "test 3: is-json: its schema is not checked",
        "test 6: left out: javascript is left out", "test 7: left out: options.transform",
    ):  # fmt: skip
        assert sum(said in note for note in found.notes) == 1, said
    for id_, right, wrong in (
        ("test-0001", "Yarr pirate", "Yarr"), ("test-0002", "some grub", "grub, sorry"), ("test-0003", '{"a": 1}', "a"),
        ("test-0004", "12345", "1234"), ("test-0005", "Arrr!", "Ahoy"), ("test-0008", "abc", "c d"),
    ):  # fmt: skip
        assert statuses(by_id[id_], right, wrong) == ["passed", "failed"], id_


def test_a_promptfoo_chat_in_yaml_whose_messages_have_parts(tmp_path: Path) -> None:
    part = "[{{type: text, text: '{}', cache_control: {{type: ephemeral}}}}]"
    chat = [f"- {{role: system, content: {part.format('Be brief.')}}}"]
    chat += [f"- {{role: user, content: {part.format('{{body}}?')}}}"]
    (tmp_path / "chat.yaml").write_text("messages:\n" + "\n".join(chat))
    config = "prompts: [file://chat.yaml]\ntests: [{vars: {body: Who}, assert: [{type: contains, value: me}]}]\n"
    (tmp_path / "c.yaml").write_text(config)
    import_file("promptfoo", tmp_path / "c.yaml", tmp_path / "out")
    assert [problem.prompt for problem in load_suite(tmp_path / "out").problems] == ["Who?"]
    assert (tmp_path / "out" / "harness.md").read_text() == "Be brief.\n"
    (tmp_path / "chat.yaml").write_text("[{role: user, content: [{type: image_url, image_url: {url: x}}]}]")
    with pytest.raises(ConfigError, match="a message that is more than text can't be expressed"):
        import_file("promptfoo", tmp_path / "c.yaml", tmp_path / "out2")


def test_an_inspect_dataset(tmp_path: Path) -> None:
    samples: list[dict[str, Any]] = [
        {"input": "Capital of Italy?", "target": ["Rome", "Roma"]},
        {"input": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "2 + 2?"}], "target": "4"},
        {"input": "Which is prime?", "choices": ["4", "5"], "target": "B"},
        {"input": "Look.", "target": "x", "files": {"a": "b"}},
        {"input": [{"role": "user", "content": [{"type": "image", "image": "a.png"}]}], "target": "x"},
        {"input": "2 + 2?"},
    ]
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(sample) + "\n" for sample in samples))
    found = import_file("inspect", tmp_path / "d.jsonl", tmp_path / "out", options={"scorer": "contains"})
    capital, brief, prime = load_suite(tmp_path / "out").problems
    assert [note.split(":")[0] for note in found.notes] == ["sample 4", "sample 5", "sample 6"]
    assert statuses(capital, "It is Roma.", "It is Oslo.") == ["passed", "failed"]
    assert brief.prompt == "Be brief.\n\n2 + 2?"
    assert "B) 5" in prime.prompt
    assert statuses(prime, "B", "A") == ["passed", "failed"]


def test_options_of_other_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--pass-at: not for `import humaneval`"):
        import_file("humaneval", tmp_path / "x", tmp_path / "out", options={"pass_at": 0.5})
