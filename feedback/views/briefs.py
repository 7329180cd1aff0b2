"""What a village sees of messages: briefs in a township's words, to be answered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions.brief import answer_brief
from feedback.forms.acts import AnswerBrief, complain
from feedback.queries.briefs import brief_for, briefs_for
from feedback.views.door import for_roles
from sanshu.core import clock as wall
from sanshu.core.errors import DomainError
from sanshu.core.models import User
from sanshu.core.roles import VILLAGE_ROLES

_ANSWERED_SHOWN = 20


@require_safe
@for_roles(VILLAGE_ROLES)
def briefs(request: HttpRequest, user: User) -> HttpResponse:
    """List what waits for an answer, the nearest due day on top, then what was answered lately."""
    mine = briefs_for(user)
    context = {
        "waiting": list(mine.filter(answered_at__isnull=True).order_by("due_on", "sent_at")),
        "answered": list(mine.filter(answered_at__isnull=False).order_by("-answered_at")[:_ANSWERED_SHOWN]),
        "today": wall.today(),
    }
    return render(request, "desk/briefs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(VILLAGE_ROLES)
def brief(request: HttpRequest, user: User, brief_id: UUID) -> HttpResponse:
    """Show one brief and take its answer."""
    asked = brief_for(user, brief_id)
    form = AnswerBrief(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            answer_brief(asked.pk, by=user, text=form.cleaned_data["text"])
        except DomainError as refused:
            complain(form, refused)
            status = refused.status
        else:
            return redirect("desk-briefs")
    elif form.is_bound:
        status = 400
    context = {"brief": asked, "form": form, "today": wall.today()}
    return render(request, "desk/brief.html", context, status=status)
