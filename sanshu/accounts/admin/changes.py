"""Requests that take two persons: see them, confirm, refuse, take back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from sanshu.accounts.actions.decide_change import confirm_change, refuse_change, withdraw_change
from sanshu.accounts.admin.common import done, framed, looker, told
from sanshu.accounts.lifecycle import ChangeStatus
from sanshu.accounts.models import StaffChange
from sanshu.accounts.queries.audit import in_words
from sanshu.accounts.queries.people import changes_seen, may_decide
from sanshu.core import timeline
from sanshu.core.errors import Conflict, DomainError, Invalid
from sanshu.core.models import User

MOST_SHOWN = 50


def changes_page(request: HttpRequest) -> HttpResponse:
    """List the newest requests, whatever became of them."""
    newest = list(changes_seen(looker(request))[:MOST_SHOWN])
    return framed(request, "accounts/people/changes.html", {"changes": newest}, title=_("人员变动申请"))


def change_page(request: HttpRequest, change_id: int) -> HttpResponse:
    """Show a request with what this person may do about it."""
    user = looker(request)
    change = get_object_or_404(changes_seen(user), pk=change_id)
    if request.method != "POST":
        return _show(request, change, user)
    try:
        return _act(request, change, user)
    except (Invalid, Conflict) as error:
        return _show(request, change, user, error=error)


@sensitive_variables()
def _act(request: HttpRequest, change: StaffChange, user: User) -> HttpResponse:
    wish = request.POST.get("do", "")
    if wish == "confirm":
        confirmed = confirm_change(change.pk, by=user)
        if not confirmed.password:
            return done(request, _("已确认，岗位已经生效。"), "admin:change", change_id=change.pk)
        # Shown in this answer and never again: no page to come back to, and nothing keeps it in the clear.
        context = {"member": confirmed.user, "password": confirmed.password, "address": settings.SITE_URL}
        return framed(request, "accounts/people/secret.html", context, title=_("一次性密码"))
    if wish == "refuse":
        refuse_change(change.pk, by=user, reason=request.POST.get("reason", ""))
        return done(request, _("没有同意，理由会显示给申请人。"), "admin:change", change_id=change.pk)
    if wish == "withdraw":
        withdraw_change(change.pk, by=user)
        return done(request, _("已撤回。"), "admin:change", change_id=change.pk)
    raise Invalid(_("没有认出您要做什么，请用页面上的按钮。"))


def _show(request: HttpRequest, change: StaffChange, user: User, *, error: DomainError | None = None) -> HttpResponse:
    context = {
        "change": change,
        "decides": may_decide(change, user),
        "withdraws": change.asked_by_id == user.pk and change.status == ChangeStatus.WAITING,
        "history": in_words(timeline.of(change).select_related("by", "region")),
        "errors": told(error) if error else [],
        "posted": request.POST,
    }
    status = error.status if error else 200
    return framed(request, "accounts/people/change.html", context, title=change.get_kind_display(), status=status)
