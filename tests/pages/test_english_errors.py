"""English error pages: the title, the reason and the way on are in English, whatever went wrong."""

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from sanshu.accounts.actions.phone_codes import GatewayDown
from sanshu.core.errors import DomainError
from sanshu.pages.views.errors import bad_request, forbidden, not_found, refusal, server_error
from sanshu.pages.views.unavailable import unavailable
from tests.pages.english import Reader
from tests.pages.language import unmarked_chinese

KINDS = [DomainError, *DomainError.__subclasses__()]
assert GatewayDown in KINDS


def shown(answer: HttpResponse) -> list[str]:
    page = answer.content.decode()
    assert '<html lang="en">' in page
    return unmarked_chinese(page)


def asked(path: str = "/en/", fields: dict[str, str] | None = None) -> HttpRequest:
    return RequestFactory().post(path, fields) if fields else RequestFactory().get(path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_refusal_has_an_english_title_and_marks_its_reason(kind: type[DomainError]) -> None:
    with translation.override("en"):
        answer = refusal(asked(), kind("第3行的金额不对。", errors={"rows.3.amount": ["请填数字。"]}))
    assert shown(answer) == []
    assert '<span lang="zh">第3行的金额不对。</span>' in answer.content.decode()


@pytest.mark.parametrize("page", [bad_request, forbidden, not_found])
def test_pages_of_what_can_not_be_read_seen_or_found(page: object) -> None:
    with translation.override("en"):
        assert shown(page(asked())) == []  # type: ignore[operator]


def test_the_page_of_an_outage_and_the_words_it_gives_back() -> None:
    with translation.override("en"):
        assert shown(unavailable(asked())) == []
        assert shown(unavailable(asked("/en/messages/new/", {"text": "三组门前的排水沟堵了。"}))) == []


def test_a_form_that_was_open_too_long(db: None) -> None:
    reader = Reader(Client(enforce_csrf_checks=True))
    reader.post("/messages/track/", {"code": "1"}, status=403)
    assert reader.found == {}


def test_what_no_page_can_be_made_of(settings: LazySettings, client: Client, db: None) -> None:
    reader = Reader(client)
    reader.get("/search/?q=%00", status=200)
    reader.get("/villages/1/", status=404)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    reader.post("/messages/track/", {"code": "1", "more": "2", "most": "3"}, status=400)
    assert reader.found == {}


def test_the_page_that_needs_nothing_speaks_both_languages() -> None:
    answer = server_error(asked())
    assert answer.status_code == 500
    assert unmarked_chinese(answer.content.decode()) == []
    assert '<p lang="en">Something went wrong' in answer.content.decode()
