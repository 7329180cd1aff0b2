"""Who reads for me, and for whom I read: given by a code that is told once, ended by either side."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.reading import accept_reading, end_reading, make_reading_code
from sanshu.accounts.forms import AcceptReadingForm, MakeReadingForm
from sanshu.accounts.queries.reading import grant_of, helpers_of, read_for_by
from sanshu.core.errors import DomainError
from sanshu.core.models import User
from sanshu.pages.queries.checks import checks_of
from sanshu.pages.views.door import for_residents

_PER_ACCOUNT, _PER_ADDRESS, _WINDOW = 10, 60, timedelta(hours=1)


@require_safe
@for_residents
def helpers(request: HttpRequest, user: User) -> HttpResponse:
    """List both sides, and who looked at one's lists lately."""
    context = {"helpers": helpers_of(user), "read_for": read_for_by(user), "checks": checks_of(user)}
    return render(request, "pages/helpers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def make_code(request: HttpRequest, user: User) -> HttpResponse:
    """Ask who is to read and how much, then show the code, this once."""
    form, status = MakeReadingForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            code = make_reading_code(by=user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.detail)
            status = refused.status
        else:
            return render(request, "pages/helper_code.html", {"code": code})
    elif form.is_bound:
        status = 400
    return render(request, "pages/make_helper.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def accept(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for the code and begin to read; ten tries an hour."""
    form, status = AcceptReadingForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            count_attempt("reading", str(user.pk), most=_PER_ACCOUNT, within=_WINDOW)
            count_attempt("reading-ip", get_adapter().get_client_ip(request), most=_PER_ADDRESS, within=_WINDOW)
            grant = accept_reading(form.cleaned_data["code"], by=user, calls_owner=form.cleaned_data["calls_owner"])
        except DomainError as refused:
            form.add_error("code", refused.detail)
            status = refused.status
        else:
            return redirect("helping", grant_id=grant.pk)
    elif form.is_bound:
        status = 400
    return render(request, "pages/accept_helper.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def end(request: HttpRequest, user: User, grant_id: int) -> HttpResponse:
    """Say what ending means, then end it, from whichever side."""
    grant = grant_of(user, grant_id)
    if request.method == "POST":
        end_reading(grant_id, by=user)
        messages.success(request, _("代看已停。"))
        return redirect("helpers")
    return render(request, "pages/end_helper.html", {"grant": grant, "is_owner": grant.owner_id == user.pk})
