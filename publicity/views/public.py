"""What every public page shares: who is looking, which language, and an answer that caches may keep and check again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from publicity.display import Language
from publicity.masking import Viewer
from publicity.queries.viewers import viewer_of
from sanshu.core import clock
from sanshu.core.elder import is_elder
from sanshu.core.models import User

#: A browser asks each time (with its ETag); a proxy may answer from memory for one second, so that what was published
#: is seen within one. nginx counts whole seconds and would keep what it may keep for one second for up to two: it is told
#: the second that runs (X-Accel-Expires, which it takes for itself).
KEPT = "public, max-age=0, s-maxage=1, must-revalidate"
#: What a request carries when it is asked only whether the reader's version is still the one there is.
ONLY_IF_UNCHANGED = "only_if_unchanged"
View = TypeVar("View", bound=Callable[..., HttpResponse])


class ChangedError(Exception):
    """The reader holds another version than there is; raised only where nothing but an unchanged page was asked for."""


def versioned(view: View) -> View:
    """Mark a view that gives nothing but what `answer` gives: whether its page changed can be asked before all else."""
    view.is_versioned = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True)
class Look:
    """One request for a public page: the person, the day, the language."""

    request: HttpRequest
    on: date

    @classmethod
    def of(cls, request: HttpRequest) -> "Look":
        """Read who is looking and when."""
        return cls(request, clock.today())

    @cached_property
    def user(self) -> User | None:
        """The signed-in account; a visitor without a session cookie costs no query and touches no session."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return None
        return self.request.user if isinstance(self.request.user, User) else None

    @property
    def language(self) -> Language:
        """The language of the interface; what villages published stays Chinese."""
        return "en" if (get_language() or "").startswith("en") else "zh"

    @property
    def published_lang(self) -> str:
        """The `lang` mark of published words: needed on English pages only."""
        return "zh" if self.language == "en" else ""

    def viewer(self, village: int) -> Viewer:
        """As who this person looks at one unit's disclosures."""
        return Viewer.PUBLIC if self.user is None else viewer_of(self.user, village, on=self.on)


def answer(look: Look, version: object, build: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer 304 when the reader holds this very version, else build the page and say its version.

    `version` is all the page depends on besides day, language and size. Signed-in readers get no cached page.
    """
    if look.user is not None:
        return build()
    mark = sha256(repr((version, look.on, look.language, is_elder(), settings.RELEASE)).encode()).hexdigest()[:32]
    etag = quote_etag(mark)
    held = parse_etags(look.request.headers.get("If-None-Match", ""))
    # A proxy that compresses marks the tag as weak; the comparison of RFC 9110 13.1.2 is the weak one.
    known = any(tag in {"*", etag} or tag.removeprefix("W/") == etag for tag in held)
    if not known and getattr(look.request, ONLY_IF_UNCHANGED, False):
        raise ChangedError
    response = HttpResponseNotModified() if known else build()
    if response.status_code in {200, 304}:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = KEPT
        response.headers["X-Accel-Expires"] = f"@{int(clock.now().timestamp())}"
    patch_vary_headers(response, ["Cookie"])
    return response


def page(look: Look, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render one public page."""
    return render(look.request, template, {**context, "published_lang": look.published_lang, "language": look.language})
