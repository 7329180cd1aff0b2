"""Back-filling: many finished disclosures at once end as if they had been published one by one."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from publicity.actions.history import Finished, publish_history
from publicity.actions.obligations import open_obligations
from publicity.models import DisclosureCount, Endorsement, Item, Obligation, Record, RecordRow, Revision
from sanshu.core import timeline
from sanshu.core.clock import SHANGHAI
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.roles import Role
from tests.cast import LIUJIAWOBU, TODAY, Cast
from tests.publicity.chain import filled, published, spec, ticks
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
SECOND = "revision_id = (SELECT id FROM publicity_revision WHERE place = 2)"


def finished(cast: Cast, code: str, period: str, *, day: int = 1, **changes: Any) -> Finished:
    """Give one finished disclosure by the cast."""
    header, rows = typed_content(spec(code), period=period)
    at = datetime(2026, 11, day, 10, 0, tzinfo=SHANGHAI)
    made = Finished(
        item=code,
        period=period,
        drafted_by=cast.clerk.pk,
        signed_by={Role.SECRETARY: cast.secretary.pk, Role.OVERSIGHT: cast.oversight.pk},
        published_by=cast.reviewer.pk,
        submitted_at=at - timedelta(hours=3),
        published_at=at,
        fields=header,
        rows=rows,
        tick_office="二牛所口镇服务中心",
    )
    return replace(made, **changes)


def test_history_ends_like_publishing_one_by_one(cast: Cast) -> None:
    one = Record.objects.get(pk=published(cast, filled(cast, "F-03")).record_id)
    many = publish_history(LIUJIAWOBU, [finished(cast, "F-03", "2026-10", day=17)])[0]
    single, bulk = one.revision, many.revision
    assert single is not None
    assert bulk is not None
    header, _ = typed_content(spec("F-03"), period="2026-10")
    assert bulk.payload.content["fields"] | {"month": "2026-08"} == single.payload.content["fields"]
    assert bulk.payload.content["rows"] == single.payload.content["rows"]
    assert header["month"] == bulk.payload.content["fields"]["month"]
    assert (bulk.place, bulk.previous) == (single.place + 1, single.digest)
    assert list(timeline.of(many).values_list("action", "old", "new", "office")) == list(
        timeline.of(one).values_list("action", "old", "new", "office")
    )
    assert set(Endorsement.objects.filter(record=many).values_list("station", "by")) == set(
        Endorsement.objects.filter(record=one).values_list("station", "by")
    )
    columns = ("row_id", "person_digest", "account_digest", "amount", "direction", "counterparty", "on")
    assert list(many.rows.values_list(*columns)) == list(one.rows.values_list(*columns))
    many.refresh_from_db()
    assert (many.status, many.summary) == ("published", one.summary.replace("8月", "10月"))
    assert many.obligation.met_on == date(2026, 11, 17)


def test_counters_equal_a_naive_recount(cast: Cast) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    publish_history(
        LIUJIAWOBU,
        [
            finished(cast, "F-03", "2026-10"),
            finished(cast, "F-03", "2026-09"),
            finished(cast, "V-08", "2026-10", is_nil=True),
            finished(cast, "V-04", "2026-10-20"),
            finished(cast, "V-04", "2026-10-20", day=2),
        ],
    )
    assert list(Record.objects.filter(item__code="V-04").order_by("pk").values_list("serial", flat=True)) == [1, 2]
    for counter in DisclosureCount.objects.filter(village_id=LIUJIAWOBU):
        rows = Obligation.objects.filter(region_id=LIUJIAWOBU, item__category=counter.category, due_on=counter.due_on)
        met = [row for row in rows if row.met_on]
        assert counter.owed == len(rows)
        assert counter.met_on_time == sum(row.met_on <= row.due_on for row in met if row.met_on)
        assert counter.met_on_time + counter.met_late == len(met)
        assert counter.nil == sum(row.met_how == "nil" for row in met)


def test_history_is_all_or_nothing_and_names_what_is_wrong(cast: Cast) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    wrong = finished(cast, "F-03", "2026-09")
    rows = [dict(row) for row in wrong.rows]
    rows[1]["amount"] = "1.234"
    with pytest.raises(Invalid) as refused:
        publish_history(LIUJIAWOBU, [finished(cast, "F-03", "2026-10"), replace(wrong, rows=rows)])
    assert list(refused.value.errors) == ["F-03 2026-09.rows.2.amount"]
    assert not Record.objects.exists()


def test_history_holds_to_rights_and_to_what_is_owed(cast: Cast) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    good = finished(cast, "F-03", "2026-10")
    with pytest.raises(NotAllowed):
        publish_history(LIUJIAWOBU, [replace(good, published_by=cast.clerk.pk)])
    with pytest.raises(NotAllowed):
        publish_history(LIUJIAWOBU, [replace(good, drafted_by=cast.secretary.pk)])
    with pytest.raises(Invalid, match="一份也没有"):
        publish_history(LIUJIAWOBU, [replace(good, signed_by={Role.SECRETARY: cast.secretary.pk})])
    with pytest.raises(Absent):
        publish_history(LIUJIAWOBU, [replace(good, period="2025-10", fields={**good.fields, "month": "2025-10"})])
    with pytest.raises(Absent):
        publish_history(LIUJIAWOBU, [good, good])
    publish_history(LIUJIAWOBU, [good])
    with pytest.raises(Conflict):
        publish_history(LIUJIAWOBU, [good])


def test_the_number_of_questions_does_not_grow_with_the_history(cast: Cast, django_assert_num_queries: Any) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 3, 1))
    codes = [item.code for item in Item.objects.filter(frequency="monthly", applies_to__in=["both", "village"])]
    few = [finished(cast, code, "2026-10") for code in codes]
    many = [finished(cast, code, f"2026-0{month}") for code in codes for month in range(3, 10)]
    with django_assert_num_queries(21):
        publish_history(LIUJIAWOBU, few)
    with django_assert_num_queries(21):
        publish_history(LIUJIAWOBU, many)


# --- verify_history ----------------------------------------------------------------------------------------------------


def test_an_untouched_history_verifies(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    published(cast, filled(cast, "F-03"))
    publish_history(LIUJIAWOBU, [finished(cast, "F-03", "2026-10")])
    call_command("verify_history")
    assert "2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE publicity_revision SET reason = 'x' WHERE place = 2",
        "UPDATE publicity_revision SET at = at + interval '1 microsecond' WHERE place = 2",
        "UPDATE publicity_revision SET published_by_id = drafted_by_id WHERE place = 2",
        "UPDATE publicity_revisionpayload SET content = jsonb_set(content, '{rows,0,amount}', '1') WHERE @second",
        "UPDATE publicity_revisionpayload SET salt = '\\x00' WHERE @second",
        "DELETE FROM publicity_revisionpayload WHERE @second",
        "UPDATE publicity_villagestate SET digest = repeat('0', 64)",
    ],
)
def test_one_altered_byte_is_found_and_named(cast: Cast, change: str) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    publish_history(LIUJIAWOBU, [finished(cast, "F-03", f"2026-{month:02d}") for month in (8, 9, 10)])
    with connection.cursor() as cursor:
        # The triggers would refuse; whoever holds the database can lift them, which is what the chain is for.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(change.replace("@second", SECOND))
        cursor.execute("SET session_replication_role = DEFAULT")
    with pytest.raises(CommandError) as found:
        call_command("verify_history", region=f"{LIUJIAWOBU:012d}")
    assert f"{LIUJIAWOBU:012d}" in str(found.value)
    assert "刘家窝堡村" in str(found.value)


def test_rows_of_history_are_projected(cast: Cast) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    publish_history(LIUJIAWOBU, [finished(cast, "V-10", "2026-10")])
    assert RecordRow.objects.filter(item__code="V-10", person_digest__startswith="hmac-").count() == 3
    assert Revision.objects.get().number == 1
    assert ticks("V-10")
