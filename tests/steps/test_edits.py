"""A person's edits: read from a file, checked like the model's, and told apart from them."""

from pathlib import Path

import pytest

from self_harness.errors import ConfigError
from self_harness.harness import START, Edit, Harness
from self_harness.steps.edits import read_edits
from self_harness.steps.propose import admit, longest, parse


def test_plain_lines(tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text("\ufeff# mine\n- Mind ties.\n\n2. Copy arguments.\nNo guessing.\n", "utf-8")
    edits = read_edits(tmp_path / "e.txt")
    assert [edit.text for edit in edits] == ["Mind ties.", "Copy arguments.", "No guessing."]
    assert {(edit.op, edit.block, edit.origin) for edit in edits} == {("append", "checklist", "person")}


def test_toml(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(
        '[[edit]]\ntext = "Sort."\nblock = "strategy"\nop = "replace"\nrationale = "Ties."\n'
    )
    (edit,) = read_edits(tmp_path / "e.toml")
    assert edit == Edit(op="replace", block="strategy", text="Sort.", rationale="Ties.", origin="person")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("e.txt", "# nothing\n", "there are no edits"),
        ("e.toml", "[[edit]]\nblock = 'x'\ntext = 'y'\n", "edit 1: block"),
        ("e.toml", "[[edits]]\ntext = 'y'\n", "other things than"),
        ("e.toml", "[[edit]\n", "not a TOML file"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError, match=said):
        read_edits(tmp_path / name)


def own(text: str) -> Edit:
    return Edit(op="append", block="checklist", text=text, origin="person")


def test_they_pass_the_same_checks_and_take_no_place_of_the_models() -> None:
    reply = (
        '[{"op": "append", "block": "checklist", "text": "Mind the ties of a sort.", "origin": "person"},'
        ' {"op": "append", "block": "checklist", "text": "Leave arguments alone."},'
        ' {"op": "append", "block": "checklist", "text": "Handle nan on purpose."}]'
    )
    mine = [own("Mind the ties of a sort."), own(START.role), own("x" * 601)]
    admitted, refused = admit(mine, START, [])
    assert admitted == (mine[0],)
    assert [item.proposal["origin"] for item in refused] == ["person", "person"]
    edits, dropped = parse(reply, START, [], 1, others=admitted)
    assert [(edit.text, edit.origin) for edit in edits] == [("Leave arguments alone.", "model")]
    assert dropped[0].reason == "it repeats another proposal of this round"


def test_a_long_start_leaves_room_for_edits() -> None:
    assert longest(START, 1000) == 1000
    long = Harness(strategy="Mind the rules of the house. " * 200)
    limit = longest(long, 1000)
    assert limit == 1450 + 500
    assert admit([own("Answer in Latin.")], long, [], max_tokens=1000)[0] == ()
    assert len(admit([own("Answer in Latin.")], long, [], max_tokens=limit)[0]) == 1
