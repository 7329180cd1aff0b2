"""The township's window: who asked to be registered or compared in person. A ticket and a village, never a number or name."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.in_person import grant_request, refuse_request
from sanshu.accounts.forms import GrantForm, RefuseForm, TicketForm
from sanshu.accounts.models import InPersonRequest
from sanshu.accounts.queries.in_person import SHOWN, request_for, to_settle
from sanshu.core.errors import DomainError
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import ranges_for

#: A busy window settles one person every two minutes; who settles more is not looking at cards.
_PER_OFFICER, _WINDOW = 60, timedelta(hours=1)


def _officer(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not ranges_for(request.user, Act.GRANT_RESIDENCY):
        raise Http404
    return request.user


@never_cache
@require_safe
def resident_requests(request: HttpRequest) -> HttpResponse:
    """List what waits in the officer's villages, oldest first, or find one by its ticket; absent for everyone else."""
    officer = _officer(request)
    form = TicketForm(request.GET or None)
    waiting = to_settle(officer)
    if form.is_valid() and form.cleaned_data["ticket"]:
        waiting = waiting.filter(ticket=form.cleaned_data["ticket"])
    context = {
        "form": form,
        "waiting": list(waiting[:SHOWN]),
        "prints_codes": bool(ranges_for(officer, Act.MAKE_HOUSEHOLD_CODES)),
    }
    return render(request, "accounts/resident_requests.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Settle one request with the person before the window: grant it, with the number from the card, or say why not."""
    officer = _officer(request)
    asked = request_for(officer, request_id)
    refuses = request.POST.get("act") == "refuse"
    grant = GrantForm(request.POST if request.method == "POST" and not refuses else None, about=asked.about)
    refuse = RefuseForm(request.POST if refuses else None)
    tried, status = (refuse if refuses else grant), 200
    if tried.is_valid():
        try:
            count_attempt("window", str(officer.pk), most=_PER_OFFICER, within=_WINDOW)
            _settle(asked, tried.cleaned_data, by=officer, refuses=refuses)
        except DomainError as refused:
            _complain(tried, refused)
            status = refused.status
        else:
            messages.success(request, _("已记下：没有办。") if refuses else _("办好了。"))
            return redirect("resident-requests")
    elif tried.is_bound:
        status = 400
    context = {"asked": asked, "grant": grant, "refuse": refuse, "tried": tried}
    return render(request, "accounts/resident_request.html", context, status=status)


def _settle(asked: InPersonRequest, said: dict[str, str], *, by: User, refuses: bool) -> None:
    if refuses:
        refuse_request(asked.pk, by=by, reason=said["reason"])
    else:
        grant_request(asked.pk, by=by, was_seen=bool(said["was_seen"]), id_number=said["id_number"])


def _complain(tried: GrantForm | RefuseForm, refused: DomainError) -> None:
    for name, texts in refused.errors.items():
        tried.add_error(name, texts)
    if not refused.errors:
        tried.add_error(None, refused.detail)
