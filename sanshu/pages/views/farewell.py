"""Deleting one's account: first what goes and what stays, then the button."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanshu.accounts.forms import CloseForm
from sanshu.core.models import User
from sanshu.pages.actions.close_account import close_account
from sanshu.pages.views.door import for_residents


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def close(request: HttpRequest, user: User) -> HttpResponse:
    """Say what becomes of everything, and close the account once the person is sure."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        close_account(user)
        logout(request)
        messages.success(request, _("账号已注销。手机号和登记的号码都已清掉。"))
        return redirect("phone_sign_in")
    return render(request, "pages/close_account.html", {"form": form}, status=400 if form.errors else 200)
