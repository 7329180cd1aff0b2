"""The whole way by pages: write, sign, publish, correct, withdraw, file, record events."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from publicity.actions.corrections import start_correction
from publicity.content import CHILD_SUFFIX, clean_content
from publicity.models import Draft, Filing, NoEventConfirmation, Obligation, Record
from publicity.stations import ticks_needed
from tests.cast import AOHANTUN, LIUJIAWOBU, TODAY, Cast, sign_in
from tests.publicity.chain import EVENT_DAY, endorsed, filled, obligation, published, spec, submitted
from tests.publicity.samples import identity, typed_content
from tests.publicity.test_admin import address, as_posted

pytestmark = pytest.mark.django_db


def test_the_whole_way_by_pages(cast: Cast, client: Client) -> None:
    owed = obligation("F-03")
    sign_in(client, cast.clerk)
    to_form = client.post(reverse("admin:work_start", args=[owed.pk]))
    draft = Draft.objects.get(record__obligation=owed)
    assert to_form["Location"] == address(draft)
    assert client.post(reverse("admin:work_start", args=[owed.pk]))["Location"] == address(draft)
    header, rows = typed_content(spec("F-03"), period=owed.period)
    client.post(address(draft), as_posted(draft, header, rows, "submit"))
    review = reverse("admin:work_review", args=[draft.pk])
    for user, role in ((cast.secretary, "secretary"), (cast.oversight, "oversight")):
        sign_in(client, user)
        assert rows[0]["summary"] in client.get(review).content.decode()
        version = Draft.objects.get(pk=draft.pk).version
        assert client.post(review, {"do": role, "version": version}).status_code == 302
    sign_in(client, cast.reviewer)
    version = Draft.objects.get(pk=draft.pk).version
    lacking = client.post(review, {"do": "publish", "version": version})
    assert lacking.status_code == 400
    assert "审核单位和日期" in lacking.content.decode()
    seen = {f"ticks-{place}-office": "二牛所口镇经管站" for place in range(len(ticks_needed(spec("F-03"))))}
    seen |= {f"ticks-{place}-day": "2026-11-16" for place in range(len(ticks_needed(spec("F-03"))))}
    assert client.post(review, {"do": "publish", "version": version, **seen}).status_code == 302
    assert Record.objects.get(pk=draft.record_id).status == "published"


def test_preview_shows_rows_to_residents_only_where_the_item_says_so(cast: Cast, client: Client) -> None:
    draft = filled(cast, "V-13")
    sign_in(client, cast.clerk)
    review = reverse("admin:work_review", args=[draft.pk])
    name = draft.content["rows"][0]["name"]
    assert name not in client.get(review + "?as=public").content.decode()
    assert name in client.get(review + "?as=resident").content.decode()


def test_a_return_shows_its_reason_to_the_clerk(cast: Cast, client: Client) -> None:
    draft = endorsed(cast, filled(cast, "F-03"))
    sign_in(client, cast.reviewer)
    review = reverse("admin:work_review", args=[draft.pk])
    assert client.post(review, {"do": "return", "version": draft.version, "reason": " "}).status_code == 400
    client.post(review, {"do": "return", "version": draft.version, "reason": "第2笔没有凭证号"})
    sign_in(client, cast.clerk)
    assert "第2笔没有凭证号" in client.get(address(draft)).content.decode()


def test_correcting_and_withdrawing_by_pages(cast: Cast, client: Client) -> None:
    revision = published(cast, filled(cast, "F-03"))
    page = reverse("admin:work_record", args=[revision.record_id])
    sign_in(client, cast.clerk)
    answer = client.post(page, {"do": "correct", "reason": "金额写错"})
    assert answer.status_code == 302
    assert Draft.objects.get(record_id=revision.record_id).is_correction
    sign_in(client, cast.reviewer)
    assert client.post(page, {"do": "request", "reason": "村里要求"}).status_code == 409
    assert client.post(page, {"do": "privacy", "reason": "写了住址"}).status_code == 302
    assert Record.objects.get(pk=revision.record_id).status == "withdrawn"
    assert "写了住址" in client.get(page).content.decode()


def test_a_nil_return_by_page(cast: Cast, client: Client) -> None:
    owed = obligation("V-08")
    sign_in(client, cast.clerk)
    client.post(reverse("admin:work_start", args=[owed.pk]), {"nil": "1"})
    draft = Draft.objects.get(record__obligation=owed)
    assert "本期无发生" in client.get(address(draft)).content.decode()
    client.post(address(draft), {"version": draft.version, "do": "submit"})
    assert Draft.objects.get(pk=draft.pk).status == "submitted"


def test_a_filing_by_pages(cast: Cast, client: Client) -> None:
    owed = obligation("V-10")
    sign_in(client, cast.clerk)
    page = reverse("admin:work_file", args=[owed.pk])
    assert (
        client.post(page, {"reason_class": "dispute", "reason": "正在核实", "until": "2027-11-01"}).status_code == 400
    )
    client.post(page, {"reason_class": "dispute", "reason": "正在核实", "until": "2026-12-01"})
    filing = Filing.objects.get(obligation=owed)
    page = reverse("admin:work_filing", args=[filing.pk])
    for user, wish in ((cast.secretary, "secretary"), (cast.oversight, "oversight"), (cast.reviewer, "approve")):
        sign_in(client, user)
        assert client.get(page).status_code == 200
        assert client.post(page, {"do": wish}).status_code == 302
    owed.refresh_from_db()
    assert owed.filed_until is not None
    assert client.post(page, {"do": "revoke", "reason": "材料已到"}).status_code == 302
    assert Filing.objects.get(pk=filing.pk).status == "revoked"


def test_an_event_by_page(cast: Cast, client: Client) -> None:
    sign_in(client, cast.clerk)
    page = reverse("admin:work_event")
    assert client.post(page, {"item": "V-04", "happened_on": "2026-11-18"}).status_code == 400
    answer = client.post(page, {"item": "V-04", "happened_on": EVENT_DAY.isoformat()})
    assert answer.status_code == 302
    assert Draft.objects.get(record__item__code="V-04").record.period == EVENT_DAY.isoformat()


def test_the_county_records_an_event_for_many_villages(cast: Cast, client: Client) -> None:
    sign_in(client, cast.department)
    villages = [LIUJIAWOBU, AOHANTUN]
    page = client.get(reverse("admin:work_event")).content.decode()
    assert page.index("二牛所口镇") < page.index("刘家窝堡村")
    sent = {"item": "V-22", "happened_on": EVENT_DAY.isoformat(), "villages": villages}
    assert client.post(reverse("admin:work_event"), sent).status_code == 302
    assert set(Obligation.objects.filter(item__code="V-22").values_list("region_id", flat=True)) == set(villages)


def test_no_events_are_confirmed_in_one_step(cast: Cast, client: Client) -> None:
    sign_in(client, cast.clerk)
    page = reverse("admin:work_no_events", args=[LIUJIAWOBU, "2026-Q3"])
    items = re.findall(r'name="items"\s+value="([^"]+)"', client.get(page).content.decode())
    assert client.post(page, {"items": items}).status_code == 302
    assert NoEventConfirmation.objects.get(region_id=LIUJIAWOBU).items == sorted(items)
    assert "一次确认" not in client.get(reverse("admin:index")).content.decode()


def test_pages_hold_to_the_strict_policy(cast: Cast, client: Client) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    record = published(cast, filled(cast, "V-10")).record_id
    correction = start_correction(record, by=cast.clerk, reason="补一行")
    pages = {
        cast.clerk: [reverse("admin:index"), address(correction), reverse("admin:work_record", args=[record])],
        cast.secretary: [reverse("admin:index"), reverse("admin:work_review", args=[draft.pk])],
        cast.reviewer: [reverse("admin:index"), reverse("admin:publicity_record_changelist")],
    }
    for user, addresses in pages.items():
        sign_in(client, user)
        for place in addresses:
            html = client.get(place).content.decode()
            assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\sstyle=|\son\w+=", html), (
                place
            )


def test_the_child_of_a_number_is_known_without_the_number(cast: Cast) -> None:
    _, rows = typed_content(spec("V-11"))
    rows[0]["id_number"] = identity(5, year=2020)
    content = clean_content(spec("V-11"), {}, rows, on=TODAY).content
    assert [row["id_number" + CHILD_SUFFIX] for row in content["rows"]] == [True, False, False]
