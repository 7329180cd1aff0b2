"""Am I on the list: one's own rows and no others, the lists without one, and an objection two taps away."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from feedback.models import Message
from publicity.actions.corrections import Ground, ask_withdrawal, withdraw_record
from publicity.actions.drafts import Typed, save_draft, start_draft
from publicity.catalogue import Field
from publicity.masking import show_own
from publicity.models import Record
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.models import OwnNumber
from sanshu.core import clock
from sanshu.core.digests import seal
from sanshu.core.models import Posting, TimelineEntry, User
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, NOW, TODAY, Cast, sign_in
from tests.publicity.chain import obligation, published, spec
from tests.publicity.samples import identity, typed_content

pytestmark = pytest.mark.django_db
MINE, THEIRS, NOBODYS = identity(1), identity(2), identity(3)
LISTS = "/me/lists/"


def publish(cast: Cast, code: str, *numbers: str, unit: int = LIUJIAWOBU) -> Record:
    """Publish the oldest list of an item that a village still owes, one row for each number."""
    clerk = cast.staff(Role.CLERK, unit)
    draft = start_draft(obligation(code, unit=unit).pk, by=clerk)
    header, rows = typed_content(spec(code), period=draft.record.period, rows=len(numbers))
    typed = [{**row, "id_number": number} for row, number in zip(rows, numbers, strict=True)]
    return published(cast, save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(header, typed))).record


def look(client: Client) -> str:
    answer = client.get(LISTS)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def me(cast: Cast, client: Client) -> User:
    """A resident of 刘家窝堡 who has registered their number and is signed in."""
    user = cast.resident()
    register_own_number(MINE, by=user)
    sign_in(client, user)
    return user


def test_one_sees_ones_own_row_and_no_other(cast: Cast, client: Client, me: User) -> None:
    record = publish(cast, "V-13", THEIRS, MINE, NOBODYS)
    page = look(client)
    rows = {row["id"]: row for row in record.revision.payload.content["rows"]}  # type: ignore[union-attr]
    assert f"{float(rows['r2']['amount']):,.2f}" in page
    for other in ("r1", "r3"):
        assert f"{float(rows[other]['amount']):,.2f}" not in page
        assert f"row={other}" not in page


def test_lists_of_all_my_villages_and_of_no_other_village(cast: Cast, client: Client, me: User) -> None:
    publish(cast, "V-13", MINE)
    publish(cast, "V-13", MINE, unit=AOHANTUN)
    assert "敖罕屯" not in look(client)
    Posting.objects.create(user=me, role=Role.RESIDENT, region_id=AOHANTUN, from_day=TODAY)
    page = look(client)
    assert "敖罕屯" in page
    assert len(re.findall("row=r1&amp;say=row", page)) == 2


def test_a_list_one_stood_on_before_and_not_now_is_said_first(cast: Cast, client: Client, me: User) -> None:
    publish(cast, "V-13", MINE, THEIRS)
    newer = publish(cast, "V-13", THEIRS)
    page = look(client)
    assert "2026年8月的名单上有您，2026年9月的没有您了" in page
    assert page.index("没有您了") < page.index("<h3>")
    assert f"record={newer.pk}&amp;say=missing" in page


def test_a_list_without_me_is_said_calmly_with_what_to_do(cast: Cast, client: Client, me: User) -> None:
    publish(cast, "V-10", THEIRS)
    page = look(client)
    assert "最近一年公开的名单上，没有找到您登记的号码" in page
    assert "没有您的名单：1份" in page
    assert "这份名单上没有您" in page


def test_one_item_is_one_card_with_its_earlier_rows_folded(cast: Cast, client: Client, me: User) -> None:
    for _ in range(3):
        publish(cast, "V-13", MINE, THEIRS)
    page = look(client)
    assert page.count("<h3>") == 1
    assert "以前的2期" in page
    assert page.count("say=row") == 3


def test_what_was_withdrawn_or_is_long_past_is_not_looked_through(cast: Cast, client: Client, me: User) -> None:
    record = publish(cast, "V-13", MINE)
    with clock.at(NOW + timedelta(days=420)):
        assert "row=r1" not in look(client)
    ask_withdrawal(record.pk, by=cast.secretary, reason="写错了")
    withdraw_record(record.pk, by=cast.reviewer, reason="写错了", ground=Ground.REQUEST)
    assert "row=r1" not in look(client)


def test_a_list_of_totals_is_looked_through_only_for_a_number_the_township_compared(
    cast: Cast, client: Client, me: User
) -> None:
    record = publish(cast, "V-15", MINE)
    address = reverse("record", args=[record.pk])
    page = look(client)
    assert address not in page
    assert f"record={record.pk}" not in page
    assert "乡镇当面核对过号码才查" in page
    OwnNumber.objects.update(is_confirmed=True)
    assert address in look(client)


def test_a_number_on_no_list_and_a_number_of_nobody_get_the_same_answer_for_the_same_work(
    cast: Cast, client: Client
) -> None:
    publish(cast, "V-13", THEIRS)
    pages, costs = [], []
    for number, resident in ((MINE, cast.resident(number=8)), (NOBODYS, cast.resident(number=9))):
        register_own_number(number, by=resident)
        sign_in(client, resident)
        look(client)
        with CaptureQueriesContext(connection) as asked:
            pages.append(look(client))
        costs.append(len(asked))
    assert pages[0] == pages[1]
    assert costs[0] == costs[1]


def test_an_objection_is_two_taps_from_the_row(cast: Cast, client: Client, me: User) -> None:
    record = publish(cast, "V-13", THEIRS, MINE)
    (address,) = re.findall(r'href="(/messages/new/[^"]+row=r2[^"]*)"', look(client))
    form = client.get(address.replace("&amp;", "&")).context["form"]
    sent = {field.name: field.value() or "" for field in form}
    answer = client.post(reverse("message-new"), sent)
    assert "查询码" in answer.content.decode()
    message = Message.objects.get()
    assert (message.village_id, message.record_id, message.row, message.category) == (
        LIUJIAWOBU,
        record.pk,
        "r2",
        "benefits",
    )


def test_a_missing_row_is_asked_about_in_two_taps_too(cast: Cast, client: Client, me: User) -> None:
    record = publish(cast, "V-10", THEIRS)
    (address,) = re.findall(r'href="(/messages/new/[^"]+say=missing)"', look(client))
    form = client.get(address.replace("&amp;", "&")).context["form"]
    client.post(reverse("message-new"), {field.name: field.value() or "" for field in form})
    message = Message.objects.get()
    assert (message.record_id, message.row) == (record.pk, "")
    assert "没有我" in message.text


def test_an_opening_that_nobody_wrote_is_an_empty_form(client: Client) -> None:
    address = f"{reverse('message-new')}?village={LIUJIAWOBU}&say=<b>"
    assert client.get(address).context["form"]["text"].value() is None


def test_every_check_is_written_down_without_a_number(cast: Cast, client: Client, me: User) -> None:
    look(client)
    entry = TimelineEntry.objects.get(action="check_lists")
    assert (entry.subject_id, entry.by, entry.data) == (str(me.pk), me, {"villages": [LIUJIAWOBU]})


def test_thirty_checks_an_hour_are_enough(client: Client, me: User) -> None:
    for _ in range(30):
        look(client)
    assert client.get(LISTS).status_code == 429
    with clock.at(NOW + timedelta(hours=1)):
        look(client)


def test_a_check_costs_the_same_however_many_lists(
    cast: Cast, client: Client, me: User, django_assert_num_queries: Any
) -> None:
    publish(cast, "V-13", MINE)
    look(client)
    for code in ("V-13", "V-10", "V-13"):
        publish(cast, code, MINE, THEIRS)
        look(client)
        with django_assert_num_queries(9):
            look(client)


def test_the_page_leads_through_what_is_lacking(cast: Cast, client: Client) -> None:
    stranger = User.objects.create(login="r-nowhere", kind=User.Kind.RESIDENT)
    sign_in(client, stranger)
    assert reverse("my-villages") in look(client)
    sign_in(client, cast.resident())
    assert reverse("own-number") in look(client)
    assert not TimelineEntry.objects.filter(action="check_lists").exists()


def test_in_english_the_interface_is_english_and_the_list_is_not(cast: Cast, client: Client, me: User) -> None:
    publish(cast, "V-13", MINE)
    page = client.get(f"/en{LISTS}").content.decode()
    assert "Am I on the lists?" in page
    assert "Residents&#x27; pension recipients" in page


def test_the_number_is_nowhere_and_accounts_join_no_list(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    publish(cast, "V-13", MINE, THEIRS)
    sign_in(client, cast.resident())
    shown = client.post(reverse("own-number"), {"id_number": MINE}).content.decode()
    shown += look(client) + client.get(reverse("own-number")).content.decode()
    shown += client.post(reverse("own-number"), {"id_number": MINE}).content.decode()
    logged = caplog.text + "".join(capfd.readouterr())
    stored = "".join(f"\n{table} {row}" for table in tables() for row in rows_of(table))
    stored += "".join(str(session.get_decoded()) for session in Session.objects.all())
    for hiding in (MINE, MINE[:17], MINE.encode().hex()):
        assert hiding not in shown + logged + stored
    digest = seal("person", MINE).split("$")[-1]
    assert digest not in shown + logged
    holders = {line.split()[0] for line in stored.splitlines() if digest in line}
    assert holders == {"publicity_recordrow", "publicity_revisionpayload"}


def tables() -> list[str]:
    return connection.introspection.table_names()


def rows_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - names from the database itself
        return [row[0] for row in cursor.fetchall()]


SECRET = "secret-that-no-page-shows"
CODES = ["V-10", "V-13", "V-15", "V-18", "F-09", "F-12", "F-21"]


@given(code=st.sampled_from(CODES), child=st.booleans())
def test_of_ones_own_row_nothing_digested_or_never_public_is_shown(code: str, child: bool) -> None:
    declared = spec(code)
    row = {field.key: SECRET if hidden(field) else "1" for field in declared.row_fields}
    shown = show_own(declared, [{"id": "r1", "id_number__is_child": child, **row}])
    assert shown.rows is not None
    assert SECRET not in shown.rows[0].values.values()
    assert not any(hidden(field) for field in shown.row_specs)


def hidden(field: Field) -> bool:
    return field.is_digested or field.sensitive == "never_public"
