"""Every work page in a real browser: readable, tappable, nothing inline, nothing sideways, no field wider than its column."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from publicity.actions.corrections import start_correction
from publicity.actions.drafts import discard_draft
from publicity.actions.erasure import ask_erasure
from publicity.actions.filings import Plea, file_exemption
from publicity.actions.obligations import open_obligations
from publicity.actions.occurrences import record_event
from publicity.actions.signatures import return_draft
from publicity.models import Obligation
from sanshu.core.models import User
from tests.browser.conftest import Screen
from tests.cast import LIUJIAWOBU, TODAY, Cast, sign_in
from tests.publicity.chain import endorsed, filled, published, started, submitted
from tests.publicity.test_admin import address
from tests.publicity.test_matters import resolved

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE, DESK = 390, 1440
Pages = list[tuple[User, str]]


@pytest.fixture
def work(cast: Cast) -> Pages:
    """A village at work, and who looks at which page of it."""
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    resolved(cast)
    record = published(cast, filled(cast, "V-10")).record
    correction = start_correction(record.pk, by=cast.clerk, reason="补一行，原来少登记了一户")
    replaced = published(
        cast, start_correction(published(cast, filled(cast, "F-04")).record_id, by=cast.clerk, reason="改")
    )
    ask_erasure(replaced.record.revisions.get(number=1).pk, by=cast.reviewer, reason="个人信息保护法第四十七条")
    again = submitted(cast, filled(cast, "P-04"))
    again = return_draft(again.pk, by=cast.secretary, reason="另写一份", version=again.version)
    discarded = discard_draft(again.pk, by=cast.clerk, version=again.version, reason="另写一份")
    assert discarded is not None
    signing, publishing = submitted(cast, filled(cast, "F-03")), endorsed(cast, filled(cast, "F-02"))
    owed = list(Obligation.objects.unmet().filter(region_id=LIUJIAWOBU, due_on__gte=TODAY, records=None).order_by("pk"))
    plea = Plea(reason_class="awaiting_material", reason="上级文件还没有到", until=TODAY + timedelta(days=20))
    filing = file_exemption(owed[0].pk, by=cast.clerk, plea=plea)
    (event,) = record_event("F-09", villages=[LIUJIAWOBU], happened_on=TODAY, by=cast.clerk)
    return [
        *((user, reverse("admin:index")) for user in (cast.clerk, cast.secretary, cast.reviewer, cast.department)),
        (cast.clerk, address(filled(cast, "F-09"))),
        (cast.clerk, address(started(cast, "F-08"))),
        (cast.clerk, address(correction)),
        (cast.clerk, reverse("admin:work_discard", args=[correction.pk])),
        (cast.reviewer, reverse("admin:work_discarded", args=[discarded.pk])),
        (cast.secretary, reverse("admin:work_review", args=[signing.pk])),
        (cast.reviewer, reverse("admin:work_review", args=[publishing.pk])),
        (cast.clerk, reverse("admin:work_event")),
        (cast.department, reverse("admin:work_event")),
        (cast.clerk, reverse("admin:work_file", args=[owed[1].pk])),
        (cast.secretary, reverse("admin:work_filing", args=[filing.pk])),
        (cast.reviewer, reverse("admin:work_record", args=[record.pk])),
        (cast.department, reverse("admin:work_erasure", args=[replaced.record_id, 1])),
        (cast.clerk, reverse("admin:work_take_back", args=[event.pk])),
        (cast.clerk, reverse("admin:work_no_events", args=[LIUJIAWOBU, "2026-Q3"])),
    ]


def wider_than_their_column(screen: Screen) -> list[str]:
    """List the fields that stick out of their box."""
    return list(
        screen.page.evaluate(
            """() => [...document.querySelectorAll('.box :is(input, select, textarea)')]
            .filter(one => one.getBoundingClientRect().right > one.closest('.box').getBoundingClientRect().right + .5)
            .map(one => one.outerHTML.slice(0, 120))"""
        )
    )


def test_every_work_page_is_readable_and_tappable(browser: Browser, client: Client, work: Pages) -> None:
    screen = Screen(browser, client, width=PHONE)
    for user, path in work:
        sign_in(client, user)
        screen.resize(PHONE)
        assert screen.open(path) == 200, path
        assert screen.small_targets() == [], path
        for width in (PHONE, DESK):
            screen.resize(width)
            assert screen.violations() == [], (path, width)
            assert not screen.is_too_wide(), (path, width)
            assert wider_than_their_column(screen) == [], (path, width)
        assert screen.complaints == [], path


def test_a_row_added_in_the_browser_offers_matters_and_carries_nothing_over(
    browser: Browser, client: Client, cast: Cast
) -> None:
    resolved(cast)
    sign_in(client, cast.clerk)
    screen = Screen(browser, client, width=PHONE)
    screen.open(address(filled(cast, "F-08")))
    assert screen.page.locator("#row-3 .told").count() == 2
    screen.page.get_by_role("button", name="再加5行").click()
    added = screen.page.locator("#row-4")
    assert added.locator("[name=rows-4-decision_ref]").get_attribute("list") == "matters"
    assert added.locator("[name=rows-4-decision_ref]").input_value() == ""
    assert added.locator(".told").count() == 0
