"""An event that was recorded by mistake is owed no more, and that it was recorded is never forgotten."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from publicity.actions.drafts import discard_draft, start_event_draft
from publicity.actions.filings import Plea, file_exemption
from publicity.actions.occurrences import confirm_no_events, record_event
from publicity.actions.taking_back import take_back_event
from publicity.models import DisclosureCount, Obligation, VillageState
from sanshu.core import timeline
from sanshu.core.errors import Absent, Invalid, NotAllowed, WrongState
from sanshu.core.models import User
from sanshu.core.roles import Role
from supervision.actions.evaluate import evaluate_rules, settle_warnings
from supervision.models import EarlyWarning
from tests.cast import AOHANTUN, LIUJIAWOBU, NOW, TODAY, Cast, sign_in
from tests.publicity.chain import obligation
from tests.publicity.test_matters import resolved

pytestmark = pytest.mark.django_db
ITEM = "F-09"
WHY = "看错了，征地的是邻村"
HAPPENED = TODAY - timedelta(days=2)


def recorded(by: User, *, item: str = ITEM, on: date = HAPPENED) -> Obligation:
    (owing,) = record_event(item, villages=[LIUJIAWOBU], happened_on=on, by=by)
    return owing


def owed() -> int:
    return sum(DisclosureCount.objects.filter(village=LIUJIAWOBU).values_list("owed", flat=True))


def test_what_never_happened_is_owed_no_more_and_the_counters_agree(cast: Cast) -> None:
    before = owed()
    owing = recorded(cast.clerk)
    assert owed() == before + 1
    version = VillageState.objects.get(pk=LIUJIAWOBU).version
    take_back_event(owing.pk, by=cast.clerk, reason=WHY)
    assert owed() == before
    assert VillageState.objects.get(pk=LIUJIAWOBU).version > version
    assert not Obligation.objects.filter(pk=owing.pk).exists()
    assert Obligation.ever.get(pk=owing.pk).taken_back_on == TODAY
    steps = timeline.of(owing).values_list("action", "reason")
    assert list(steps) == [("event_recorded", ""), ("event_taken_back", WHY)]
    call_command("rebuild_statistics", "--check")
    DisclosureCount.objects.filter(village=LIUJIAWOBU, due_on=owing.due_on).update(owed=1)
    with pytest.raises(CommandError, match="刘家窝堡村"):
        call_command("rebuild_statistics", "--check")


def test_its_serial_is_never_given_again(cast: Cast) -> None:
    first = recorded(cast.clerk)
    take_back_event(first.pk, by=cast.clerk, reason=WHY)
    second = recorded(cast.clerk)
    assert (first.serial, second.serial) == (1, 2)
    with pytest.raises(Absent):
        take_back_event(first.pk, by=cast.clerk, reason=WHY)


def test_the_quarter_may_then_be_confirmed_as_without_it(cast: Cast) -> None:
    owing = recorded(cast.clerk, on=TODAY.replace(month=9, day=28))
    with pytest.raises(Invalid, match="登记过这些事项的事件"):
        confirm_no_events(LIUJIAWOBU, "2026-Q3", items=[ITEM], by=cast.clerk)
    take_back_event(owing.pk, by=cast.reviewer, reason=WHY)
    assert confirm_no_events(LIUJIAWOBU, "2026-Q3", items=[ITEM], by=cast.clerk).items == [ITEM]


def test_a_reason_is_required_and_only_those_who_record_may(cast: Cast) -> None:
    owing = recorded(cast.clerk)
    for wrong in ("", "电话13800001111"):
        with pytest.raises(Invalid):
            take_back_event(owing.pk, by=cast.clerk, reason=wrong)
    for stranger in (cast.secretary, cast.inspector, cast.staff(Role.CLERK, AOHANTUN)):
        with pytest.raises(NotAllowed):
            take_back_event(owing.pk, by=stranger, reason=WHY)


def test_a_clerk_makes_nothing_vanish_that_others_imposed_or_that_is_late(cast: Cast) -> None:
    imposed = recorded(cast.reviewer)
    with pytest.raises(NotAllowed, match="上级登记的"):
        take_back_event(imposed.pk, by=cast.clerk, reason=WHY)
    late = recorded(cast.clerk, on=TODAY.replace(month=9, day=1))
    assert late.due_on < TODAY
    with pytest.raises(NotAllowed, match="已经逾期"):
        take_back_event(late.pk, by=cast.clerk, reason=WHY)
    for owing in (imposed, late):
        take_back_event(owing.pk, by=cast.reviewer, reason=WHY)


def test_what_was_begun_stands_in_the_way_until_it_is_undone(cast: Cast) -> None:
    draft = start_event_draft(LIUJIAWOBU, ITEM, happened_on=HAPPENED, by=cast.clerk, at=None)
    owing = draft.record.obligation
    with pytest.raises(WrongState, match="先作废那份稿件"):
        take_back_event(owing.pk, by=cast.clerk, reason=WHY)
    discard_draft(draft.pk, by=cast.clerk, version=draft.version)
    plea = Plea(reason_class="awaiting_material", reason="上级文件还没有到", until=TODAY + timedelta(days=20))
    file_exemption(owing.pk, by=cast.clerk, plea=plea)
    with pytest.raises(WrongState, match="暂不公开的备案"):
        take_back_event(owing.pk, by=cast.clerk, reason=WHY)


def test_what_was_public_or_goes_on_is_not_taken_back(cast: Cast) -> None:
    record = resolved(cast)
    with pytest.raises(WrongState, match="公开过"):
        take_back_event(record.obligation_id, by=cast.reviewer, reason=WHY)
    with pytest.raises(WrongState, match="只有登记的事件"):
        take_back_event(obligation("F-03").pk, by=cast.reviewer, reason=WHY)


def test_a_warning_about_it_ceases(cast: Cast) -> None:
    owing = recorded(cast.clerk, on=TODAY.replace(month=9, day=1))
    evaluate_rules(region=owing.region, on=TODAY, at=NOW)
    warning = EarlyWarning.objects.get(obligation=owing)
    assert warning.ceased_on is None
    take_back_event(owing.pk, by=cast.reviewer, reason=WHY)
    assert settle_warnings(region=owing.region, on=TODAY, at=NOW) == 1
    warning.refresh_from_db()
    assert warning.ceased_on == TODAY


def test_the_database_keeps_what_is_met_or_on_file_from_being_taken_back(cast: Cast) -> None:
    owing = recorded(cast.clerk)
    for also in ({"met_on": TODAY, "met_how": "record"}, {"filed_until": TODAY}):
        with pytest.raises(IntegrityError, match="taken_back_is_open"), transaction.atomic():
            Obligation.ever.filter(pk=owing.pk).update(taken_back_on=TODAY, **also)


def test_it_is_taken_back_from_the_page_where_it_was_recorded(cast: Cast, client: Client) -> None:
    owing = recorded(cast.clerk)
    sign_in(client, cast.clerk)
    where = reverse("admin:work_take_back", args=[owing.pk])
    assert where in client.get(reverse("admin:work_event")).content.decode()
    assert "没有发生过的事" in client.get(where).content.decode()
    refused = client.post(where, {"reason": ""})
    assert (refused.status_code, "请写明理由" in refused.content.decode()) == (400, True)
    assert client.post(where, {"reason": WHY}).headers["Location"] == reverse("admin:work_event")
    for user in (cast.clerk, cast.reviewer):
        page = sign_in(client, user).get(reverse("admin:work_event")).content.decode()
        assert where not in page
        assert all(words in page for words in ("最近撤销的登记", WHY, "刘家窝堡村 报账员（文书） · 2026-11-17")), user
    assert (
        WHY not in sign_in(client, cast.staff(Role.CLERK, AOHANTUN)).get(reverse("admin:work_event")).content.decode()
    )
    sign_in(client, cast.clerk)
    assert client.get(where).status_code == 404
    assert client.post(reverse("admin:work_start", args=[owing.pk])).status_code == 404


def test_nothing_of_it_is_seen_in_public(cast: Cast, client: Client) -> None:
    owing = recorded(cast.clerk)
    village, item = f"/villages/{LIUJIAWOBU}/", f"/villages/{LIUJIAWOBU}/items/{ITEM}/"
    listed = f"/api/v1/obligations/?region={LIUJIAWOBU}&item={ITEM}"
    before = client.get(village)
    assert client.get(listed).json()["results"]
    take_back_event(owing.pk, by=cast.clerk, reason=WHY)
    after = client.get(village, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert client.get(listed).json()["results"] == []
    assert str(owing.due_on.day) + "日" not in client.get(item).content.decode()
