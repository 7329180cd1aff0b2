"""What a village published, as an Atom feed (RFC 4287): titles and summaries, never rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publicity.models import Record
from publicity.queries.village_page import face_of
from publicity.views.public import Look, answer
from publicity.views.villages import unit_or_404
from sanshu.core.models import Region

MOST = 50


class VillageFeed(Feed[Record, Region]):
    """The newest disclosures of one unit."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, code: int, **kwargs: Any) -> Region:
        """Find the unit."""
        return unit_or_404(code).here

    def title(self, village: Region) -> str:
        """Name the feed."""
        return _("%(name)s的公开") % {"name": village.full_name}

    def link(self, village: Region) -> str:
        """Lead to the village page."""
        return reverse("village", args=[village.code])

    def items(self, village: Region) -> Iterable[Record]:
        """List the newest records."""
        return Record.objects.public().filter(village=village).order_by("-published_at")[:MOST]

    def item_title(self, item: Any) -> Any:
        """Name one record."""
        return item.title

    def item_description(self, item: Any) -> str:
        """Say its sentence."""
        return str(item.summary)

    def item_link(self, item: Record) -> str:
        """Lead to its page."""
        return reverse("record", args=[item.pk])

    def item_pubdate(self, item: Record) -> datetime | None:
        """Say when it was published."""
        return item.published_at


_feed = VillageFeed()


@require_safe
def feed(request: HttpRequest, code: int) -> HttpResponse:
    """Give the feed, or 304 when nothing changed."""
    look, face = Look.of(request), face_of(code)
    if face is None:
        raise Http404
    return answer(look, ("feed", code, face), lambda: _feed(request, code=code))
