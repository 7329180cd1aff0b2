"""What is not public must be on file; what did not happen is confirmed."""

from datetime import date, timedelta

import pytest

from publicity.actions.corrections import start_correction
from publicity.actions.filings import (
    LONGEST_DAYS,
    Plea,
    approve_filing,
    file_exemption,
    refuse_filing,
    revoke_filing,
    sign_filing,
)
from publicity.actions.occurrences import confirm_no_events, record_event
from publicity.models import DisclosureCount, Filing, Item, Obligation
from publicity.queries.events import event_items
from publicity.states import ObligationState
from sanshu.core import timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed, WrongState
from sanshu.core.models import Posting, Region
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, DONGTA, LIUJIAWOBU, TODAY, Cast
from tests.publicity.chain import EVENT_DAY, filled, obligation, published

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=30)
PLEA = Plea("dispute", "有两户的人数还在核实", UNTIL)


def submitted(cast: Cast, owed: Obligation) -> Filing:
    """File and collect both signatures."""
    filing = file_exemption(owed.pk, by=cast.clerk, plea=PLEA)
    sign_filing(filing.pk, by=cast.oversight, role=Role.OVERSIGHT)
    return sign_filing(filing.pk, by=cast.secretary, role=Role.SECRETARY)


def filed(owed: Obligation) -> int:
    """Give how many obligations of that due day the counters say are on file."""
    counter = DisclosureCount.objects.get(village_id=owed.region_id, category=owed.item.category, due_on=owed.due_on)
    return counter.filed


def test_an_approved_filing_stands_for_the_obligation_until_its_day(cast: Cast) -> None:
    owed = obligation("V-10")
    filing = submitted(cast, owed)
    assert filing.status == "submitted"
    approve_filing(filing.pk, by=cast.reviewer)
    owed.refresh_from_db()
    assert owed.state(UNTIL) is ObligationState.FILED
    assert owed.state(UNTIL + timedelta(days=1)) is ObligationState.OVERDUE
    assert filed(owed) == 1
    steps = list(timeline.of(filing).values_list("action", flat=True))
    assert steps == ["file", "submitted", "approved"]


def test_publishing_ends_a_filing_and_its_count(cast: Cast) -> None:
    owed = obligation("F-03")
    approve_filing(submitted(cast, owed).pk, by=cast.reviewer)
    published(cast, filled(cast, "F-03"))
    owed.refresh_from_db()
    assert (owed.filed_until, owed.met_on, filed(owed)) == (None, TODAY, 0)


def test_a_refused_filing_leaves_the_duty_and_makes_room(cast: Cast) -> None:
    owed = obligation("V-10")
    filing = submitted(cast, owed)
    with pytest.raises(Invalid):
        refuse_filing(filing.pk, by=cast.reviewer, reason="  ")
    refuse_filing(filing.pk, by=cast.reviewer, reason="人数已经核实")
    assert filed(owed) == 0
    file_exemption(owed.pk, by=cast.clerk, plea=PLEA)


def test_the_county_may_overturn_what_the_township_granted(cast: Cast) -> None:
    owed = obligation("V-10")
    filing = submitted(cast, owed)
    with pytest.raises(WrongState):
        revoke_filing(filing.pk, by=cast.inspector, reason="理由不成立")
    approve_filing(filing.pk, by=cast.reviewer)
    with pytest.raises(NotAllowed):
        revoke_filing(filing.pk, by=cast.clerk, reason="理由不成立")
    revoke_filing(filing.pk, by=cast.inspector, reason="理由不成立")
    owed.refresh_from_db()
    assert (owed.filed_until, filed(owed)) == (None, 0)


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=LONGEST_DAYS + 1)])
def test_a_filing_lasts_from_tomorrow_to_ninety_days(cast: Cast, until: date) -> None:
    with pytest.raises(Invalid) as refused:
        file_exemption(obligation("V-10").pk, by=cast.clerk, plea=Plea("dispute", "核实中", until))
    assert "until" in refused.value.errors


def test_an_unknown_class_of_reason_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        file_exemption(obligation("V-10").pk, by=cast.clerk, plea=Plea("because", "核实中", UNTIL))


def test_two_renewals_and_no_more(cast: Cast) -> None:
    owed = obligation("V-10")
    for _round in range(3):
        filing = submitted(cast, owed)
        with pytest.raises(Conflict):
            file_exemption(owed.pk, by=cast.clerk, plea=PLEA)
        approve_filing(filing.pk, by=cast.reviewer)
        revoke_filing(filing.pk, by=cast.reviewer, reason="提前结束")
    with pytest.raises(Conflict, match="不能再续"):
        file_exemption(owed.pk, by=cast.clerk, plea=PLEA)


def test_nobody_signs_or_approves_their_own_filing(cast: Cast) -> None:
    for role, region in ((Role.SECRETARY, LIUJIAWOBU), (Role.REVIEWER, cast.reviewer.postings.get().region_id)):
        Posting.objects.create(user=cast.clerk, role=role, region_id=region, from_day=TODAY)
    filing = file_exemption(obligation("V-10").pk, by=cast.clerk, plea=PLEA)
    with pytest.raises(NotAllowed, match="自己起草"):
        sign_filing(filing.pk, by=cast.clerk, role=Role.SECRETARY)
    sign_filing(filing.pk, by=cast.secretary, role=Role.SECRETARY)
    with pytest.raises(Conflict):
        sign_filing(filing.pk, by=cast.secretary, role=Role.SECRETARY)
    sign_filing(filing.pk, by=cast.oversight, role=Role.OVERSIGHT)
    with pytest.raises(NotAllowed, match="自己起草"):
        approve_filing(filing.pk, by=cast.clerk)


def test_the_county_records_an_event_for_many_or_for_none(cast: Cast) -> None:
    opened = record_event("V-22", villages=[LIUJIAWOBU, AOHANTUN], happened_on=EVENT_DAY, by=cast.department)
    assert [one.due_on for one in opened] == [EVENT_DAY + timedelta(days=7)] * 2
    with pytest.raises(NotAllowed):
        record_event("V-22", villages=[AOHANTUN, DONGTA], happened_on=EVENT_DAY, by=cast.department)
    with pytest.raises(Absent):
        record_event("V-22", villages=[LIUJIAWOBU, 210123106999], happened_on=EVENT_DAY, by=cast.department)
    assert Obligation.objects.filter(item__code="V-22").count() == 2


def test_a_quarter_is_confirmed_once_and_only_when_it_is_over(cast: Cast) -> None:
    items = [item.code for item in event_items(Region.objects.get(pk=LIUJIAWOBU))]
    with pytest.raises(Invalid, match="还没有过完"):
        confirm_no_events(LIUJIAWOBU, "2026-Q4", items=items, by=cast.clerk)
    with pytest.raises(Invalid, match="按季度"):
        confirm_no_events(LIUJIAWOBU, "2026-09", items=items, by=cast.clerk)
    with pytest.raises(Invalid, match="F-03"):
        confirm_no_events(LIUJIAWOBU, "2026-Q3", items=["F-03"], by=cast.clerk)
    record_event("V-04", villages=[LIUJIAWOBU], happened_on=date(2026, 8, 3), by=cast.reviewer)
    with pytest.raises(Invalid, match=Item.objects.get(code="V-04").name[:4]):
        confirm_no_events(LIUJIAWOBU, "2026-Q3", items=items, by=cast.clerk)
    confirm_no_events(LIUJIAWOBU, "2026-Q3", items=set(items) - {"V-04"}, by=cast.clerk)
    with pytest.raises(Conflict):
        confirm_no_events(LIUJIAWOBU, "2026-Q3", items=["V-05"], by=cast.clerk)


def test_only_one_correction_at_a_time(cast: Cast) -> None:
    first = published(cast, filled(cast, "F-03"))
    start_correction(first.record_id, by=cast.clerk, reason="补一笔")
    with pytest.raises(Conflict):
        start_correction(first.record_id, by=cast.clerk, reason="再补一笔")
