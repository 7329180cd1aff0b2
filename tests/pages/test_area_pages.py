"""An unchanged area costs one question and no sum; whatever its figures show makes it a new page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.actions.filings import Plea, approve_filing, file_exemption, revoke_filing, sign_filing
from publicity.actions.obligations import expire_filings, open_obligations
from publicity.actions.occurrences import record_event
from publicity.models import DisclosureCount, Filing
from publicity.queries.area_page import version_of
from sanshu.core.actions.regions import enrol_regions
from sanshu.core.models import Region
from sanshu.core.roles import Role
from supervision.actions.rebuild import rebuild
from tests.cast import AOHANTUN, ERNIUSUOKOU, KANGPING, LIUJIAWOBU, NOW, PROVINCE, TODAY, Cast
from tests.publicity.chain import EVENT_DAY, filled, obligation, published

pytestmark = pytest.mark.django_db
AREAS = [f"/regions/{code}/" for code in (PROVINCE, KANGPING, ERNIUSUOKOU)]


@pytest.mark.parametrize("path", AREAS)
def test_an_unchanged_area_costs_one_query(
    client: Client, cast: Cast, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(cast, filled(cast, "F-03"))
    tag = client.get(path).headers["ETag"]
    with django_assert_num_queries(1) as asked:
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert "publicity_disclosurecount" not in asked[0]["sql"]


def test_an_unchanged_front_page_sums_nothing(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(cast, filled(cast, "F-03"))
    tag = client.get("/").headers["ETag"]
    with django_assert_num_queries(2) as asked:
        assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    assert not any("publicity_disclosurecount" in one["sql"] for one in asked)


def filed(cast: Cast) -> Filing:
    """Put what is owed on file."""
    plea = Plea("dispute", "两户对面积有争议，正在重新丈量。", TODAY + timedelta(days=20))
    filing = file_exemption(obligation("V-08").pk, by=cast.clerk, plea=plea)
    for role, person in ((Role.SECRETARY, cast.secretary), (Role.OVERSIGHT, cast.oversight)):
        filing = sign_filing(filing.pk, by=person, role=role)
    return filing


def close(code: int) -> None:
    """Close a unit in the register."""
    Region.objects.filter(pk=code).update(closed_on=TODAY)


CHANGES: dict[str, Callable[[Cast], object]] = {
    "published": lambda cast: published(cast, filled(cast, "F-03")),
    "opened for many": lambda _cast: open_obligations(on=TODAY),
    "an event": lambda cast: record_event("V-04", villages=[LIUJIAWOBU], happened_on=EVENT_DAY, by=cast.reviewer),
    "a unit closed": lambda _cast: close(LIUJIAWOBU),
    "renamed": lambda _cast: Region.objects.filter(pk=LIUJIAWOBU).update(name="刘家"),
    "counters mended": lambda _cast: DisclosureCount.objects.update(owed=99) and rebuild(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_its_figures_show_makes_an_area_new(client: Client, cast: Cast, change: str) -> None:
    if change == "counters mended":
        open_obligations(on=TODAY)
    path = f"/regions/{ERNIUSUOKOU}/"
    tag = client.get(path).headers["ETag"]
    CHANGES[change](cast)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_filing_revoking_and_running_out_make_an_area_new(cast: Cast) -> None:
    seen = [version_of(ERNIUSUOKOU, TODAY)]
    filing = filed(cast)
    approve_filing(filing.pk, by=cast.reviewer)
    seen.append(version_of(ERNIUSUOKOU, TODAY))
    revoke_filing(filing.pk, by=cast.reviewer, reason="材料已经齐了")
    seen.append(version_of(ERNIUSUOKOU, TODAY))
    approve_filing(filed(cast).pk, by=cast.reviewer)
    seen.append(version_of(ERNIUSUOKOU, TODAY))
    assert expire_filings(at=NOW + timedelta(days=30)) == 1
    seen.append(version_of(ERNIUSUOKOU, TODAY))
    assert len(set(seen)) == len(seen)


def test_enrolling_makes_an_area_new_and_its_neighbour_stays(cast: Cast) -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    here, neighbour = version_of(ERNIUSUOKOU, TODAY), version_of(AOHANTUN // 1000 * 1000, TODAY)
    enrol_regions(LIUJIAWOBU, from_day=TODAY)
    assert version_of(ERNIUSUOKOU, TODAY) != here
    assert version_of(AOHANTUN // 1000 * 1000, TODAY) == neighbour
