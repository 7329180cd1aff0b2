"""Who holds a page is told that it has not changed before anything that knows of sessions is asked."""

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.test import Client
from prometheus_client import REGISTRY
from pytest_django import DjangoAssertNumQueries

from publicity.models import Record
from tests.cast import LIUJIAWOBU, SHENYANG, Cast, sign_in
from tests.publicity.chain import filled, published

pytestmark = pytest.mark.django_db
VILLAGE = f"/villages/{LIUJIAWOBU}/"
SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"


@pytest.fixture
def record(cast: Cast) -> Record:
    return published(cast, filled(cast, "F-03")).record


@pytest.fixture
def pages(record: Record) -> list[str]:
    """One of every page that has a version."""
    plain = ["/", f"/regions/{SHENYANG}/", VILLAGE, f"{VILLAGE}items/F-03/", f"/records/{record.pk}/"]
    return [f"{prefix}{page}" for page in (*plain, f"/records/{record.pk}/revisions/") for prefix in ("", "/en", "/da")]


def held(client: Client, path: str) -> dict[str, str]:
    return {"If-None-Match": client.get(path).headers["ETag"]}


def test_it_is_told_without_sessions_and_with_every_header_that_counts(
    client: Client, pages: list[str], settings: LazySettings
) -> None:
    known = {page: held(client, page) for page in pages}
    # Were anything inside asked, it would fail: there are no sessions now.
    at = settings.MIDDLEWARE.index(SESSIONS)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], "tests.pages.test_unchanged.refuse_to_go_on"]
    for page, headers in known.items():
        answer = Client().get(page, headers=headers)
        assert (answer.status_code, answer.content) == (304, b""), page
        assert answer.headers["ETag"] == headers["If-None-Match"]
        assert {"Content-Security-Policy", "Vary", "X-Request-ID", "Content-Language"} <= set(answer.headers)
        assert "public" in answer.headers["Cache-Control"]


def refuse_to_go_on(_get_response: object) -> object:
    """A middleware that answers nothing."""

    def never(_request: object) -> None:
        raise AssertionError("asked further in")

    return never


def test_a_changed_page_is_given_whole(client: Client, cast: Cast) -> None:
    headers = held(client, VILLAGE)
    published(cast, filled(cast, "F-03"))
    answer = client.get(VILLAGE, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["ETag"] != headers["If-None-Match"]
    assert "</html>" in answer.content.decode()
    assert client.get(VILLAGE, headers={"If-None-Match": "*"}).status_code == 304


def test_who_is_signed_in_gets_their_own_page(client: Client, cast: Cast, record: Record) -> None:
    headers = held(client, VILLAGE)
    answer = sign_in(Client(), cast.resident()).get(VILLAGE, headers=headers)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/villages/999999999999/", "/records/999999/", "/nowhere/", "/da/records/999999/"])
def test_what_is_not_there_is_not_there_for_who_says_to_hold_it(client: Client, path: str) -> None:
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 404


def test_other_pages_and_other_methods_go_their_way(client: Client) -> None:
    headers = {"If-None-Match": "*"}
    assert client.get("/messages/new/", headers=headers).status_code == 200
    assert client.post(VILLAGE, headers=headers).status_code == 405
    assert client.get(f"/regions/{LIUJIAWOBU}/", headers=headers).status_code == 302


def test_under_a_name_that_is_not_ours_nothing_is_told(client: Client, settings: LazySettings) -> None:
    headers = held(client, VILLAGE)
    settings.ALLOWED_HOSTS = ["portal.example"]
    assert client.get(VILLAGE, headers=headers).status_code == 400


def test_without_the_database_the_page_says_so(client: Client, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = held(client, VILLAGE)

    def gone(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("publicity.queries.village_page.arrive", gone)
    assert Client(raise_request_exception=False).get(VILLAGE, headers=headers).status_code == 503


def test_both_are_counted_by_their_view_once(client: Client, record: Record) -> None:
    labels = {"view": "village", "transport": "http", "method": "GET"}
    name = "django_http_requests_total_by_view_transport_method_total"

    def counted() -> float:
        return REGISTRY.get_sample_value(name, labels) or 0.0

    before = counted()
    headers = held(client, VILLAGE)
    assert counted() == before + 1
    client.get(VILLAGE, headers=headers)
    assert counted() == before + 2
    answered = {"view": "village", "method": "GET", "status": "304"}
    assert REGISTRY.get_sample_value("django_http_responses_total_by_status_view_method_total", answered)


def test_a_changed_page_costs_its_version_once_more(
    client: Client, record: Record, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(VILLAGE)
    with django_assert_max_num_queries(30) as fresh:
        client.get(VILLAGE)
    with django_assert_max_num_queries(30) as changed:
        client.get(VILLAGE, headers={"If-None-Match": '"another"'})
    assert len(changed) == len(fresh) + 1
