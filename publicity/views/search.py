"""Search: places by name, pinyin or initials, and what they published by words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publicity.queries.places import LONGEST_QUERY, chain_of, find_places
from publicity.queries.record_search import Found, find_records
from publicity.views.crumbs import place_url
from publicity.views.public import Look, page
from sanshu.core.models import Region
from sanshu.core.text import clean


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
        "within": within,
        "places": [(place, place_url(place)) for place in places],
        "found": records,
    }
    return page(look, "public/search.html", context)


def _region(code: str) -> Region | None:
    if not (code.isascii() and code.isdigit() and len(code) <= 12):  # noqa: PLR2004  # digits of a national code
        return None
    chain = chain_of(int(code.ljust(12, "0")))
    return chain.here if chain else None
