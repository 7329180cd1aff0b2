"""Where a page lies: from the province down."""

from dataclasses import dataclass

from django.urls import reverse

from publicity.queries.places import Chain
from sanshu.core.models import Region


@dataclass(frozen=True)
class Crumb:
    """One step of the way."""

    url: str
    title: str
    lang: str = "zh"


def place_url(region: Region) -> str:
    """Give the public page of a region or unit."""
    return reverse("village" if region.is_unit else "region", args=[region.code])


def crumbs_of(chain: Chain, *, with_here: bool = False) -> list[Crumb]:
    """List the regions above (and, if asked, the place itself) as links."""
    regions = chain.regions if with_here else chain.above
    return [Crumb(place_url(region), region.name) for region in regions]
