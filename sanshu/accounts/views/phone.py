"""Residents sign in: a number, a code, done."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.phone_codes import redeem_code, send_code
from sanshu.accounts.forms import CodeForm, PhoneForm
from sanshu.core.errors import DomainError

_CODE, _NEXT = "phone_code", "phone_code_next"
#: A whole village may stand behind one address of the mobile operator, so the address's budget is wide.
_PER_ADDRESS, _WINDOW = 120, timedelta(hours=1)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def phone_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the number and send a code to it; the answer is the same whether an account exists or not."""
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count_attempt("send", get_adapter().get_client_ip(request), most=_PER_ADDRESS, within=_WINDOW)
            row = send_code(form.cleaned_data["phone"])
        except DomainError as refused:
            form.add_error("phone", refused.detail)
        else:
            request.session[_CODE] = row.pk
            request.session[_NEXT] = _safe_next(request)
            return redirect("phone_code")
    status = 400 if form.errors else 200
    return render(request, "accounts/phone.html", {"form": form, "next": _safe_next(request)}, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def phone_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and sign in; the session gets a new key, so one fixed beforehand is worthless."""
    row_id = request.session.get(_CODE)
    if row_id is None:
        return redirect("phone_sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count_attempt("code", get_adapter().get_client_ip(request), most=_PER_ADDRESS, within=_WINDOW)
            user = redeem_code(row_id, form.cleaned_data["code"])
        except DomainError as refused:
            form.add_error("code", refused.detail)
        else:
            onward = request.session.pop(_NEXT, "") or settings.LOGIN_REDIRECT_URL
            del request.session[_CODE]
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect(onward)
    return render(request, "accounts/phone_code.html", {"form": form}, status=400 if form.errors else 200)


def _safe_next(request: HttpRequest) -> str:
    onward = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if safe else ""
