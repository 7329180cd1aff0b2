"""My villages: at home, at work, at my parents'; what each is called, and leaving one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanshu.accounts.actions.residency import leave_village, name_village
from sanshu.accounts.forms import KindForm
from sanshu.accounts.queries.residencies import residencies_of, residency_at
from sanshu.core.errors import Absent
from sanshu.core.models import Posting, User
from sanshu.pages.views.door import for_residents


@require_safe
@for_residents
def my_villages(request: HttpRequest, user: User) -> HttpResponse:
    """List one's villages, each leading to what can be changed about it."""
    return render(request, "pages/my_villages.html", {"residencies": residencies_of(user)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def my_village(request: HttpRequest, user: User, code: int) -> HttpResponse:
    """Show one of one's villages, and call it something else."""
    posting = _own(user, code)
    kind = getattr(getattr(posting, "residency", None), "kind", None)
    form = KindForm(request.POST if request.method == "POST" else None, initial={"kind": kind})
    if form.is_valid():
        name_village(code, form.cleaned_data["kind"], by=user)
        messages.success(request, _("记下了。"))
        return redirect("my-villages")
    context = {"posting": posting, "village": posting.region, "form": form}
    return render(request, "pages/my_village.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def leave(request: HttpRequest, user: User, code: int) -> HttpResponse:
    """Say what leaving a village means, then leave it."""
    posting = _own(user, code)
    if request.method == "POST":
        village = leave_village(code, by=user)
        messages.success(request, _("您已退出%(village)s。") % {"village": village.name})
        return redirect("my-villages")
    return render(request, "pages/leave_village.html", {"village": posting.region})


def _own(user: User, code: int) -> Posting:
    posting = residency_at(user, code)
    if posting is None:
        raise Absent("这不是您登记的村。")
    return posting
