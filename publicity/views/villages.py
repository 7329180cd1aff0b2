"""The village at a glance, and one item of it through time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from publicity.display import name_of
from publicity.masking import Viewer, show
from publicity.models import Item
from publicity.models.catalogue import CATEGORIES
from publicity.queries import item_page, village_news, village_page
from publicity.queries.catalogue import spec_of
from publicity.queries.places import Chain
from publicity.queries.predecessors import Predecessor, predecessors_of, with_newest
from publicity.queries.village_news import Told
from publicity.queries.village_page import Face
from publicity.views.crumbs import crumbs_of
from publicity.views.lines import Line, as_list, line_of
from publicity.views.month import month_sentence
from publicity.views.public import Look, answer, page, versioned
from publicity.views.village_money import money_of
from sanshu.core.models import Region

#: How many overdue items stand open on the page; the others are one tap away.
LATE_SHOWN = 4
#: Which structures tell what was paid to whom and what was decided (the Party's own apart), how far back, how many.
TOLD = {"paid": "beneficiaries", "decided": "meeting"}
TOLD_DAYS, TOLD_SHOWN = 100, 4


def arrive_or_404(code: int) -> tuple[Chain, Face | None]:
    """Give a village or community with all above it, and what its pages' versions rest on."""
    found = village_page.arrive(code)
    if found is None:
        raise Http404
    return found


@versioned
@require_safe
def village(request: HttpRequest, code: int) -> HttpResponse:
    """Show one unit on one screen: what is owed and late, the money, what is new, every item, who is in charge."""
    look, (chain, face) = Look.of(request), arrive_or_404(code)

    def build() -> HttpResponse:
        if face is None or not chain.here.is_live(look.on):
            return page(look, "public/village_not_live.html", _closed(chain))
        return page(look, "public/village.html", _context(look, chain, face))

    return answer(look, ("village", face, chain.known_here, chain.names_above), build)


def _closed(chain: Chain) -> dict[str, Any]:
    """Say of a unit that does not disclose where it went, and what it published until then."""
    unit, before = chain.here, village_news.newest_records(chain.here.code)
    return {"village": unit, "crumbs": crumbs_of(chain), "successor": unit.successor, "newest": before}


def came_from(code: int, face: Face) -> list[Predecessor]:
    """Give the units that have become part of one; asks nothing of a unit that no other became part of."""
    return predecessors_of(code) if face.inherited else []


def _context(look: Look, chain: Chain, face: Face) -> dict[str, Any]:
    code = chain.here.code
    states = village_page.item_states(code, look.on)
    items = village_page.items_of(face.edition_id)
    overdue = sorted((s for s in states.values() if s.days_overdue), key=lambda s: -s.days_overdue)
    late = [state.item_id for state in overdue if state.item_id in items]
    base = reverse("village", args=[code])
    lines = {pk: line_of(base, items[pk], state, look.language) for pk, state in states.items() if pk in items}
    return {
        "village": chain.here,
        "place": "".join(region.name for region in chain.above[1:]),
        "crumbs": crumbs_of(chain),
        "month": month_sentence(village_page.this_month(code, look.on)),
        "overdue_count": len(late),
        "late": as_list(lines[pk] for pk in late[:LATE_SHOWN]),
        "later_count": len(late[LATE_SHOWN:]),
        "later": as_list(lines[pk] for pk in late[LATE_SHOWN:]),
        "money": money_of(chain.here, face, look),
        "newest": village_news.newest_records(code),
        "came_from": with_newest(came_from(code, face)) if face.inherited else [],
        **_told(chain.here, items, look),
        "groups": _groups(chain.here, items.values(), lines, lambda item: line_of(base, item, None, look.language)),
        "in_charge": _in_charge(code, face, look.viewer(code)),
    }


@dataclass(frozen=True)
class Group:
    """One of the three categories with its lines; `late` counts what is overdue in it."""

    name: Any
    count: int
    lines: SafeString
    late: int


def _groups(unit: Region, items: Iterable[Item], lines: dict[int, Line], write: Callable[[Item], Line]) -> list[Group]:
    by_category: dict[str, list[Line]] = {category: [] for category, _name in CATEGORIES}
    for item in items:
        if item.applies_to in {"both", unit.kind} or item.pk in lines:
            by_category[item.category].append(lines.get(item.pk) or write(item))
    return [
        Group(name, len(shown), as_list(shown), sum(1 for line in shown if line.days))
        for (_category, name), shown in zip(CATEGORIES, by_category.values(), strict=True)
    ]


def _told(unit: Region, items: Mapping[int, Item], look: Look) -> dict[str, list[Told]]:
    """Tell what was paid to whom and what was decided lately: the last sentence of each list and each meeting."""
    kinds = {
        name: {pk for pk, item in items.items() if item.structure == structure and item.category != "party"}
        for name, structure in TOLD.items()
    }
    told = village_news.last_of_each(unit.code, set().union(*kinds.values()), look.on - timedelta(days=TOLD_DAYS))
    return {name: [one for one in told if one.item_id in kind][:TOLD_SHOWN] for name, kind in kinds.items()}


@dataclass(frozen=True)
class InCharge:
    """Who holds which office, as the unit itself published it, and the office's phone and hours."""

    phone: str = ""
    hours: str = ""
    people: tuple[Mapping[str, Any], ...] = ()


def _in_charge(code: int, face: Face, viewer: Viewer) -> InCharge:
    content = village_page.people_content(code)
    if content is None:
        return InCharge()
    shown = show(spec_of(village_page.PEOPLE_ITEM, edition_id=face.edition_id), content, viewer)
    return InCharge(
        phone=str(shown.fields.get("office_phone") or ""),
        hours=str(shown.fields.get("office_hours") or ""),
        people=tuple(row.values for row in shown.rows or ()),
    )


@versioned
@require_safe
def village_item(request: HttpRequest, code: int, item: str) -> HttpResponse:
    """Show one item of one unit through time: every period, what is missing as plainly as what is there."""
    look, (chain, face) = Look.of(request), arrive_or_404(code)
    found = Item.objects.filter(code=item.upper()).first()
    if face is None or found is None:
        raise Http404

    def build() -> HttpResponse:
        spec = spec_of(found.code, edition_id=face.edition_id)
        before = came_from(code, face)
        periods = item_page.periods_of([code, *(one.code for one in before)], found, look.on)
        names = {one.code: one.name for one in before}
        for one in periods:
            one.unit = names.get(one.village, "")
        context = {
            "village": chain.here,
            "crumbs": crumbs_of(chain, with_here=True),
            "item": found,
            "name": name_of(found, look.language),
            "content": spec.content_en if look.language == "en" else spec.content,
            "spec": spec,
            "periods": periods,
            "came_from": before,
            "more": len(periods) == item_page.MOST_PERIODS,
            "how_often": _how_often(found),
        }
        return page(look, "public/item.html", context)

    return answer(look, ("item", code, found.code, face), build)


def _how_often(item: Item) -> str:
    if item.is_event:
        return ngettext("发生后%(days)d天内公开", "发生后%(days)d天内公开", item.deadline_days) % {
            "days": item.deadline_days
        }
    text = _("%(often)s公开一次，期末后%(days)d天内")
    return text % {"often": item.get_frequency_display(), "days": item.deadline_days}
