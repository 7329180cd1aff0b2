"""Django's admin has a sign-in page of its own, without second factor or rate limit: it leads to ours instead."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def lead_to_staff_sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Send a visitor to the staff's sign-in; a signed-in resident is refused, not sent round in circles."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))


admin.site.login = lead_to_staff_sign_in  # type: ignore[method-assign]
