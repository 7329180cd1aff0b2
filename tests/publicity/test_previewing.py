"""Before anything is public, whoever signs it sees the page that villagers will see."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from publicity.actions.corrections import start_correction
from publicity.actions.drafts import start_draft
from publicity.models import Draft
from publicity.summaries import summarise_nil
from sanshu.core.periods import Period
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, Cast, sign_in
from tests.publicity.chain import filled, obligation, published, spec, submitted

pytestmark = pytest.mark.django_db
#: One of each structure, with rows for everybody, for residents, and for nobody.
ITEMS = ["P-02", "V-04", "F-03", "V-13", "F-17", "F-15", "F-21", "V-17"]


def preview(client: Client, draft: Draft, viewer: str = "resident") -> str:
    answer = client.get(reverse("admin:work_preview", args=[draft.pk, viewer]))
    assert answer.status_code == 200
    return answer.content.decode()


def told(page: str) -> str:
    """What a page says of the disclosure itself: its sentence, how far it has come, its figures and rows."""
    inside = page[page.index('<p class="lead"') : page.index("为什么要公开这一项")]
    for beneath in ("<h2>这件事的来龙去脉</h2>", "觉得不对？问一问", "<details>"):
        inside = inside.split(beneath)[0]
    inside = re.sub(
        r'<(section|p) class="(card|buttons)">\s*(<a class="button"\s+href="[^"]*">)?$', "", inside.rstrip()
    )
    return " ".join(re.sub(r'href="[^"]*"', "", inside).split())


@pytest.mark.parametrize("code", ITEMS)
@pytest.mark.parametrize("viewer", ["public", "resident"])
def test_it_is_the_page_that_is_published(cast: Cast, client: Client, code: str, viewer: str) -> None:
    draft = filled(cast, code)
    village = draft.record.village_id
    sign_in(client, cast.staff(Role.SECRETARY, village))
    before = preview(client, draft, viewer)
    assert "预览：还没有公开" in before
    record = published(cast, draft).record
    reader = sign_in(Client(), cast.resident(village)) if viewer == "resident" else Client()
    after = reader.get(f"/records/{record.pk}/").content.decode()
    assert "预览" not in after
    assert told(before) == told(after)


def test_names_for_residents_only_are_not_on_the_page_that_anybody_will_see(cast: Cast, client: Client) -> None:
    draft = submitted(cast, filled(cast, "V-13"))
    sign_in(client, cast.secretary)
    name = draft.content["rows"][0]["name"]
    assert name in preview(client, draft)
    assert name not in preview(client, draft, "public")


def test_a_long_list_is_searched_as_it_will_be(cast: Cast, client: Client) -> None:
    draft = submitted(cast, filled(cast, "V-13"))
    first, second = (row["name"] for row in draft.content["rows"][:2])
    sign_in(client, cast.secretary)
    address = reverse("admin:work_preview", args=[draft.pk, "resident"])
    found = client.get(address, {"find": first}).content.decode()
    assert first in found.split('id="rows"')[1]
    assert second not in found.split('id="rows"')[1]


def test_a_correction_and_a_nil_return_are_seen_before_they_are_public(cast: Cast, client: Client) -> None:
    record = published(cast, filled(cast, "V-10")).record
    correction = start_correction(record.pk, by=cast.clerk, reason="补一行")
    nothing = start_draft(obligation("V-08").pk, by=cast.clerk, is_nil=True)
    sign_in(client, cast.clerk)
    assert "这份公开更正过" not in preview(client, correction)
    assert summarise_nil(spec("V-08"), Period.parse(nothing.record.period), "zh") in preview(client, nothing)


def test_nobody_else_sees_it_and_it_only_shows(cast: Cast, client: Client) -> None:
    draft = filled(cast, "V-08")
    address = reverse("admin:work_preview", args=[draft.pk, "public"])
    sign_in(client, cast.clerk)
    assert client.post(address).status_code == 405
    assert client.get(reverse("admin:work_preview", args=[draft.pk, "official"])).status_code == 404
    assert "no-store" in client.get(address).headers["Cache-Control"]
    sign_in(client, cast.staff(Role.CLERK, AOHANTUN))
    assert client.get(address).status_code == 404
    assert Client().get(address).status_code == 302
