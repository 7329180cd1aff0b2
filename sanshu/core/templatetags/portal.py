"""The words templates are written in: states, days, periods, money, the other language."""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanshu.core import clock
from sanshu.core.clock import SHANGHAI
from sanshu.core.elder import in_other_size, is_elder
from sanshu.core.money import exact as exact_money
from sanshu.core.money import spoken as spoken_money
from sanshu.core.periods import Period
from sanshu.core.printing.qr import picture
from sanshu.core.states import LONG_OVERDUE_DAYS, STATES, UNKNOWN, Look

register = template.Library()

ENGLISH_PREFIX = "/en/"
#: A run of Chinese, with the signs and digits inside it and the stops and brackets around it.
CHINESE = re.compile(r"[\u3008-\u3011\uff08\u3400-\u9fff](?:[^<>&;]*[\u3001-\u3011\u3400-\u9fff\uff01-\uff5e])?")
#: Doors without a second language: their addresses carry no prefix.
ONE_LANGUAGE = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")


def is_english() -> bool:
    """Say whether this page is shown in English."""
    return (get_language() or "").startswith("en")


@register.simple_tag
def is_demo() -> bool:
    """Say whether this is the demo, whose persons are all made up; its pages say so."""
    return bool(settings.DEMO)


@register.simple_tag
def describe_state(state: str, days: int | str | None = None) -> Look:
    """Give the look of a state; an overdue one names its days and is amber in the first week."""
    look = STATES.get(str(state), UNKNOWN)
    if state != "overdue" or not days:
        return look
    number = int(days)
    word = ngettext("逾期%(days)d天", "逾期%(days)d天", number) % {"days": number}
    return Look(word, "clock", "late") if number <= LONG_OVERDUE_DAYS else Look(word, "alarm", "overdue")


@register.filter
def day(value: date | None) -> str:
    """Spell a day: 2026年10月17日, or 17 October 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI)
    return f"{value.day} {value:%B} {value.year}" if is_english() else f"{value.year}年{value.month}月{value.day}日"


@register.filter
def short_day(value: date) -> str:
    """Spell a day without its year, where room is short: 11月17日, or 17 Nov."""
    local = value.astimezone(SHANGHAI) if isinstance(value, datetime) else value
    return f"{local:%-d %b}" if is_english() else f"{local.month}月{local.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """Spell a moment in Chinese time: 2026年10月17日 14:05."""
    return "" if value is None else f"{day(value)} {value.astimezone(SHANGHAI):%H:%M}"


@register.filter
def rfc3339(value: datetime) -> str:
    """Write a moment for machines: 2026-10-17T14:05:00+08:00."""
    return value.astimezone(SHANGHAI).isoformat(timespec="seconds")


@register.simple_tag
def home_url() -> str:
    """Give the front page's address in the language and size of this page."""
    return get_script_prefix() + (ENGLISH_PREFIX[1:] if is_english() else "")


@register.simple_tag
def is_large() -> bool:
    """Say whether this page is shown in large type."""
    return is_elder()


@register.simple_tag(takes_context=True)
def other_size(context: RequestContext) -> str:
    """Give this page's address in the other size of type; nothing where there is no request."""
    request = context.get("request")
    return "" if request is None or request.path.startswith(ONE_LANGUAGE) else in_other_size(request.get_full_path())


@register.simple_tag(takes_context=True)
def printed_from(context: RequestContext, path: str = "") -> str:
    """Say on paper where to look (by default this page, without what was asked there) and on which day it was printed."""
    request = context.get("request")
    path = path or (request.path if request else "")
    return _("%(address)s，%(day)s印") % {"address": f"{settings.SITE_URL}{path}", "day": day(clock.today())}


@register.simple_tag
def qr_picture(address: str) -> str:
    """Give the QR code of an address of the portal as an image's source."""
    return picture(f"{settings.SITE_URL}{address}")


@register.simple_tag(takes_context=True)
def other_language(context: RequestContext) -> dict[str, str]:
    """Give this page's address, code and name in the other language; nothing where there is no request."""
    request = context.get("request")
    if request is None or request.path.startswith(ONE_LANGUAGE):
        return {}
    size = get_script_prefix()[:-1]
    full = request.get_full_path().removeprefix(size)
    if full.startswith(ENGLISH_PREFIX):
        return {"url": size + full[len(ENGLISH_PREFIX) - 1 :], "code": "zh-hans", "name": "中文"}
    return {"url": size + ENGLISH_PREFIX[:-1] + full, "code": "en", "name": "English"}


@register.simple_tag
def said(text: str) -> str:
    """Translate a word that Python handed over untranslated."""
    return _(text)


@register.filter
def ago(value: date | None) -> str:
    """Say a day as people do when it is near: 今天, 昨天, 3天前; beyond a week the day itself."""
    if value is None:
        return ""
    past = (clock.today() - (value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value)).days
    near = {0: _("今天"), 1: _("昨天")}
    if past in near:
        return near[past]
    if 1 < past <= LONG_OVERDUE_DAYS:
        return ngettext("%(days)d天前", "%(days)d天前", past) % {"days": past}
    return day(value)


@register.filter
def spoken(amount: Decimal | None) -> str:
    """Say an amount of yuan as people do: 8.31万元; a dash where there is none."""
    if amount is None:
        return "–"
    return f"CNY {amount:,.0f}" if is_english() else spoken_money(amount)


@register.filter
def exact(amount: Decimal | None) -> str:
    """Write an amount to the cent: 83,100.00."""
    return "" if amount is None else exact_money(amount)


@register.filter
def period(text: str | Period) -> str:
    """Say a period: 2026年10月, October 2026."""
    parsed = text if isinstance(text, Period) else Period.parse(text)
    return parsed.spoken_en() if is_english() else parsed.spoken()


@register.filter
def percent(rate: float | None) -> str:
    """Write a rate as a percentage with one decimal, a dash where there is none."""
    return "–" if rate is None else f"{rate:.1%}"


@register.filter
def sentence(text: str) -> SafeString:
    """Show a sentence that quotes a village: on an English page each Chinese run in it is marked as Chinese."""
    escaped = conditional_escape(text)
    return mark_safe(CHINESE.sub(r'<span lang="zh">\g<0></span>', escaped) if is_english() else escaped)  # noqa: S308  # escaped above


@register.filter
def why(text: object) -> SafeString:
    """Show why something was refused or closed: translated where the words are known, else marked as Chinese."""
    words = str(text)
    return sentence(_(words) if words else "")


@register.simple_tag
def spoken_in(chinese: str, english: str) -> SafeString:
    """Show a sentence that is kept in both languages in the reader's, quotes from a village marked as Chinese."""
    return sentence(english if is_english() else chinese)
