"""Nil returns, events, and what a draft refuses: a clear answer, the right status, nothing half-saved."""

import pytest

from publicity.actions.drafts import Typed, save_draft, start_draft, start_event_draft, submit_draft
from publicity.actions.signatures import endorse_draft
from publicity.models import (
    DisclosureCount,
    Draft,
    Obligation,
    Record,
)
from sanshu.core.errors import Absent, Conflict, Invalid, Stale, WrongState
from sanshu.core.models import Region
from sanshu.core.roles import Role
from tests.cast import LIUJIAWOBU, NOW, TODAY, Cast
from tests.publicity.chain import (
    EVENT_DAY,
    filled,
    obligation,
    published,
    spec,
    started,
    submitted,
)
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db


def test_a_nil_return_takes_the_same_signatures(cast: Cast) -> None:
    draft = start_draft(obligation("V-08").pk, by=cast.clerk, is_nil=True)
    revision = published(cast, draft)
    record = Record.objects.get(pk=revision.record_id)
    assert (record.is_nil, record.obligation.met_how, revision.payload.content["rows"]) == (True, "nil", [])
    assert "没有发生" in record.summary
    assert (
        DisclosureCount.objects.get(village_id=LIUJIAWOBU, category="affairs", due_on=record.obligation.due_on).nil == 1
    )


def test_events_take_no_nil_return(cast: Cast) -> None:
    event = Record.objects.get(pk=started(cast, "V-04").record_id).obligation
    Draft.objects.all().delete()
    Record.objects.filter(obligation=event).delete()
    with pytest.raises(Invalid, match="本期无发生"):
        start_draft(event.pk, by=cast.clerk, is_nil=True)


def test_an_event_opens_its_obligation_with_the_next_serial(cast: Cast) -> None:
    first = start_event_draft(LIUJIAWOBU, "V-04", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    second = start_event_draft(LIUJIAWOBU, "V-04", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    assert [first.record.serial, second.record.serial] == [1, 2]
    assert first.record.obligation.due_on.isoformat() == "2026-11-13"


def test_an_event_that_has_not_happened_yet_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        start_event_draft(LIUJIAWOBU, "V-04", happened_on=TODAY.replace(day=18), by=cast.clerk, at=None)
    assert not Obligation.objects.filter(item__code="V-04").exists()


def test_unknown_closed_and_unenrolled_villages_are_told_apart(cast: Cast) -> None:
    with pytest.raises(Absent):
        start_event_draft(210123106999, "V-04", happened_on=EVENT_DAY, by=cast.clerk, at=None)
    owed = obligation("F-03")
    Region.objects.filter(pk=LIUJIAWOBU).update(closed_on=TODAY)
    with pytest.raises(WrongState, match="撤销"):
        start_draft(owed.pk, by=cast.clerk)
    Region.objects.filter(pk=LIUJIAWOBU).update(closed_on=None, live_from=None)
    with pytest.raises(WrongState, match="尚未开通"):
        start_draft(owed.pk, by=cast.clerk)


def test_a_second_record_under_one_key_is_a_conflict(cast: Cast) -> None:
    owed = obligation("F-03")
    start_draft(owed.pk, by=cast.clerk)
    with pytest.raises(Conflict) as refused:
        start_draft(owed.pk, by=cast.clerk)
    assert refused.value.status == 409


def test_a_replayed_form_is_stale(cast: Cast) -> None:
    draft = started(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    version = draft.version
    save_draft(draft.pk, by=cast.clerk, version=version, typed=Typed(header, rows))
    with pytest.raises(Stale) as refused:
        save_draft(draft.pk, by=cast.clerk, version=version, typed=Typed({}, []))
    assert refused.value.status == 409
    assert len(Draft.objects.get(pk=draft.pk).content["rows"]) == 3


def test_what_was_signed_is_what_is_published(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(Stale):
        endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version - 1)


def test_gaps_may_be_saved_but_not_submitted(cast: Cast) -> None:
    draft = started(cast, "F-03")
    draft = save_draft(
        draft.pk, by=cast.clerk, version=draft.version, typed=Typed({"month": "2026-10"}, [{"summary": "电费"}])
    )
    with pytest.raises(Invalid) as refused:
        submit_draft(draft.pk, by=cast.clerk, version=draft.version)
    assert refused.value.errors["opening_balance"] == ["“期初余额(元)”：还没有填写，这是必填项。"]
    assert refused.value.errors["rows.1.amount"][0].startswith("第1行“金额(元)”")
    assert Draft.objects.get(pk=draft.pk).status == "draft"


def test_wrong_input_names_row_and_field_and_saves_nothing(cast: Cast) -> None:
    draft = started(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    rows[1]["amount"] = "12.345"
    rows[2]["date"] = "2026-11-18"
    header["opening_balance"] = "一百块钱左右"
    with pytest.raises(Invalid) as refused:
        save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    assert set(refused.value.errors) == {"opening_balance", "rows.2.amount", "rows.3.date"}
    assert refused.value.errors["rows.2.amount"][0].startswith("第2行“金额(元)”：金额最多两位小数")
    assert Draft.objects.get(pk=draft.pk).content == {"fields": {"month": draft.record.period}, "rows": []}


def test_a_draft_under_signature_can_not_be_changed(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(WrongState):
        save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed())
    assert draft.updated_at == NOW
