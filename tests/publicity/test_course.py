"""The course of a record and of a filing: every signature stands there with its office and day, not only the last one."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from publicity.actions.drafts import Typed, save_draft
from publicity.actions.filings import Plea, file_exemption, sign_filing
from publicity.actions.publish import publish_draft
from publicity.actions.signatures import endorse_draft, return_draft
from publicity.models import Draft, Endorsement
from publicity.queries.course import course_of
from sanshu.core import clock
from sanshu.core.roles import Role
from tests.cast import NOW, TODAY, Cast, sign_in
from tests.publicity.chain import filled, obligation, spec, submitted, ticks
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
SECRETARY, OVERSIGHT = "村(社区)党组织书记", "村(居)务监督委员会"


def signed(cast: Cast, draft: Draft, *, from_hour: int = 1) -> Draft:
    """Send it in and have both sign, an hour after each other."""
    with clock.at(NOW + timedelta(hours=from_hour)):
        draft = submitted(cast, draft)
    for hour, role in ((from_hour + 1, Role.OVERSIGHT), (from_hour + 2, Role.SECRETARY)):
        with clock.at(NOW + timedelta(hours=hour)):
            by = cast.staff(role, draft.record.village_id)
            draft = endorse_draft(draft.pk, by=by, role=role, version=draft.version)
    return draft


def told(page: str) -> list[str]:
    """The steps that a page of staff shows, in their order, without markup."""
    steps = re.findall(r"<li><time[^>]*>(.*?)</li>", page.split('class="steps"')[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", step).split()) for step in steps]


def test_the_reviewer_sees_every_signature_with_office_and_time(cast: Cast, client: Client) -> None:
    draft = signed(cast, filled(cast, "F-03"))
    page = sign_in(client, cast.reviewer).get(reverse("admin:work_review", args=[draft.pk])).content.decode()
    assert told(page)[1:] == [
        "2026-11-17 10:30 刘家窝堡村 报账员（文书） 送审",
        f"2026-11-17 11:30 刘家窝堡村 监督委员会成员 {OVERSIGHT}已签字",
        f"2026-11-17 12:30 刘家窝堡村 党组织书记 {SECRETARY}已签字",
        "2026-11-17 12:30 刘家窝堡村 党组织书记 签齐",
    ]


def test_signatures_of_a_draft_that_came_back_stay_and_the_ticks_of_offices_stand_there_too(cast: Cast) -> None:
    draft = signed(cast, filled(cast, "F-03"))
    with clock.at(NOW + timedelta(hours=5)):
        draft = return_draft(draft.pk, by=cast.reviewer, reason="第2笔没有凭证号", version=draft.version)
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    draft = signed(cast, draft, from_hour=24)
    with clock.at(NOW + timedelta(hours=30)):
        publish_draft(draft.pk, by=cast.reviewer, version=draft.version, ticks=ticks("F-03"))
    course = course_of(draft.record, Endorsement.objects.filter(record=draft.record))
    assert [line.station for line in course if line.action == "sign"] == [OVERSIGHT, SECRETARY] * 2
    actions = [line.action for line in course]
    assert actions.index("return") == actions.index("endorse") + 1
    assert actions[-1] == "publish"
    found = [line for line in course if line.action == "tick"]
    assert {line.station for line in found} == set(ticks("F-03"))
    assert all((line.office, line.signed_on) == ("二牛所口镇服务中心", TODAY) for line in found)


def test_a_published_record_shows_the_clerk_who_signed(cast: Cast, client: Client) -> None:
    draft = signed(cast, filled(cast, "F-03"))
    with clock.at(NOW + timedelta(hours=5)):
        publish_draft(draft.pk, by=cast.reviewer, version=draft.version, ticks=ticks("F-03"))
    sign_in(client, cast.clerk)
    shown = told(client.get(reverse("admin:work_record", args=[draft.record_id])).content.decode())
    assert [step.split()[-1] for step in shown if "已签字" in step] == [f"{OVERSIGHT}已签字", f"{SECRETARY}已签字"]


def test_one_signature_of_a_filing_is_seen_before_the_other(cast: Cast, client: Client) -> None:
    plea = Plea(reason_class="awaiting_material", reason="上级文件还没有到", until=TODAY + timedelta(days=20))
    filing = file_exemption(obligation("V-08").pk, by=cast.clerk, plea=plea)
    sign_filing(filing.pk, by=cast.oversight, role=Role.OVERSIGHT)
    sign_in(client, cast.secretary)
    page = client.get(reverse("admin:work_filing", args=[filing.pk])).content.decode()
    assert "监督委员会：刘家窝堡村 2026-11-17" in page
    assert "书记：还没签" in page
    assert f"2026-11-17 09:30 刘家窝堡村 监督委员会成员 {OVERSIGHT}已签字" in told(page)
