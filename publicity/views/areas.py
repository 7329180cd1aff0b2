"""An area: how completely and how timely what lies below it discloses."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from publicity.figures import Disclosure
from publicity.queries import area_page
from publicity.queries.statistics import Place, disclosure_area
from publicity.views.crumbs import crumbs_of, place_url
from publicity.views.public import Look, answer, page, versioned
from sanshu.core.models import Region


@dataclass(frozen=True)
class Child:
    """One region below, with its figures; `live` says whether anything in it discloses yet."""

    region: Region
    url: str
    units: int
    figures: Disclosure

    @property
    def live(self) -> bool:
        """Whether any unit in it must disclose today."""
        return self.units > 0


@versioned
@require_safe
def region(request: HttpRequest, code: int) -> HttpResponse:
    """Show an area: its own figures and its children's; a unit's address leads to its page."""
    look = Look.of(request)
    found = area_page.arrive(code, look.on)
    if found is None:
        raise Http404
    chain, version = found
    if chain.here.is_unit:
        return HttpResponseRedirect(place_url(chain.here))

    def build() -> HttpResponse:
        area = disclosure_area(chain.here, on=look.on)
        context = {
            "region": chain.here,
            "crumbs": crumbs_of(chain),
            "here": area.here,
            "total": area.here.total,
            # What discloses stands first: a visitor comes to read, not to see what is missing.
            "children": sorted((_child(place) for place in area.children), key=lambda child: not child.live),
        }
        return page(look, "public/region.html", context)

    return answer(look, ("region", chain.here, chain.names_above, version), build)


def _child(place: Place) -> Child:
    return Child(place.region, place_url(place.region), place.units, place.total)
