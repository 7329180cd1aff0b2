"""What printed sheets share: where they lie, the words on each, how one is ordered and answered."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publicity.views.public import Look
from sanshu.core.clock import SHANGHAI
from sanshu.core.errors import Busy
from sanshu.core.printing.press import PRESS, NoPlace, Sheet
from sanshu.core.printing.qr import draw
from sanshu.core.templatetags.portal import day

TEMPLATES = settings.BASE_DIR / "templates" / "print"
#: A browser shows a PDF with a viewer of its own, which the portal's policy for pages (`object-src 'none'`) would stop.
POLICY = "default-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def address_of(name: str, *args: object, query: str = "") -> str:
    """Write the full public address of a page, in the language of the request."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}{query}"


def spelled(address: str) -> str:
    """Write an address as somebody types it from paper."""
    return address.partition("://")[2]


def code_for(address: str, alt: str) -> dict[str, str]:
    """Give a QR code with the words that stand for it."""
    return {"qr": draw(address), "alt": alt}


def sheet(template: str, look: Look, values: dict[str, Any], *, public: bool) -> Sheet:
    """Put what every sheet says around the values of one; it is dated with the day, so one day's sheets are alike.

    `public` only where a stranger would be shown the same.
    """
    words = {"brand": _("阳光三务"), "unset": _("“〓”处的字，字库里没有，以网页为准。"), "scan": _("扫码看网页")}
    shared = {
        "language": look.language,
        "words": words,
        "printed": _("%(day)s印。内容同当天的网页；以后有更正的，以网页为准。") % {"day": day(look.on)},
        "demo": _("演示数据，人物均为虚构。") if settings.DEMO else "",
    }
    at = datetime.combine(look.on, time(), tzinfo=SHANGHAI)
    return Sheet(TEMPLATES / template, {**shared, **values}, at, public=public)


def printed(ordered: Sheet) -> HttpResponse:
    """Answer with the sheet as PDF, or with 503 and a remedy while too many others are being set."""
    try:
        made = PRESS.run(ordered)
    except NoPlace as full:
        raise Busy(_("正在为别人排版，请过几秒再点一次。")) from full
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Security-Policy": POLICY})
