"""The township prints household codes for a village."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanshu.accounts.actions.household import make_household_codes
from sanshu.accounts.forms import PrintCodesForm
from sanshu.core import clock
from sanshu.core.errors import DomainError
from sanshu.core.models import Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import in_ranges, ranges_for


@never_cache
@require_http_methods(["GET", "POST"])
def print_household_codes(request: HttpRequest) -> HttpResponse:
    """Ask for village and number, then show the codes this once, ready to print; absent for everyone else."""
    user = request.user
    ranges = ranges_for(user, Act.MAKE_HOUSEHOLD_CODES)
    if not isinstance(user, User) or not ranges:
        raise Http404
    villages = Region.objects.units().live(clock.today()).filter(in_ranges("code", ranges))
    form = PrintCodesForm(request.POST if request.method == "POST" else None, villages=villages)
    if request.method == "POST" and form.is_valid():
        village = form.cleaned_data["village"]
        try:
            codes = make_household_codes(village.code, count=form.cleaned_data["count"], by=user)
        except DomainError as refused:
            form.add_error(None, refused.detail)
        else:
            return render(request, "accounts/printed_codes.html", {"village": village, "codes": codes})
    return render(request, "accounts/print_codes.html", {"form": form}, status=400 if form.errors else 200)
