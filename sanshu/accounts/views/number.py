"""A resident registers their own number, on a page for this alone: pressing the button is the consent."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.forms import OwnNumberForm, OwnVillageForm
from sanshu.accounts.models import InPersonRequest
from sanshu.accounts.queries.in_person import asked_by
from sanshu.accounts.queries.own_number import own_number_of
from sanshu.accounts.queries.residencies import villages_of
from sanshu.core.errors import DomainError
from sanshu.core.models import User

#: Misspelt numbers only: a well-formed one is kept, and then there is no second.
_PER_ACCOUNT, _WINDOW = 10, timedelta(hours=1)


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_number(request: HttpRequest) -> HttpResponse:
    """Ask for the number, once; afterwards say that it is registered and how it is changed."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required; tells the type checker
    form = OwnNumberForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            count_attempt("own-number", str(user.pk), most=_PER_ACCOUNT, within=_WINDOW)
            register_own_number(form.cleaned_data["id_number"], by=user)
        except DomainError as refused:
            form.add_error("id_number", refused.errors.get("id_number") or refused.detail)
            status = refused.status
        else:
            # The list check belongs to the app above, so it is looked up by name and not imported.
            return redirect("my-lists")
    elif form.is_bound:
        status = 400
    context = {
        "form": form,
        "own": own_number_of(user),
        "waiting": [one for one in asked_by(user) if one.waits and one.about == InPersonRequest.About.NUMBER],
        "where": OwnVillageForm(villages=villages_of(user)),
    }
    return render(request, "accounts/number.html", context, status=status)
