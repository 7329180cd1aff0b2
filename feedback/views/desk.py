"""The desk: what runs out first on top, and for each message what this person may do with it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from feedback.actions.identity import Opened, has_identity, open_identity
from feedback.actions.perform import perform
from feedback.forms.acts import DESK_ACTS, Offer, OpenIdentity, complain, initial_of, offer, offers
from feedback.queries.access import readable
from feedback.queries.desk import ALL, CALL_BACK, DESK_ROLES, MINE, SAMPLE, desk_page, desk_view, reminders_for
from feedback.queries.places import row_of
from feedback.views.door import for_roles
from sanshu.core import clock as wall
from sanshu.core.errors import Absent, DomainError
from sanshu.core.models import User
from sanshu.core.queries.scope import roles_of
from sanshu.core.roles import VILLAGE_ROLES, Role

TABS = [
    (MINE, _("要办的")),
    ("overdue", _("已逾期")),
    ("today", _("今天到期")),
    ("week", _("七天内")),
    (CALL_BACK, _("待回访")),
    (SAMPLE, _("办结抽查")),
    (ALL, _("全部")),
]
_CALLERS = frozenset({Role.FOLLOW_UP, Role.INSPECTOR})


@require_safe
@for_roles(DESK_ROLES | VILLAGE_ROLES)
def inbox(request: HttpRequest, user: User) -> HttpResponse:
    """List what this desk owes a step; village staff have briefs only and are led there."""
    roles = roles_of(user)
    if not roles & DESK_ROLES:
        return redirect("desk-briefs")
    clock = request.GET.get("clock") or MINE
    page = desk_page(user, clock, request.GET.get("after", ""))
    context = {
        "page": page,
        "clock": clock,
        "tabs": [tab for tab in TABS if tab[0] not in {CALL_BACK, SAMPLE} or roles & _CALLERS],
        "today": wall.today(),
        "reminders": reminders_for(user),
    }
    return render(request, "desk/inbox.html", context)


@require_safe
@for_roles(DESK_ROLES)
def message(request: HttpRequest, user: User, message_id: UUID) -> HttpResponse:
    """Show one message with what may be done; absent alike for no such message and for another's."""
    return _page(request, user, message_id)


@require_POST
@for_roles(DESK_ROLES)
def act(request: HttpRequest, user: User, message_id: UUID, act: str) -> HttpResponse:
    """Do it, or show the page again with the refusal beside what was typed."""
    readable(message_id, user)
    if act not in DESK_ACTS:
        raise Absent("没有这种办理动作。")
    tried = offer(DESK_ACTS, act, data=request.POST)
    if not tried.form.is_valid():
        return _page(request, user, message_id, tried=tried, status=400)
    try:
        perform(act, message_id, by=user, fields=tried.form.cleaned_data)
    except DomainError as refused:
        complain(tried.form, refused)
        return _page(request, user, message_id, tried=tried, status=refused.status)
    # After handing a message on, one may not be able to read it any more.
    return redirect("desk-message", message_id=message_id) if _may_read(user, message_id) else redirect("desk")


def _may_read(user: User, message_id: UUID) -> bool:
    try:
        readable(message_id, user)
    except Absent:
        return False
    return True


@require_POST
@for_roles(DESK_ROLES)
def identity(request: HttpRequest, user: User, message_id: UUID) -> HttpResponse:
    """Open the sealed identity for a reason; the opening is on record before anything is shown."""
    form = OpenIdentity(request.POST)
    if not form.is_valid():
        return _page(request, user, message_id, identity_form=form, status=400)
    try:
        opened = open_identity(message_id, by=user, reason=form.cleaned_data["reason"])
    except DomainError as refused:
        complain(form, refused)
        return _page(request, user, message_id, identity_form=form, status=refused.status)
    return _page(request, user, message_id, opened=opened)


def _page(  # noqa: PLR0913 - one keyword for each thing the page may carry
    request: HttpRequest,
    user: User,
    message_id: UUID,
    *,
    tried: Offer | None = None,
    identity_form: OpenIdentity | None = None,
    opened: Opened | None = None,
    status: int = 200,
) -> HttpResponse:
    view = desk_view(readable(message_id, user), user)
    context = {
        "view": view,
        "message": view.message,
        "target": row_of(view.message.village, str(view.message.record_id or ""), view.message.row),
        "offers": offers(DESK_ACTS, view.can, tried=tried, initial=initial_of(view.message)),
        "refused": tried if tried is not None and tried.act not in view.can else None,
        "identity_form": identity_form or OpenIdentity(),
        "may_open": bool(view.can) and has_identity(view.message),
        "opened": opened,
        "today": wall.today(),
    }
    return render(request, "desk/message.html", context, status=status)
