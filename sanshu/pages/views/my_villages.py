"""My villages: at home, at work, at my parents'; how to join one, what each is called, and leaving one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from publicity.queries.places import LONGEST_QUERY, find_places
from sanshu.accounts.actions.in_person import ask_in_person
from sanshu.accounts.actions.residency import leave_village, name_village
from sanshu.accounts.forms import KindForm
from sanshu.accounts.models import InPersonRequest
from sanshu.accounts.queries.in_person import asked_by, waiting_of
from sanshu.accounts.queries.residencies import residencies_of, residency_at
from sanshu.core import clock
from sanshu.core.errors import Absent
from sanshu.core.models import Posting, Region, User
from sanshu.pages.views.door import for_residents

#: A refusal is said as long as it is among the newest few requests.
FEW = 3


@require_safe
@for_residents
def my_villages(request: HttpRequest, user: User) -> HttpResponse:
    """List one's villages, each leading to what can be changed about it, and what one asked the township for."""
    asked = asked_by(user)
    context = {
        "residencies": residencies_of(user),
        "waiting": [one for one in asked if one.waits],
        "refused": [one for one in asked[:FEW] if one.outcome == InPersonRequest.Outcome.REFUSED],
    }
    return render(request, "pages/my_villages.html", context)


@require_safe
@for_residents
def add_village(request: HttpRequest, user: User) -> HttpResponse:
    """Find the village to register in, by what people type."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = [place for place in find_places(words) if place.is_live(clock.today())] if words else []
    return render(request, "pages/add_village.html", {"q": words, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def join(request: HttpRequest, user: User, code: int) -> HttpResponse:
    """Show the ways to become a resident of a village; the button asks its township for a visit."""
    village = Region.objects.units().live(clock.today()).select_related("parent").filter(pk=code).first()
    if village is None:
        raise Absent(_("没有这个村或社区，或者还没有开通。"))
    if residency_at(user, code) is not None:
        return redirect("my-village", code=code)
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_in_person(code, InPersonRequest.About.RESIDENCY, by=user, kind=form.cleaned_data["kind"])
        return redirect("join-village", code=code)
    waiting = waiting_of(user, code, InPersonRequest.About.RESIDENCY)
    context = {"village": village, "form": form, "one": waiting}
    return render(request, "pages/join_village.html", context, status=400 if form.errors else 200)


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
        raise Absent(_("这不是您登记的村。"))
    return posting
