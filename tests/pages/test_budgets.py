"""What a cheap phone has to fetch for the fullest village there is: bytes as the proxy sends them."""

import gzip
import re

import pytest
from django.http import HttpResponseBase
from django.test import Client

from publicity.actions.history import Finished, publish_history
from publicity.models import Record
from publicity.queries.village_page import PEOPLE_ITEM
from publicity.stations import ROLE_OF_STATION, endorsements_needed
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period
from sanshu.core.roles import Role
from sanshu.demo.contents import Task, content_of
from sanshu.demo.load import province, staff
from sanshu.demo.load.disclosures import tell_year
from sanshu.demo.places import KANGPING_LIUJIAWOBU
from sanshu.demo.specs import specs
from sanshu.demo.world import World
from tests.cast import NOW
from tests.demo.worlds import world

pytestmark = pytest.mark.django_db

PAGE = f"/villages/{KANGPING_LIUJIAWOBU}/"
KB = 1024
EVENT = Period.parse("2026-11-09")
#: nginx compresses with its fastest level unless told otherwise, and `deploy/nginx.conf` tells nothing.
LEVEL = 1


@pytest.fixture
def fullest() -> World:
    """Give a village a year, and every item that it has not told of yet."""
    where = world(KANGPING_LIUJIAWOBU)
    Region.objects.filter(pk=KANGPING_LIUJIAWOBU).update(live_from=where.live_from)
    province.open_year([where])
    staff.enrol([where])
    tell_year(where, now=NOW)
    known = set(Record.objects.public().filter(village=KANGPING_LIUJIAWOBU).values_list("item__code", flat=True))
    missing = [spec for code, spec in specs().items() if code not in known and spec.applies_to in {"both", "village"}]
    publish_history(KANGPING_LIUJIAWOBU, [_finished(where, spec.code) for spec in missing])
    return where


def _finished(where: World, code: str) -> Finished:
    spec = specs()[code]
    periodic = spec.frequency != Frequency.EVENT
    period = Period.containing(Frequency(spec.frequency), NOW.date()).previous() if periodic else EVENT
    content = content_of(spec, Task(where, code, period, NOW.date()))
    cast = {role: staff.staff_at(role, where.place.code).pk for role in (Role.CLERK, Role.SECRETARY, Role.OVERSIGHT)}
    return Finished(
        item=code,
        period=str(period),
        drafted_by=cast[Role.CLERK],
        signed_by={ROLE_OF_STATION[name]: cast[ROLE_OF_STATION[name]] for name in endorsements_needed(spec)},
        published_by=staff.reviewer_of(where.place.code).pk,
        submitted_at=NOW,
        published_at=NOW,
        fields=content.fields if content else {},
        rows=content.rows if content else (),
        is_nil=content is None,
    )


def body_of(response: HttpResponseBase) -> bytes:
    """Give the whole body of an answer."""
    return b"".join(response) if response.streaming else getattr(response, "content", b"")


def sent(response: HttpResponseBase) -> int:
    """Count the bytes of a body as the proxy sends it; pictures are sent as they are."""
    body, kind = body_of(response), response.headers.get("Content-Type", "")
    return len(body) if kind.startswith("image/png") else len(gzip.compress(body, LEVEL))


def assets_of(body: str) -> list[str]:
    """List what a page makes a browser fetch."""
    return sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', body)))


@pytest.mark.parametrize("prefix", ["", "/en", "/da"])
def test_the_fullest_village_is_read_on_a_poor_line(client: Client, fullest: World, prefix: str) -> None:
    first = client.get(prefix + PAGE)
    body = first.content.decode()
    units = {spec.code for spec in specs().values() if spec.applies_to in {"both", "village"}}
    told = set(Record.objects.public().filter(village=KANGPING_LIUJIAWOBU).values_list("item__code", flat=True))
    assert told == units
    assert body.count('class="line-state"') >= len(units)
    assert PEOPLE_ITEM in told
    assets = {path: client.get(path) for path in assets_of(body)}
    assert {answer.status_code for answer in assets.values()} == {200}
    page, rest = sent(first), sum(map(sent, assets.values()))
    assert page <= 14 * KB
    assert page + rest <= 60 * KB
    again = {path: client.get(path, headers=_held(answer)) for path, answer in assets.items()}
    # The worst second visit: something was published, so the page comes anew, and no asset has changed.
    assert page + sum(sent(answer) for answer in again.values() if answer.status_code == 200) <= 10 * KB
    assert client.get(prefix + PAGE, headers=_held(first)).status_code == 304


def _held(answer: HttpResponseBase) -> dict[str, str]:
    names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    return {ask: answer.headers[have] for have, ask in names.items() if have in answer.headers}
