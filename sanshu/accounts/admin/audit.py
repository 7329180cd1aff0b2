"""The auditor's page: who did what, when, in whose office, and why. There is nothing to press."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanshu.accounts.admin.common import framed, person
from sanshu.accounts.queries.audit import PAGE, audit
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import ranges_for


@require_safe
def audit_page(request: HttpRequest) -> HttpResponse:
    """Show the record, newest first: what concerns people and postings, or all of it."""
    user = person(request)
    if not ranges_for(user, Act.READ_AUDIT):
        raise Http404
    everything = request.GET.get("all") == "1"
    lines = audit(everything=everything, before=_before(request), seen_by=user)
    older = ""
    if len(lines) > PAGE:
        lines = lines[:PAGE]
        older = "?" + urlencode({"before": lines[-1].entry.pk} | ({"all": "1"} if everything else {}))
    context = {"lines": lines, "everything": everything, "older": older}
    return framed(request, "accounts/people/audit.html", context, title=_("审计记录"))


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004 - fits the key
