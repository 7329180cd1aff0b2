"""What a village published, as an Atom feed (RFC 4287): titles and summaries, never rows."""

from datetime import datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publicity.models import Record
from publicity.queries.predecessors import Predecessor
from publicity.views.public import Look, answer
from publicity.views.villages import arrive_or_404, came_from
from sanshu.core import clock
from sanshu.core.clock import SHANGHAI
from sanshu.core.models import Region

MOST = 50


class _VillageFeed(Atom1Feed):
    """A feed that changes only with what was published: while it is empty, it is as old as the unit's duty."""

    def __init__(self, unit: Region) -> None:
        super().__init__(
            description="",
            language="zh-hans",
            title=_("%(name)s的公开") % {"name": unit.full_name},
            link=f"{settings.SITE_URL}{reverse('village', args=[unit.code])}",
            feed_url=f"{settings.SITE_URL}{reverse('village_feed', args=[unit.code])}",
        )
        self._began = datetime.combine(unit.live_from, time.min, SHANGHAI) if unit.live_from else clock.now()

    def latest_post_date(self) -> datetime:
        """Give the moment of the newest entry, or the one since which there might have been any."""
        return super().latest_post_date() if self.items else self._began


@require_safe
def feed(request: HttpRequest, code: int) -> HttpResponse:
    """Give the newest disclosures of one unit and of those that became part of it, or 304 when nothing changed."""
    look, (chain, face) = Look.of(request), arrive_or_404(code)
    if face is None:
        raise Http404
    return answer(look, ("feed", code, face), lambda: _feed(chain.here, look, came_from(code, face)))


def _feed(unit: Region, look: Look, before: list[Predecessor]) -> HttpResponse:
    atom = _VillageFeed(unit)
    names = {one.code: f"{one.name}：" for one in before}
    for record in Record.objects.public().filter(village__in=[unit.code, *names]).order_by("-published_at")[:MOST]:
        atom.add_item(
            title=f"{names.get(record.village_id, '')}{record.title}",
            link=f"{settings.SITE_URL}{reverse('record', args=[record.pk])}",
            description=record.summary_en if look.language == "en" else record.summary,
            pubdate=record.published_at,
            updateddate=record.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
