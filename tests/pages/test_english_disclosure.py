"""English public pages: whatever is Chinese there is what a village published, and says that it is Chinese."""

from datetime import date, timedelta

import pytest
from django.test import Client

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft
from publicity.actions.filings import Plea, approve_filing, file_exemption, sign_filing
from publicity.actions.obligations import open_obligations
from publicity.models import Item, Obligation, Record
from sanshu.core.models import Region
from sanshu.core.roles import Role
from tests.cast import DONGTA, ERNIUSUOKOU, KANGPING, LIUJIAWOBU, PROVINCE, SHENYANG, TODAY, Cast, sign_in
from tests.pages.english import Reader
from tests.publicity.chain import filled, published, spec
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
VILLAGE = f"/villages/{LIUJIAWOBU}/"
#: One of every visibility and of most types of field.
PUBLISHED = ["P-01", "V-01", "V-04", "V-08", "V-10", "V-13", "F-03", "F-04", "F-08", "F-09", "F-15", "F-17"]


@pytest.fixture
def reader(client: Client) -> Reader:
    """A visitor."""
    return Reader(client)


def test_finding_a_village(reader: Reader) -> None:
    for path in ("/", "/?q=刘家", "/?q=nowhere", "/help/", "/search/", "/search/?q=没有这个词"):
        reader.get(path)
    for code in (PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU):
        reader.get(f"/regions/{code}/")
    assert reader.found == {}


def test_a_village_and_all_its_items_as_they_are_owed(reader: Reader) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    reader.get(VILLAGE)
    for code in Item.objects.filter(applies_to__in=["village", "both"]).values_list("code", flat=True):
        reader.get(f"{VILLAGE}items/{code}/")
    assert reader.found == {}


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_record_and_where_it_is_listed(cast: Cast, reader: Reader, code: str) -> None:
    record = published(cast, filled(cast, code)).record
    village = f"/villages/{record.village_id}/"
    inside = Reader(sign_in(Client(), cast.resident(record.village_id)))
    for one in (reader, inside):
        for path in (village, f"{village}items/{code}/", f"/records/{record.pk}/", f"/records/{record.pk}/revisions/"):
            one.get(path)
    reader.get(f"/search/?q={record.item.name[:4]}")
    assert (reader.found, inside.found) == ({}, {})


def test_a_record_that_was_corrected_and_one_that_was_taken_down(cast: Cast, reader: Reader) -> None:
    record = published(cast, filled(cast, "V-08")).record
    draft = start_correction(record.pk, by=cast.clerk, reason="数字填错")
    header, rows = typed_content(spec("V-08"), period=record.period)
    published(cast, save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows[:1])))
    _read_all(reader, record)
    withdraw_record(record.pk, by=cast.reviewer, reason="名单里有隐私", ground=Ground.PRIVACY)
    _read_all(reader, record)
    assert reader.found == {}


def test_what_is_on_file_instead_of_public(cast: Cast, reader: Reader) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    owed = Obligation.objects.unmet().filter(region_id=LIUJIAWOBU, due_on__gte=TODAY).order_by("pk")[0]
    plea = Plea(reason_class="awaiting_material", reason="上级文件还没有到", until=TODAY + timedelta(days=20))
    filing = file_exemption(owed.pk, by=cast.clerk, plea=plea)
    for role in (Role.SECRETARY, Role.OVERSIGHT):
        sign_filing(filing.pk, by=cast.staff(role, LIUJIAWOBU), role=role)
    approve_filing(filing.pk, by=cast.reviewer)
    for path in (VILLAGE, f"{VILLAGE}items/{owed.item.code}/"):
        reader.get(path)
    assert reader.found == {}


def test_a_unit_that_is_not_live_and_one_that_is_closed(reader: Reader) -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    reader.get(VILLAGE)
    Region.objects.filter(pk=LIUJIAWOBU).update(closed_on=TODAY, successor_id=DONGTA)
    reader.get(VILLAGE)
    assert reader.found == {}


@pytest.mark.parametrize("path", ["/villages/999999999999/", "/records/999999/", "/nothing/", f"{VILLAGE}items/Z-99/"])
def test_what_is_not_there(reader: Reader, path: str) -> None:
    reader.get(path, status=404)
    assert reader.found == {}


def _read_all(reader: Reader, record: Record) -> None:
    village = f"/villages/{record.village_id}/"
    for path in (village, f"{village}items/{record.item.code}/", f"/records/{record.pk}/revisions/"):
        reader.get(path)
    reader.get(f"/records/{record.pk}/", status=200)
