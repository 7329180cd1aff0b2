"""The two engines: durable, speaking Chinese, found by other commands, never started twice."""

import os
from pathlib import Path

import psycopg2
import pytest
import redis

from sanshu.runtime import discovery
from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.loaded import Loaded, digest
from sanshu.runtime.services import Services


def ask(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            found = cursor.fetchone() if cursor.description else None
    finally:
        connection.close()
    return found[0] if found else None


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_postgres_keeps_what_it_confirmed(services: Services, setting: str) -> None:
    assert ask(services.database_url, f"SHOW {setting}") == "on"


def test_postgres_listens_on_loopback_only(services: Services) -> None:
    assert ask(services.database_url, "SHOW listen_addresses") == "127.0.0.1"


def test_postgres_finds_trigrams_in_chinese(services: Services) -> None:
    ask(services.database_url, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert ask(services.database_url, "SELECT array_length(show_trgm('养老金发放'), 1)") == 6


def test_redis_keeps_what_it_is_told_and_asks_for_a_password(services: Services) -> None:
    client = redis.Redis.from_url(services.redis_url)
    assert client.config_get("appendonly") == {"appendonly": "yes"}
    stranger = redis.Redis(port=client.connection_pool.connection_kwargs["port"])
    with pytest.raises(redis.AuthenticationError):
        stranger.ping()
    client.close()
    stranger.close()


def test_postgres_refuses_a_local_user_without_the_password(services: Services) -> None:
    scheme, rest = services.database_url.split("://")
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(f"{scheme}://sanshu:guessed@{rest.split('@')[1]}")


def test_another_command_finds_the_running_services(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSHU_DATA_DIR", str(services.folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert discovery.database_url() == services.database_url
    assert discovery.redis_url() == services.redis_url


def test_the_environment_comes_before_a_running_demo(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSHU_DATA_DIR", str(services.folder))
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/x")
    assert discovery.database_url() == "postgres://elsewhere/x"


def test_the_note_of_a_dead_supervisor_misleads_nobody(services: Services, tmp_path: Path) -> None:
    note = discovery.running_services(services.folder)
    assert note is not None
    discovery.write_note(tmp_path, discovery.RunningServices(**{**vars(note), "supervisor_started": "1"}))
    assert discovery.running_services(tmp_path) is None


def test_the_note_holds_passwords_so_only_its_owner_reads_it(services: Services) -> None:
    assert (services.folder / discovery.NOTE).stat().st_mode & 0o077 == 0


def test_a_second_supervisor_over_the_same_data_is_refused(services: Services) -> None:
    with pytest.raises(CannotRunError, match=str(os.getpid())):
        Services(services.folder).start()
    assert discovery.running_services(services.folder) is not None


def test_services_that_are_given_are_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://given/x")
    monkeypatch.setenv("REDIS_URL", "redis://given/0")
    with Services(tmp_path) as given:
        assert given.children == []
        assert given.environment()["DATABASE_URL"] == "postgres://given/x"
    assert list(tmp_path.iterdir()) == []


def test_data_survives_a_stop_and_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    with Services(tmp_path) as first:
        ask(first.database_url, "CREATE TABLE kept AS SELECT '望江村' AS name")
        with redis.Redis.from_url(first.redis_url) as client:
            client.set("kept", "1")
    with Services(tmp_path) as second:
        assert ask(second.database_url, "SELECT name FROM kept") == "望江村"
        with redis.Redis.from_url(second.redis_url) as client:
            assert client.get("kept") == b"1"


def test_a_thing_is_loaded_once_until_it_or_the_database_changes(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "regions.csv"
    file.write_text("one")
    assert not Loaded(tmp_path, services.database_url).holds("load_regions", digest(file))
    Loaded(tmp_path, services.database_url).note("load_regions", digest(file))
    assert Loaded(tmp_path, services.database_url).holds("load_regions", digest(file))

    other = services.database_url.removesuffix("/sanshu") + "/postgres"
    assert not Loaded(tmp_path, other).holds("load_regions", digest(file))
    file.write_text("two")
    assert not Loaded(tmp_path, services.database_url).holds("load_regions", digest(file))
