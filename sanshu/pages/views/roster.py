"""A resident of a village whose roster was loaded needs no slip of paper and no visit: the number itself is the proof."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.own_number import digest_of
from sanshu.accounts.actions.roster import join_by_roster
from sanshu.accounts.forms import RosterForm
from sanshu.core import clock
from sanshu.core.errors import Absent, DomainError
from sanshu.core.models import Region, User
from sanshu.pages.views.door import for_residents

#: Well-formed numbers: few enough that a thousand candidates take an account centuries.
_PER_ACCOUNT, _MONTH = 5, timedelta(days=30)
_PER_ADDRESS, _HOUR = 60, timedelta(hours=1)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def by_roster(request: HttpRequest, user: User, code: int) -> HttpResponse:
    """Ask for the number and compare it with the roster; the page never shows it again."""
    village = Region.objects.units().live(clock.today()).select_related("parent").filter(pk=code).first()
    if village is None:
        raise Absent(_("没有这个村或社区，或者还没有开通。"))
    form, status = RosterForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            digest = digest_of(form.cleaned_data["id_number"])
            count_attempt("roster", str(user.pk), most=_PER_ACCOUNT, within=_MONTH)
            count_attempt("roster-ip", get_adapter().get_client_ip(request), most=_PER_ADDRESS, within=_HOUR)
            join_by_roster(code, digest, by=user, kind=form.cleaned_data["kind"])
        except DomainError as refused:
            form.add_error("id_number", refused.errors.get("id_number") or refused.detail)
            status = refused.status
        else:
            messages.success(request, _("登记好了：您现在是%(village)s的居民。") % {"village": village.name})
            return redirect("my-villages")
    elif form.is_bound:
        status = 400
    return render(request, "pages/by_roster.html", {"village": village, "form": form}, status=status)
