"""English work pages of those who publish: whatever is Chinese there was typed by somebody, and says that it is Chinese."""

from collections.abc import Iterator

import pytest
from django.urls import resolve

from publicity.models import Item
from sanshu.core.models import User
from sanshu.core.roles import Role
from tests.cast import Cast
from tests.pages.english import reading
from tests.publicity.chain import filled, spec, started
from tests.publicity.samples import typed_content
from tests.publicity.test_admin import address, as_posted
from tests.publicity.working import Pages, at_work

pytestmark = pytest.mark.django_db


def test_every_work_page(cast: Cast) -> None:
    found: dict[str, list[str]] = {}
    for user, path in at_work(cast):
        reader = reading(user)
        reader.get(path)
        found |= reader.found
    assert found == {}


def test_the_form_of_every_item(cast: Cast) -> None:
    found: dict[str, list[str]] = {}
    for code in Item.objects.values_list("code", flat=True):
        draft = started(cast, code)
        clerk = reading(cast.staff(Role.CLERK, draft.record.village_id))
        clerk.get(address(draft))
        found |= clerk.found
    assert found == {}


def test_what_the_work_pages_refuse(cast: Cast) -> None:
    pages = dict(_by_name(at_work(cast)))
    refused: list[tuple[str, dict[str, str], int]] = [
        ("work_discard", {"version": "0"}, 409),
        ("work_discard", {"version": "9", "reason": ""}, 409),
        ("work_review", {"do": "return", "version": "1", "reason": ""}, 400),
        ("work_review", {"do": "publish", "version": "1"}, 400),
        ("work_review", {"do": "dance", "version": "1"}, 400),
        ("work_event", {}, 400),
        ("work_event", {"item": "V-04", "happened_on": "2030-01-01"}, 400),
        ("work_file", {}, 400),
        ("work_file", {"reason_class": "dispute", "reason": "210123199001011234", "until": "2027-11-01"}, 400),
        ("work_filing", {"do": "dance"}, 400),
        ("work_record", {"do": "dance"}, 400),
        ("work_record", {"do": "privacy", "reason": ""}, 400),
        ("work_erasure", {"do": "refuse", "reason": ""}, 400),
        ("work_take_back", {"reason": ""}, 400),
        ("work_no_events", {"items": "V-99"}, 400),
    ]
    found: dict[str, list[str]] = {}
    for name, fields, status in refused:
        user, path = pages[name]
        reader = reading(user)
        reader.post(path, fields, status=status)
        found |= reader.found
    assert found == {}


def test_what_is_wrong_with_a_draft_is_in_english_or_says_that_it_is_not(cast: Cast) -> None:
    found: dict[str, list[str]] = {}
    for code in ("F-03", "V-08", "V-13", "F-09", "V-04"):
        draft = filled(cast, code)
        clerk = reading(cast.staff(Role.CLERK, draft.record.village_id))
        for wrong in ("210123199001011234", "-3.14159", "2030-01-01", "x" * 3000, "a\x00b"):
            header, rows = typed_content(spec(code), period=draft.record.period)
            header = dict.fromkeys(header, wrong)
            rows = [dict.fromkeys(row, wrong) for row in rows]
            clerk.post(address(draft), as_posted(draft, header, rows, "submit"), status=400)
        clerk.post(address(draft), {"version": "0", "do": "save"}, status=409)
        found |= clerk.found
    assert found == {}


def test_what_was_typed_stands_in_its_field_as_it_was_typed(cast: Cast) -> None:
    at = at_work(cast)
    pages, reviews = dict(_by_name(at)), [(user, path) for user, path in at if path.endswith("/review/")]
    for user, path in (*reviews, pages["work_record"], pages["work_erasure"]):
        shown = reading(user).post(path, {"do": "dance", "reason": "另写一份", "version": "1"}, status=400)
        assert 'maxlength="500">另写一份</textarea>' in shown.content.decode(), path
    reviewer, path = reviews[-1]
    shown = reading(reviewer).post(path, {"do": "publish", "version": "1", "ticks-0-office": "镇经管站"}, status=400)
    assert 'value="镇经管站"' in shown.content.decode()


def _by_name(pages: Pages) -> Iterator[tuple[str, tuple[User, str]]]:
    for user, path in reversed(pages):
        yield str(resolve(path).url_name), (user, path)
