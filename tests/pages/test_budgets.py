"""What a cheap phone has to fetch for the fullest village there is: bytes as the proxy sends them."""

import gzip
import re

import pytest
from django.http import HttpResponseBase
from django.test import Client

from publicity.queries.village_page import PEOPLE_ITEM
from sanshu.core.models import Region
from sanshu.demo.load import province, staff
from sanshu.demo.load.disclosures import tell_year
from sanshu.demo.places import KANGPING_LIUJIAWOBU
from sanshu.demo.world import World
from tests.cast import NOW
from tests.demo.fullest import items_of_villages, tell_everything, told
from tests.demo.worlds import world

pytestmark = pytest.mark.django_db

PAGE = f"/villages/{KANGPING_LIUJIAWOBU}/"
KB = 1024
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
    tell_everything(where, now=NOW)
    return where


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
    units = set(items_of_villages())
    assert told(KANGPING_LIUJIAWOBU) == units
    assert body.count('class="line-state"') >= len(units)
    assert PEOPLE_ITEM in units
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
