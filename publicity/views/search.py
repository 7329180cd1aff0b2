"""Search: places by name, pinyin or initials, and what they published by words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publicity.queries.places import LONGEST_QUERY, chain_of, find_places
from publicity.queries.record_search import Found, find_records
from publicity.queries.similar_places import similar_places
from publicity.views.crumbs import place_url
from publicity.views.public import Look, page
from sanshu.core.models import Region
from sanshu.core.text import clean

#: With more places than these on the page nobody needs to be offered others that sound the same.
FEW = 4


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find places and records; an empty question shows how to ask."""
    look = Look.of(request)
    try:
        text = clean(request.GET.get("q", "")[:LONGEST_QUERY], lines=False)
    except ValueError:
        text = ""
    within = _region(request.GET.get("region", ""))
    places = find_places(text, within=within) if text else []
    records = find_records(text, within=within) if text else Found([], 0)
    context = {
        "q": text,
        "guesses": _guesses(text, places, within) if not records.records else [],
        "within": within,
        "places": [(place, place_url(place)) for place in places],
        "found": records,
    }
    return page(look, "public/search.html", context)


def _guesses(text: str, found: list[Region], within: Region | None) -> list[tuple[Region, str]]:
    """What else may be meant: anything near when nothing was found, beside a few hits what only sounds the same."""
    if len(found) > FEW:
        return []
    held = {place.pk for place in found}
    near = similar_places(text, within=within, same_sound=bool(found))
    return [(place, place_url(place)) for place in near if place.pk not in held]


def _region(code: str) -> Region | None:
    if not (code.isascii() and code.isdigit() and len(code) <= 12):  # noqa: PLR2004  # digits of a national code
        return None
    chain = chain_of(int(code.ljust(12, "0")))
    return chain.here if chain else None
