"""Ask for English pages, and say of each what is Chinese there without saying so."""

import re
from typing import Any

from django.test import Client

from feedback.models import Message
from publicity.models import Record
from sanshu.core.models import Region, User
from tests.cast import sign_in
from tests.pages.language import unmarked_chinese

#: What marks words as Chinese, where a browser shows it letter by letter and a form sends it along.
MARKUP_AS_TEXT = re.compile(r"<(?:textarea|option|title)\b[^>]*>[^<]*<span|=\"[^\"<>]*<span|&lt;span")


class Reader:
    """Somebody who reads English pages, and writes down where Chinese stands unmarked."""

    def __init__(self, client: Client) -> None:
        """Read as this client, signed in or not."""
        self.client = client
        self.found: dict[str, list[str]] = {}

    def get(self, path: str, *, status: int = 200) -> Any:
        """Open a page."""
        return self._read(path, self.client.get(f"/en{path}", follow=True), status)

    def post(self, path: str, fields: dict[str, Any], *, status: int = 200) -> Any:
        """Hand in a form."""
        return self._read(f"{path} {fields}", self.client.post(f"/en{path}", fields, follow=True), status)

    def _read(self, what: str, answer: Any, status: int) -> Any:
        assert answer.status_code == status, (what, answer.status_code)
        page = answer.content.decode()
        assert '<html lang="en"' in page, what
        assert not MARKUP_AS_TEXT.search(page), what
        unmarked = unmarked_chinese(page, names=_names() | _typed(answer))
        if unmarked:
            self.found[what] = unmarked
        return answer


def reading(user: User) -> Reader:
    """Read as somebody who is signed in."""
    return Reader(sign_in(Client(), user))


def _typed(answer: Any) -> set[str]:
    """What the visitor searched for: a title repeats it."""
    return {value for value in answer.wsgi_request.GET.values() if value}


def _names() -> frozenset[str]:
    regions = {name for names in Region.objects.values_list("name", "full_name") for name in names}
    people = set(User.objects.values_list("name", flat=True)) - {""}
    return frozenset(
        regions
        | people
        | {*Message.objects.values_list("subject", flat=True), *(r.title for r in Record.objects.all())}
    )
