"""The village at a glance, and one item of it through time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from publicity.display import Language
from publicity.masking import Viewer, show
from publicity.models import Item
from publicity.models.catalogue import CATEGORIES
from publicity.money_picture import Picture, draw
from publicity.queries import item_page, village_page
from publicity.queries.catalogue import spec_of
from publicity.queries.places import Chain
from publicity.queries.village_page import Face, Ledger
from publicity.views.crumbs import crumbs_of
from publicity.views.lines import Line, as_list, line_of
from publicity.views.public import Look, answer, page
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period

#: How many overdue items stand open on the page; the others are one tap away.
LATE_SHOWN = 4


def arrive_or_404(code: int) -> tuple[Chain, Face | None]:
    """Give a village or community with all above it, and what its pages' versions rest on."""
    found = village_page.arrive(code)
    if found is None:
        raise Http404
    return found


def name_of(item: Item, language: Language) -> str:
    """Give an item's name in the reader's language."""
    return item.name_en if language == "en" else item.name


@require_safe
def village(request: HttpRequest, code: int) -> HttpResponse:
    """Show one unit on one screen: what is owed and late, the money, what is new, every item, who is in charge."""
    look, (chain, face) = Look.of(request), arrive_or_404(code)
    unit = chain.here

    def build() -> HttpResponse:
        if face is None or not unit.is_live(look.on):
            return page(look, "public/village_not_live.html", {"village": unit, "crumbs": crumbs_of(chain)})
        return page(look, "public/village.html", _context(look, chain, face))

    return answer(look, ("village", code, face, unit.live_from, unit.closed_on, unit.name), build)


def _context(look: Look, chain: Chain, face: Face) -> dict[str, Any]:
    code = chain.here.code
    states = village_page.item_states(code, look.on)
    items = village_page.items_of(face.edition_id)
    ledgers = village_page.ledgers(chain.here, look.on)
    overdue = sorted((s for s in states.values() if s.days_overdue), key=lambda s: -s.days_overdue)
    late = [state.item_id for state in overdue if state.item_id in items]
    base = reverse("village", args=[code])
    lines = {pk: line_of(base, items[pk], state, look.language) for pk, state in states.items() if pk in items}
    return {
        "village": chain.here,
        "place": "".join(region.name for region in chain.above[1:]),
        "crumbs": crumbs_of(chain),
        "month": village_page.this_month(code, look.on),
        "overdue_count": len(late),
        "late": as_list(lines[pk] for pk in late[:LATE_SHOWN]),
        "later_count": len(late[LATE_SHOWN:]),
        "later": as_list(lines[pk] for pk in late[LATE_SHOWN:]),
        "money": _money(ledgers, look.language),
        "newest": village_page.newest_records(code),
        "groups": _groups(chain.here, items.values(), lines, lambda item: line_of(base, item, None, look.language)),
        "people": _people(code, face, look.viewer(code)),
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


@dataclass(frozen=True)
class Money:
    """The newest published ledger in words and figures, and six periods as a picture, gaps shown as gaps."""

    newest: Ledger | None
    period: str
    sentence: str
    periods: list[tuple[str, Ledger]]
    picture: Picture | None
    missing: str


def _money(ledgers: list[Ledger], language: Language) -> Money:
    known = [ledger for ledger in ledgers if ledger.record_id]
    newest = known[-1] if known else None
    named = [(_short(ledger.period, language), ledger) for ledger in ledgers]
    sentence = "" if newest is None else newest.summary_en if language == "en" else newest.summary
    return Money(
        newest=newest,
        period=_spoken(newest.period, language) if newest else "",
        sentence=sentence,
        periods=named,
        picture=draw([(label, ledger.income, ledger.expense) for label, ledger in named]),
        missing="" if not ledgers or ledgers[-1].record_id else _spoken(ledgers[-1].period, language),
    )


def _spoken(period: Period, language: Language) -> str:
    return period.spoken_en() if language == "en" else period.spoken()


def _short(period: Period, language: Language) -> str:
    """Name a period under a bar: `10月` or `三季度`."""
    if language == "en":
        name = str(period)[5:]
        return f"{period.first_day:%b}" if period.frequency is Frequency.MONTHLY else name
    return period.spoken().partition("年")[2].removeprefix("第") or period.spoken()


def _people(code: int, face: Face, viewer: Viewer) -> list[dict[str, str]]:
    """Name who is in charge, as the unit itself published it, with the office's phone."""
    content = village_page.people_content(code)
    if content is None:
        return []
    shown = show(spec_of(village_page.PEOPLE_ITEM, edition_id=face.edition_id), content, viewer)
    return [
        {key: str(row.values.get(key, "")) for key in ("name", "position", "duty_phone")} for row in shown.rows or ()
    ]


@require_safe
def village_item(request: HttpRequest, code: int, item: str) -> HttpResponse:
    """Show one item of one unit through time: every period, what is missing as plainly as what is there."""
    look, (chain, face) = Look.of(request), arrive_or_404(code)
    found = Item.objects.filter(code=item.upper()).first()
    if face is None or found is None:
        raise Http404

    def build() -> HttpResponse:
        spec = spec_of(found.code, edition_id=face.edition_id)
        periods = item_page.periods_of(code, found, look.on)
        context = {
            "village": chain.here,
            "crumbs": crumbs_of(chain, with_here=True),
            "item": found,
            "name": name_of(found, look.language),
            "content": spec.content_en if look.language == "en" else spec.content,
            "spec": spec,
            "periods": periods,
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
