from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def fresh_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test key files of its own, so that no digest leaks from one into another."""
    monkeypatch.setenv("SANSHU_DATA_DIR", str(tmp_path))
    return tmp_path / "keys"
