"""A list is paged by a key; a key that nobody was ever given is refused with words, on every list."""

import base64

import pytest
from django.test import Client

from tests.cast import Cast, sign_in

LISTS = ["warnings/", "records/", "obligations/", "desk/messages/", "regions/"]
MADE_UP = ["p=xyz", "p=\x00", "p=99999999999999999999999999", "o=1&p=2026-99-99", "\xff"]


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", MADE_UP)
@pytest.mark.parametrize("address", LISTS)
def test_a_made_up_place_in_a_list_is_refused_or_empty(cast: Cast, address: str, cursor: str) -> None:
    client = sign_in(Client(), cast.inspector)
    forged = base64.b64encode(cursor.encode("latin-1")).decode()
    answer = client.get(f"/api/v1/{address}", {"cursor": forged})
    assert answer.status_code in {200, 400, 404}
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"
