"""A signed-in person becomes a resident of a village by a printed code."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.household import use_household_code
from sanshu.accounts.forms import HouseholdForm
from sanshu.core.errors import DomainError
from sanshu.core.models import User

_PER_ACCOUNT, _PER_ADDRESS, _WINDOW = 10, 60, timedelta(hours=1)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def household(request: HttpRequest) -> HttpResponse:
    """Ask for the household code and make the person a resident; ten tries an hour."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required; tells the type checker
    form = HouseholdForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count_attempt("household", str(user.pk), most=_PER_ACCOUNT, within=_WINDOW)
            count_attempt("household-ip", get_adapter().get_client_ip(request), most=_PER_ADDRESS, within=_WINDOW)
            posting = use_household_code(form.cleaned_data["code"], by=user, kind=form.cleaned_data["kind"])
        except DomainError as refused:
            form.add_error("code", refused.detail)
        else:
            messages.success(request, _("登记好了：您现在是%(village)s的居民。") % {"village": posting.region.name})
            # The page of one's villages belongs to the app above, so it is looked up by name and not imported.
            return redirect("my-villages")
    return render(request, "accounts/household.html", {"form": form}, status=400 if form.errors else 200)
