"""A resident asks for what needs a visit, and takes it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sanshu.accounts.actions.in_person import ask_in_person, withdraw_request
from sanshu.accounts.forms import OwnVillageForm
from sanshu.accounts.models import InPersonRequest
from sanshu.accounts.queries.residencies import villages_of
from sanshu.core.errors import Absent
from sanshu.core.models import User


@never_cache
@login_required
@require_POST
def ask_comparison(request: HttpRequest) -> HttpResponse:
    """Ask the township of one of one's villages to compare or replace the number, with the person before it."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required; tells the type checker
    where = OwnVillageForm(request.POST, villages=villages_of(user))
    if not where.is_valid():
        raise Absent(_("这不是您登记的村。"))
    ask_in_person(where.cleaned_data["village"].pk, InPersonRequest.About.NUMBER, by=user)
    return redirect("own-number")


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take a request back that was not settled yet."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required; tells the type checker
    withdraw_request(request_id, by=user)
    messages.success(request, _("申请已撤回。"))
    return redirect("my-villages")
