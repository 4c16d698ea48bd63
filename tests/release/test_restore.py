"""A drill: a champion's history is copied, lost and restored, and the copy is proven to be whole."""

import shutil
from pathlib import Path

from self_harness.release.champion import ChampionStore, audit
from tests.release.test_champion import C, evidence, filled


def test_a_restored_history_is_proven_whole_by_a_hash_that_was_noted(tmp_path: Path) -> None:
    store = ChampionStore(str(tmp_path / "champions"), "contracts", "claude-x")
    filled(store)
    noted = store.history()[-1].hash
    champion = store.current()
    shutil.make_archive(str(tmp_path / "backup"), "gztar", tmp_path, "champions")
    store.promote(C, "after the backup", evidence("r9"))
    late = store.history()[-1].hash

    shutil.rmtree(tmp_path / "champions")
    assert store.current() is None
    shutil.unpack_archive(tmp_path / "backup.tar.gz", tmp_path)
    assert store.current() == champion
    assert audit(store, [noted]) == []
    assert [fault.kind for fault in audit(store, [noted, late])] == ["missing"], "what the backup lacks is seen"
    assert store.promote(C, "anew", evidence("r9")).previous == noted, "the history goes on"
