"""My pages: my villages and messages for a resident, my desks for a member of staff."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.models import Message
from feedback.queries.sender import Sender, messages_of
from sanshu.accounts.queries.reading import read_for_by
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core.models import Posting, User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.scope import active_postings
from sanshu.core.roles import ADMINISTRATORS, VILLAGE_ROLES, Role

MOST_MESSAGES = 50


@dataclass(frozen=True)
class Desk:
    """One place to work at."""

    url: str
    title: str
    note: str


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show a signed-in person their own things; a visitor is asked to sign in."""
    if not isinstance(request.user, User):
        return HttpResponseRedirect(f"{reverse('phone_sign_in')}?next={request.path}")
    postings = active_postings(request.user)
    context: dict[str, Any] = {
        "residencies": residencies_of(request.user),
        "read_for": read_for_by(request.user),
        "offices": [p for p in postings if p.role != Role.RESIDENT],
        "desks": _desks(postings),
        "mine": _mine(request.user),
        "is_resident": request.user.kind == User.Kind.RESIDENT,
    }
    return render(request, "pages/me.html", context)


def _mine(user: User) -> list[Message]:
    """List a resident's newest messages; staff who complain do so with another account."""
    mine = messages_of(Sender.known_by(user)).select_related("village").order_by("-created_at")
    return list(mine[:MOST_MESSAGES]) if user.kind == User.Kind.RESIDENT else []


def _desks(postings: list[Posting]) -> list[Desk]:
    roles = {Role(posting.role) for posting in postings}
    found = []
    if roles & ADMINISTRATORS:
        found.append(Desk(reverse("admin:index"), _("管理工作台"), _("人员和岗位，审计记录")))
    if roles & (VILLAGE_ROLES | {Role.REVIEWER, Role.DEPARTMENT}):
        found.append(Desk(reverse("admin:index"), _("公开工作台"), _("该公开的、待签署的、待审核的")))
    if roles & (roles_for(Act.HANDLE_MESSAGE) | {Role.DISCIPLINE}):
        found.append(Desk(reverse("desk"), _("来信办理"), _("按期限排好，先办快到期的")))
    if roles & VILLAGE_ROLES:
        found.append(Desk(reverse("desk-briefs"), _("乡镇转来的说明函"), _("两个工作日内答复")))
    if roles & roles_for(Act.GRANT_RESIDENCY):
        found.append(Desk(reverse("resident-requests"), _("居民登记窗口"), _("居民带身份证来窗口，当面核对")))
    if roles & roles_for(Act.SEE_SUPERVISION):
        found.append(Desk(reverse("supervision:start"), _("监督"), _("公开率、逾期、预警")))
    return found
