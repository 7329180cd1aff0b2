"""A draft may be discarded while its clerk may write in it; what others have seen of it stays readable to them."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from publicity.actions.corrections import start_correction
from publicity.actions.drafts import Typed, discard_draft, save_draft, submit_draft
from publicity.actions.signatures import endorse_draft, return_draft
from publicity.models import DiscardedDraft, Draft, Endorsement, Record
from publicity.stations import STATION_OF_ROLE
from sanshu.core import timeline
from sanshu.core.errors import Invalid, NotAllowed, WrongState
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, TODAY, Cast, sign_in
from tests.publicity.chain import filled, obligation, published, spec, submitted
from tests.publicity.samples import typed_content
from tests.publicity.test_admin import address

pytestmark = pytest.mark.django_db
WHY_BACK, WHY = "第2行摘要看不懂", "这个月的账另有人记，这份作废"


def returned(cast: Cast) -> Draft:
    """A ledger that the oversight committee signed and the secretary sent back."""
    draft = submitted(cast, filled(cast, "F-03"))
    draft = endorse_draft(draft.pk, by=cast.oversight, role=Role.OVERSIGHT, version=draft.version)
    return return_draft(draft.pk, by=cast.secretary, reason=WHY_BACK, version=draft.version)


def discarding(draft: Draft) -> str:
    """Give the address that asks before a draft is discarded."""
    return reverse("admin:work_discard", kwargs={"draft_id": draft.pk})


def test_a_nil_return_begun_by_mistake_is_discarded_and_written_anew(cast: Cast, client: Client) -> None:
    owed = obligation("V-08")
    sign_in(client, cast.clerk)
    client.post(reverse("admin:work_start", args=[owed.pk]), {"nil": "1"})
    draft = Draft.objects.get(record__obligation=owed)
    assert discarding(draft) in client.get(address(draft)).content.decode()
    asked = client.get(discarding(draft)).content.decode()
    assert "这一项仍然要公开" in asked
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert client.post(discarding(draft), {"version": draft.version}).status_code == 302
    assert not Draft.objects.filter(pk=draft.pk).exists()
    page = client.get(reverse("admin:work_record", args=[draft.record_id])).content.decode()
    assert "已作废" in page
    assert "作废草稿" in page
    client.post(reverse("admin:work_start", args=[owed.pk]))
    assert not Draft.objects.get(record__obligation=owed).is_nil


def test_a_discard_of_what_changed_meanwhile_asks_again(cast: Cast, client: Client) -> None:
    draft = filled(cast, "F-03")
    sign_in(client, cast.clerk)
    answer = client.post(discarding(draft), {"version": draft.version - 1})
    assert answer.status_code == 409
    assert "这份稿件被改过了" in answer.content.decode()
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_what_waits_for_a_signature_is_not_discarded(cast: Cast, client: Client) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(WrongState, match="先请他们退回"):
        discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason=WHY)
    sign_in(client, cast.clerk)
    assert client.get(discarding(draft))["Location"] == reverse("admin:work_review", args=[draft.pk])
    client.post(discarding(draft), {"version": draft.version, "reason": WHY})
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_returned_draft_is_discarded_with_a_reason_and_stays_as_it_stood(cast: Cast) -> None:
    draft = returned(cast)
    for wrong in ("", "  ", "电话13800001111"):
        with pytest.raises(Invalid):
            discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason=wrong)
    for stranger in (cast.secretary, cast.reviewer, cast.staff(Role.CLERK, AOHANTUN)):
        with pytest.raises(NotAllowed):
            discard_draft(draft.pk, by=stranger, version=draft.version, reason=WHY)
    assert not DiscardedDraft.objects.exists()
    kept = discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason=WHY)
    assert kept is not None
    assert (kept.content, kept.kind, kept.round) == (draft.content, "publication", 1)
    assert (kept.returned_reason, kept.reason) == (WHY_BACK, WHY)
    assert not Draft.objects.exists()
    assert Endorsement.objects.filter(record=kept.record, station=STATION_OF_ROLE[Role.OVERSIGHT]).exists()
    last = timeline.of(kept.record).last()
    assert last is not None
    assert (last.action, last.old, last.new, last.reason) == ("discard", "returned", "discarded", WHY)


def test_the_duty_of_a_discarded_draft_is_owed_as_before_and_met_by_another(cast: Cast) -> None:
    draft = returned(cast)
    kept = discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason=WHY)
    assert kept is not None
    owed = kept.record.obligation
    assert (kept.record.status, owed.met_on) == ("discarded", None)
    assert not Record.objects.known().exists()
    again = published(cast, filled(cast, "F-03"))
    owed.refresh_from_db()
    assert (again.record.obligation_id, owed.met_on) == (owed.pk, TODAY)
    assert again.record_id != kept.record_id


def test_what_was_sent_once_is_kept_even_if_it_was_written_on_since(cast: Cast) -> None:
    draft = returned(cast)
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows[:1]))
    kept = discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason=WHY)
    assert kept is not None
    assert len(kept.content["rows"]) == 1
    assert kept.returned_reason == WHY_BACK


def test_a_returned_correction_is_discarded_and_the_next_one_counts_its_own_signatures(cast: Cast) -> None:
    record = published(cast, filled(cast, "F-03")).record
    before = Record.objects.values().get(pk=record.pk)
    draft = submitted(cast, start_correction(record.pk, by=cast.clerk, reason="补一笔"))
    draft = endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    draft = return_draft(draft.pk, by=cast.reviewer, reason=WHY_BACK, version=draft.version)
    kept = discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason="不用更正，原来没错")
    assert kept is not None
    assert kept.kind == "correction"
    assert Record.objects.values().get(pk=record.pk) == before
    again = start_correction(record.pk, by=cast.clerk, reason="真少一笔")
    again = submit_draft(again.pk, by=cast.clerk, version=again.version)
    assert not Endorsement.objects.filter(record=record, round=again.round).exists()


def test_the_database_keeps_what_was_discarded_as_it_stood(cast: Cast) -> None:
    draft = returned(cast)
    kept = discard_draft(draft.pk, by=cast.clerk, version=draft.version, reason=WHY)
    assert kept is not None
    with pytest.raises(InternalError, match="Cannot update rows"), transaction.atomic():
        DiscardedDraft.objects.filter(pk=kept.pk).update(content={})
    for wrong in ({"reason": ""}, {"round": 0}):
        twin = DiscardedDraft.objects.values().get(pk=kept.pk) | {"id": None} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            DiscardedDraft.objects.create(**twin)


def test_those_who_sign_and_publish_are_told_and_can_read_it(cast: Cast, client: Client) -> None:
    draft = returned(cast)
    sign_in(client, cast.clerk)
    page = client.get(discarding(draft)).content.decode()
    assert WHY_BACK in page
    refused = client.post(discarding(draft), {"version": draft.version, "reason": ""})
    assert refused.status_code == 400
    assert "请写明理由" in refused.content.decode()
    assert client.post(discarding(draft), {"version": draft.version, "reason": WHY}).status_code == 302
    kept = DiscardedDraft.objects.get()
    where = reverse("admin:work_discarded", args=[kept.pk])
    for user in (cast.secretary, cast.oversight, cast.reviewer):
        sign_in(client, user)
        assert where in client.get("/admin/").content.decode(), user
        read = client.get(where).content.decode()
        assert all(words in read for words in (WHY, WHY_BACK, kept.content["rows"][0]["summary"], "作废草稿")), user
    sign_in(client, cast.clerk)
    assert where not in client.get("/admin/").content.decode()
    assert where in client.get(reverse("admin:work_record", args=[kept.record_id])).content.decode()
    again = submitted(cast, filled(cast, "F-03"))
    sign_in(client, cast.reviewer)
    assert where in client.get(reverse("admin:work_review", args=[again.pk])).content.decode()
    for stranger in (cast.staff(Role.CLERK, AOHANTUN), cast.inspector):
        assert sign_in(client, stranger).get(where).status_code == 404
