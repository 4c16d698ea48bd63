"""Harness, edits, snapshots and diffs."""

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from self_harness.errors import ConfigError
from self_harness.harness import BLOCKS, START, BlockName, Edit, Harness, apply, diff, load

FULL = Harness(role="R", strategy="S", output_format="O", checklist="C")
Op = Literal["append", "replace"]
edits = st.builds(
    Edit,
    op=st.sampled_from(["append", "replace"]),
    block=st.sampled_from(BLOCKS),
    text=st.text(alphabet="ab\n ", min_size=1, max_size=12),
)
harnesses = st.builds(Harness, **{name: st.text(alphabet="ab\n ", max_size=8) for name in BLOCKS})


def edit(op: Op, block: BlockName, text: str, rationale: str = "") -> Edit:
    return Edit(op=op, block=block, text=text, rationale=rationale)


def test_system_prompt_is_the_non_empty_blocks_in_order_with_blank_lines_between() -> None:
    assert FULL.system_prompt == "R\n\nS\n\nO\n\nC"
    assert Harness(role="R", checklist="C").system_prompt == "R\n\nC"
    assert Harness().system_prompt == ""


def test_start_is_the_articles() -> None:
    assert START.system_prompt == ("You are a careful Python programmer.\n\nReturn ONLY a fenced ```python code block.")
    assert START.strategy == START.checklist == ""


def test_render_names_every_block() -> None:
    assert (
        Harness(role="R").render()
        == "[role]\nR\n\n[strategy]\n(empty)\n\n[output_format]\n(empty)\n\n[checklist]\n(empty)"
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (edit("append", "role", "more"), "R\nmore"),
        (edit("append", "role", "  more \n"), "R\nmore"),
        (edit("replace", "role", " new \n"), "new"),
    ],
)
def test_apply(change: Edit, expected: str) -> None:
    assert apply(FULL, change) == FULL.model_copy(update={"role": expected})


def test_append_to_an_empty_block_adds_no_blank_line() -> None:
    assert apply(START, edit("append", "strategy", "Think.")).strategy == "Think."
    assert apply(Harness(strategy=" \n"), edit("append", "strategy", "Think.")).strategy == "Think."


@settings(deadline=None, max_examples=50)
@given(harnesses, edits)
def test_apply_is_pure_and_changes_one_block_only(harness: Harness, change: Edit) -> None:
    before = harness.model_dump()
    after = apply(harness, change)
    assert harness.model_dump() == before
    assert {name for name in BLOCKS if getattr(after, name) != getattr(harness, name)} <= {change.block}
    assert change.text.strip() in getattr(after, change.block)


@settings(deadline=None, max_examples=50)
@given(harnesses)
def test_snapshot_gives_the_same_harness(harness: Harness) -> None:
    again = Harness.model_validate_json(harness.model_dump_json())
    assert again == harness
    assert again.fingerprint == harness.fingerprint


def test_fingerprint_tells_blocks_apart() -> None:
    prints = {FULL.fingerprint, START.fingerprint, Harness(role="a").fingerprint, Harness(strategy="a").fingerprint}
    assert len(prints) == 4
    assert all(len(text) == 12 and set(text) <= set("0123456789abcdef") for text in prints)


def test_fingerprint_of_an_edit_is_what_it_does() -> None:
    same = {edit("append", "role", "x", "a").fingerprint, edit("append", "role", " x\n", "b").fingerprint}
    assert len(same) == 1
    others = {edit("replace", "role", "x").fingerprint, edit("append", "strategy", "x").fingerprint}
    assert len(same | others | {edit("append", "role", "y").fingerprint}) == 4


def test_nothing_can_be_changed_or_misspelt() -> None:
    with pytest.raises(ValidationError):
        FULL.role = "other"
    with pytest.raises(ValidationError):
        Harness.model_validate({"roles": "x"})
    with pytest.raises(ValidationError):
        Edit.model_validate({"op": "delete", "block": "role", "text": "x"})


def test_load_reads_a_snapshot(tmp_path: Path) -> None:
    file = tmp_path / "harness.json"
    file.write_text(FULL.model_dump_json(indent=2))
    assert load(file) == FULL


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not a harness: invalid JSON"),
        (b"\xff", "not UTF-8 (byte 0). Save it as UTF-8; `iconv -f WINDOWS-1252 -t UTF-8"),
        (b"[]", "is not a harness: must be an object, not []"),
        (b'{"roles": "x"}', "is not a harness: roles: there is no such name here"),
        (b'{"role": 3}', "is not a harness: role: must be a text, not 3"),
    ],
)
def test_load_says_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "harness.json"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_load_of_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.json: No such file"):
        load(tmp_path / "gone.json")


def test_diff_shows_changed_blocks_only() -> None:
    old = Harness(role="R", strategy="one\ntwo\nthree\nfour\nfive")
    new = old.model_copy(update={"strategy": "one\ntwo\nthree\nfour\nsix", "checklist": "@@ check"})
    assert diff(old, new) == "[strategy]\n three\n four\n-five\n+six\n\n[checklist]\n+@@ check"
    assert diff(old, old) == ""


MARKDOWN = """\
You classify mail.

# Role
Careful clerk.

## Approach
Read twice.

```
# Rules
in code
```

## Tone
Be kind.

## Output format:
Only the label.

# Rules
- no guessing
"""


def test_a_harness_from_markdown(tmp_path: Path) -> None:
    path = tmp_path / "prompt.md"
    path.write_text("\ufeff" + MARKDOWN, "utf-8")
    found = load(path)
    assert found == Harness(
        role="You classify mail.\n\nCareful clerk.",
        strategy="Read twice.\n\n```\n# Rules\nin code\n```\n\n## Tone\nBe kind.",
        output_format="Only the label.",
        checklist="- no guessing",
    )


def test_a_harness_from_plain_text_is_the_same_system_prompt(tmp_path: Path) -> None:
    text = "You are a clerk.\n\nRead the mail.\n\nAnswer with a label.\n" + "Mind the rules of the house. " * 150
    (tmp_path / "prompt.txt").write_text(text)
    found = load(tmp_path / "prompt.txt")
    assert found.role == "You are a clerk."
    assert found.system_prompt == text.strip()
    (tmp_path / "prompt.txt").write_text(" \n")
    with pytest.raises(ConfigError, match="no text"):
        load(tmp_path / "prompt.txt")


def test_a_harness_from_json_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text("\ufeff" + START.model_dump_json(), "utf-8")
    assert load(tmp_path / "h.json") == START
