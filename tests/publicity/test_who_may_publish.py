"""Who may write, sign and publish: by posting, never one's own work."""

import pytest

from publicity.actions.drafts import Typed, save_draft, start_draft, submit_draft
from publicity.actions.publish import publish_draft
from publicity.actions.signatures import endorse_draft, return_draft
from publicity.models.record import Endorsement
from sanshu.core.errors import Conflict, Invalid, NotAllowed
from sanshu.core.models import Posting
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, TODAY, Cast
from tests.publicity.chain import (
    endorsed,
    filled,
    obligation,
    spec,
    submitted,
    ticks,
    township_of,
)
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db


def test_nobody_signs_what_they_wrote(cast: Cast) -> None:
    Posting.objects.create(user=cast.clerk, role=Role.SECRETARY, region_id=LIUJIAWOBU, from_day=TODAY)
    draft = submitted(cast, filled(cast, "F-03"))
    with pytest.raises(NotAllowed, match="自己起草"):
        endorse_draft(draft.pk, by=cast.clerk, role=Role.SECRETARY, version=draft.version)


def test_nobody_publishes_what_they_wrote(cast: Cast) -> None:
    Posting.objects.create(
        user=cast.clerk, role=Role.REVIEWER, region_id=cast.reviewer.postings.get().region_id, from_day=TODAY
    )
    draft = endorsed(cast, filled(cast, "F-03"))
    with pytest.raises(NotAllowed, match="自己起草"):
        publish_draft(draft.pk, by=cast.clerk, version=draft.version, ticks=ticks("F-03"))


def test_a_second_writer_may_not_sign_either(cast: Cast) -> None:
    other = cast.staff(Role.CLERK, LIUJIAWOBU)
    helper = cast.secretary
    Posting.objects.create(user=helper, role=Role.CLERK, region_id=LIUJIAWOBU, from_day=TODAY)
    draft = filled(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=helper, version=draft.version, typed=Typed(header, rows))
    draft = submit_draft(draft.pk, by=other, version=draft.version)
    with pytest.raises(NotAllowed, match="自己起草"):
        endorse_draft(draft.pk, by=helper, role=Role.SECRETARY, version=draft.version)


def test_one_person_does_not_sign_two_stations(cast: Cast) -> None:
    Posting.objects.create(user=cast.secretary, role=Role.OVERSIGHT, region_id=LIUJIAWOBU, from_day=TODAY)
    draft = submitted(cast, filled(cast, "F-03"))
    draft = endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    with pytest.raises(NotAllowed, match="两个岗位"):
        endorse_draft(draft.pk, by=cast.secretary, role=Role.OVERSIGHT, version=draft.version)


def test_signatures_come_in_any_order_and_only_the_last_endorses(cast: Cast) -> None:
    draft = submitted(cast, filled(cast, "F-03"))
    draft = endorse_draft(draft.pk, by=cast.oversight, role=Role.OVERSIGHT, version=draft.version)
    assert draft.status == "submitted"
    with pytest.raises(Conflict):
        endorse_draft(draft.pk, by=cast.oversight, role=Role.OVERSIGHT, version=draft.version)
    draft = endorse_draft(draft.pk, by=cast.secretary, role=Role.SECRETARY, version=draft.version)
    assert draft.status == "endorsed"


def test_outside_stations_must_be_ticked_before_publishing(cast: Cast) -> None:
    draft = endorsed(cast, filled(cast, "F-03"))
    with pytest.raises(Invalid) as refused:
        publish_draft(draft.pk, by=cast.reviewer, version=draft.version)
    assert "三资" in refused.value.errors["ticks.0"][0]
    publish_draft(draft.pk, by=cast.reviewer, version=draft.version, ticks=ticks("F-03"))
    assert Endorsement.objects.filter(record_id=draft.record_id).count() == 3


def test_a_foreign_posting_may_not_write_sign_or_publish(cast: Cast) -> None:
    stranger = cast.staff(Role.CLERK, AOHANTUN)
    with pytest.raises(NotAllowed, match="没有这个岗位"):
        start_draft(obligation("F-03").pk, by=stranger)
    draft = filled(cast, "F-03")
    with pytest.raises(NotAllowed):
        save_draft(draft.pk, by=stranger, version=draft.version, typed=Typed())
    draft = submitted(cast, draft)
    with pytest.raises(NotAllowed):
        endorse_draft(draft.pk, by=cast.staff(Role.SECRETARY, AOHANTUN), role=Role.SECRETARY, version=draft.version)
    reviewer = cast.staff(Role.REVIEWER, township_of(AOHANTUN))
    with pytest.raises(NotAllowed):
        return_draft(draft.pk, by=reviewer, reason="缺票据", version=draft.version)


def test_an_expired_posting_may_do_nothing(cast: Cast) -> None:
    draft = filled(cast, "F-03")
    cast.clerk.postings.update(until_day=TODAY.replace(day=16))
    with pytest.raises(NotAllowed, match="已到期"):
        submit_draft(draft.pk, by=cast.clerk, version=draft.version)


def test_a_resident_may_not_write(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        start_draft(obligation("F-03").pk, by=cast.resident())
