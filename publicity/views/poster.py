"""The notice-board poster of one unit: what any visitor reads on its page, large enough for a wall."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from publicity.display import name_of
from publicity.masking import Viewer, show
from publicity.queries import village_news, village_page
from publicity.queries.catalogue import spec_of
from publicity.queries.places import Chain
from publicity.queries.village_page import Face, ItemState
from publicity.views.month import month_sentence
from publicity.views.public import Look, answer
from publicity.views.sheets import address_of, code_for, printed, sheet, spelled
from publicity.views.village_money import Money, money_of
from publicity.views.villages import arrive_or_404
from sanshu.core.printing.press import Sheet
from sanshu.core.templatetags.portal import day, describe_state, exact, period, spoken

#: Few enough to be read from two metres.
LINES_SHOWN, PEOPLE_SHOWN = 3, 3
PAPERS = ("a3", "a4")
DEFAULT_PAPER = "a3"


@require_safe
def poster(request: HttpRequest, code: int) -> HttpResponse:
    """Give a unit's poster as PDF (A3, or `?paper=a4`). It shows everybody what a stranger sees, whoever asks for it."""
    look, (chain, face) = Look.of(request), arrive_or_404(code)
    unit, paper = chain.here, request.GET.get("paper", DEFAULT_PAPER)
    if face is None or paper not in PAPERS or not unit.is_live(look.on):
        raise Http404

    def build() -> HttpResponse:
        response = printed(_sheet(look, chain, face, paper))
        response.headers["Content-Disposition"] = f'inline; filename="poster-{unit.code_text}-{paper}.pdf"'
        return response

    return answer(look, ("poster", paper, code, face, unit.name), build)


def _sheet(look: Look, chain: Chain, face: Face, paper: str) -> Sheet:
    unit = chain.here
    late, missing = _late(look, unit.code, face)
    see, ask = address_of("village", unit.code), address_of("message-new")
    values = {
        "title": _("%(village)s公开栏") % {"village": unit.full_name},
        "paper": paper,
        "place": " ".join(region.name for region in chain.above[1:]),
        "name": unit.name,
        "money": _money(money_of(unit, face, look)),
        "month": _month(look, unit.code, missing),
        "lists": [*([late] if missing else []), _newest(unit.code)],
        "see": {"text": _("扫一扫，看每一笔"), "address": spelled(see), **code_for(see, _("本村公开网页的二维码"))},
        "ask": {
            "heading": _("有疑问？问一问"),
            "text": _("不用注册，可以不留名字。消息直接到乡镇，村里看不到是谁问的。"),
            "how": _("扫这个码写下来，记住查询码，随时查答复。也可以打开："),
            "address": spelled(ask),
            **code_for(f"{ask}?village={unit.code_text}", _("问一问的二维码")),
        },
        "people": {"heading": _("谁在负责"), "lines": _people(unit.code, face)},
    }
    return sheet("poster.typ", look, values, public=True)


def _money(money: Money) -> dict[str, Any]:
    """Tell the newest published ledger, and that a newer one is missing, as the village's page does."""
    newest = money.newest
    if newest is None:
        return {"heading": _("村里的钱"), "sums": [], "sentence": "", "missing": _("最近几期的收支明细都还没公开。")}
    sums = ((_("收入"), newest.income), (_("支出"), newest.expense), (_("结余"), newest.closing))
    return {
        "heading": _("%(period)s的钱") % {"period": money.period},
        "sums": [{"label": label, "spoken": spoken(amount), "exact": exact(amount)} for label, amount in sums],
        "sentence": f"{money.sentence} {money.against}".strip(),
        "missing": _("%(period)s的收支明细还没公开。") % {"period": money.missing} if money.missing else "",
    }


def _month(look: Look, code: int, missing: int) -> dict[str, Any]:
    overdue = ngettext("有%(n)s项逾期还没公开", "有%(n)s项逾期还没公开", missing) % {"n": missing}
    return {
        "sentence": month_sentence(village_page.this_month(code, look.on)),
        "verdict": overdue if missing else _("没有逾期"),
        "overdue": bool(missing),
    }


def _late(look: Look, code: int, face: Face) -> tuple[dict[str, Any], int]:
    items = village_page.items_of(face.edition_id)
    states = [state for state in village_page.item_states(code, look.on).values() if state.item_id in items]
    overdue = sorted((state for state in states if state.days_overdue), key=lambda state: -state.days_overdue)
    left = len(overdue[LINES_SHOWN:])

    def line(state: ItemState) -> dict[str, Any]:
        word = describe_state(state.state, state.days_overdue).word
        note = f"{period(state.period)} · {word}"
        return {
            "title": name_of(items[state.item_id], look.language),
            "note": note,
            "late": True,
            "lang": look.language,
        }

    more = ngettext("还有%(n)s项逾期", "还有%(n)s项逾期", left) % {"n": left} if left else ""
    return {"heading": _("该公开还没公开"), "lines": [line(one) for one in overdue[:LINES_SHOWN]], "more": more}, len(
        overdue
    )


def _newest(code: int) -> dict[str, Any]:
    records = village_news.newest_records(code)[:LINES_SHOWN]
    lines = [{"title": one.title, "note": day(one.published_at), "late": False, "lang": "zh"} for one in records]
    return {"heading": _("新公开"), "lines": lines, "more": "" if lines else _("还没有公开过内容。")}


def _people(code: int, face: Face) -> list[str]:
    """Name who is in charge, and the office's phone once, as anybody may read it in the unit's own disclosure."""
    content = village_page.people_content(code)
    if content is None:
        return []
    shown = show(spec_of(village_page.PEOPLE_ITEM, edition_id=face.edition_id), content, Viewer.PUBLIC)
    named = [f"{row.values.get('position', '')} {row.values.get('name', '')}".strip() for row in shown.rows or ()]
    phone = str(shown.fields.get("office_phone") or "")
    return [*named[:PEOPLE_SHOWN], *([phone] if phone else [])]
