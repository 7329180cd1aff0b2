"""One small province and the real catalogue, loaded once per database; a stopped clock; the named cast."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from sanshu.core import clock
from tests import cast as cast_module
from tests.cast import LIVE_FROM, NOW, PROVINCE, Cast, in_small_province
from tools.chromium import chromium

# Playwright keeps an event loop running in the thread of the tests as long as a browser is open, and Django then refuses
# its (synchronous) database to every test that follows; none of ours is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# WhiteNoise reads every static file when a handler is made. A server makes one; every test client makes its own, and half
# of the run went into that. Looked up when asked for, the files and their headers are the same.
settings.WHITENOISE_AUTOREFRESH = True

# How long an example takes depends on what else the machine does; a test that fails for that proves nothing.
hypothesis_settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("portal")

#: What a test that commits leaves behind, and with it all that refers to it.
MADE_BY_TESTS = (
    "core_user",
    "core_timelineentry",
    "feedback_message",
    "feedback_messagecount",
    "accounts_phonecode",
    "accounts_attemptcount",
)
DATA = Path(__file__).parent.parent / "publicity" / "data"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Make each worker's database and load the small province and all 70 items into it, once.

    pytest-django's own makes none where no collected test bears its mark, and those that commit for real bear none. A
    browser that keeps its line to a live server open keeps that server's session, too: it is ended before the drop.
    """
    header, *lines = (DATA / "liaoning_regions.csv").read_text(encoding="utf-8").splitlines()
    small = tmp_path_factory.mktemp("regions") / "small.csv"
    small.write_text("\n".join([header, *(line for line in lines if in_small_province(line.split(",")[0]))]))
    with django_db_blocker.unblock(), clock.at(NOW):
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb and not django_db_createdb)
        call_command("load_regions", str(small), verbosity=0)
        call_command("load_catalogue", str(DATA / "catalogue.json"), verbosity=0)
        call_command("enrol_regions", f"{PROVINCE:012d}", "--from", LIVE_FROM.isoformat(), verbosity=0)
    yield
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests of a process: Playwright allows a thread only one of itself."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False)
        yield started
        started.close()


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    """Let every test stand at the same moment."""
    with clock.at(NOW):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Give the cast of this test."""
    return cast_module.Cast()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Let a test commit for real, so that other connections see it; what it made is emptied out afterwards."""
    with django_db_blocker.unblock():
        yield cast_module.Cast()
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(MADE_BY_TESTS)} CASCADE")
        connection.close()
