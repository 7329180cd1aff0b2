"""An area: how completely and how timely what lies below it discloses."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from publicity.figures import Disclosure
from publicity.queries.places import chain_of
from publicity.queries.statistics import Place, disclosure_area
from publicity.views.crumbs import crumbs_of, place_url
from publicity.views.public import Look, answer, page
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


@require_safe
def region(request: HttpRequest, code: int) -> HttpResponse:
    """Show an area: its own figures and its children's; a unit's address leads to its page."""
    look, chain = Look.of(request), chain_of(code)
    if chain is None:
        raise Http404
    if chain.here.is_unit:
        return HttpResponseRedirect(place_url(chain.here))
    area = disclosure_area(chain.here, on=look.on)

    def build() -> HttpResponse:
        context = {
            "region": chain.here,
            "crumbs": crumbs_of(chain),
            "here": area.here,
            "total": area.here.total,
            "children": [_child(place) for place in area.children],
        }
        return page(look, "public/region.html", context)

    return answer(look, ("region", area), build)


def _child(place: Place) -> Child:
    return Child(place.region, place_url(place.region), place.units, place.total)
