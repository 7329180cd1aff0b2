from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sanshu.core import keys
from sanshu.core.keys import KeyFileError, KeyRing


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    first = ring.key("store-person")
    assert ring.key("store-person") == first
    assert len(first.secret) == 32
    assert (tmp_path / "keys/store-person.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["store-person.key"]


def test_processes_that_race_to_make_a_key_agree_on_one(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(ring.key, ["store-phone"] * 32))
    assert len(made) == 1


def test_each_purpose_has_a_key_and_an_id_of_its_own(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    made = [
        ring.key(f"{layer}-{kind}")
        for layer in ("match", "store")
        for kind in ("person", "account", "phone", "receipt")
    ]
    assert len({key.secret for key in made}) == len({key.id for key in made}) == 8


def test_a_secret_is_never_in_a_representation(tmp_path: Path) -> None:
    key = KeyRing(tmp_path).key("store-person")
    assert key.secret.hex() not in repr(key)
    assert str(key.secret) not in repr(key)


def test_a_key_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    ring.key("store-person")
    (tmp_path / "store-person.key").chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        ring.key("store-person")


@pytest.mark.parametrize("content", ["", "zz" * 32, "ab" * 31])
def test_a_damaged_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "store-person.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="已损坏"):
        KeyRing(tmp_path).key("store-person")


def test_a_missing_key_is_an_error_where_keys_must_be_given(fresh_keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSHU_MAKE_KEYS", "0")
    with pytest.raises(KeyFileError, match="缺少密钥文件"):
        keys.key("store-person")
    assert not fresh_keys.exists()
