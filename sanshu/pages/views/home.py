"""The front page: find my village, and how the whole province discloses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from publicity.figures import Disclosure
from publicity.models import Record
from publicity.queries import area_page
from publicity.queries.statistics import Place, disclosure_here
from publicity.views.public import Look, answer, page, versioned
from sanshu.core.models import Region
from sanshu.core.roles import Level

NEWEST = 6


@versioned
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the cities to tap down into, the province's figures and what is new."""
    look = Look.of(request)
    province = Region.objects.filter(level=Level.PROVINCE).order_by("code").first()
    version = area_page.version_of(province.code, look.on) if province else None

    def build() -> HttpResponse:
        here = disclosure_here(province, on=look.on) if province else None
        context = {
            "province": province,
            "here": here,
            "total": here.total if here else Disclosure(),
            "cities": [(city, reverse("region", args=[city.code])) for city in _cities(here)],
            "newest": _newest(),
            "demo": settings.DEMO,
        }
        return page(look, "pages/home.html", context)

    return answer(look, ("home", province, version), build)


def _newest() -> list[Record]:
    wanted = Record.objects.public().select_related("village").only("pk", "title", "published_at", "village__full_name")
    return list(wanted.order_by("-published_at")[:NEWEST])


def _cities(here: Place | None) -> list[Region]:
    if here is None:
        return []
    return list(Region.objects.filter(parent=here.region).order_by("code"))
