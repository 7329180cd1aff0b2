"""Record that something happened, and confirm once a quarter what did not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from publicity.actions.drafts import start_event_draft
from publicity.actions.occurrences import confirm_no_events, record_event
from publicity.actions.taking_back import take_back_event
from publicity.admin.common import page
from publicity.forms.simple import Choices, EventForm
from publicity.models import Item
from publicity.queries.events import event_items, items_with_events, lately_recorded, lately_taken_back, recorded_events
from publicity.queries.stages import going_on
from publicity.templatetags.reading import item_name
from sanshu.accounts.admin.common import done, person, told
from sanshu.core import clock
from sanshu.core.errors import DomainError, Invalid, NotAllowed, WrongState
from sanshu.core.models import Region, User
from sanshu.core.periods import Frequency, Period
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import in_ranges, ranges_for
from sanshu.core.templatetags.portal import sentence

MOST_VILLAGES = 600
MOST_RECORDED = 50


def event_page(request: HttpRequest) -> HttpResponse:
    """Choose an item and the day it happened: a clerk goes on to write, township and county name the units."""
    user, today = person(request), clock.today()
    own = Region.objects.units().filter(in_ranges("code", ranges_for(user, Act.DRAFT, on=today))).first()
    villages = [] if own else _villages(user)
    if own is None and not villages:
        raise NotAllowed("登记发生的事项由村（社区）报账员、乡镇审核发布岗或县级部门办理。")
    form = EventForm(request.POST if request.method == "POST" else None, items=_items(own), villages=villages)
    if request.method == "POST" and form.is_valid():
        try:
            return _record(request, form, user, own)
        except DomainError as error:
            if not isinstance(error, Invalid | NotAllowed):
                raise
            form.add_error(None, told(error))
    status = Invalid.status if form.is_bound else 200
    context = {
        "form": form,
        "own": own,
        "going_on": going_on(own) if own else [],
        "recorded": lately_recorded(user, on=today)[:MOST_RECORDED],
        "taken_back": lately_taken_back(user, on=today, most=MOST_RECORDED),
    }
    return page(request, "event", context, title=_("登记发生的事"), status=status)


def _items(own: Region | None) -> list[tuple[str, str]]:
    items = Item.objects.filter(frequency=Frequency.EVENT, retired_on__isnull=True) if own is None else event_items(own)
    return [(item.code, item_name(item)) for item in items]


def _villages(user: User) -> Choices:
    """List the live units of a person's place, under their townships where there are several."""
    today = clock.today()
    ranges = ranges_for(user, Act.RECORD_EVENT, on=today)
    units = Region.objects.units().live(today).filter(in_ranges("code", ranges)).select_related("parent")
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in units.order_by("code")[:MOST_VILLAGES]:
        groups.setdefault(sentence(unit.parent.name if unit.parent else ""), []).append(
            (str(unit.code), sentence(unit.name))
        )
    return list(groups.items()) if len(groups) > 1 else [one for group in groups.values() for one in group]


def _record(request: HttpRequest, form: EventForm, user: User, own: Region | None) -> HttpResponse:
    item, day = form.cleaned_data["item"], form.cleaned_data["happened_on"]
    if own is not None:
        draft = start_event_draft(own.code, item, happened_on=day, by=user, at=None)
        return redirect("admin:work_draft", draft_id=draft.pk)
    villages = [int(code) for code in form.cleaned_data["villages"]]
    opened = record_event(item, villages=villages, happened_on=day, by=user)
    return done(request, _("已登记，%(count)d个村（社区）会在待办里看到。") % {"count": len(opened)})


def take_back_page(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask once more before an event that was recorded by mistake is taken back; then take it back."""
    user, today = person(request), clock.today()
    obligation = get_object_or_404(recorded_events(user, on=today), pk=event_id)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            take_back_event(obligation.pk, by=user, reason=request.POST.get("reason", ""))
        except (Invalid, NotAllowed, WrongState) as problem:
            error = problem
        else:
            return done(request, _("已撤销登记，这件事不用公开了。"), "admin:work_event")
    context = {"obligation": obligation, "errors": told(error) if error else [], "posted": request.POST}
    return page(request, "take_back", context, title=_("撤销登记"), status=error.status if error else 200)


def no_events_page(request: HttpRequest, region_code: int, quarter: str) -> HttpResponse:
    """Confirm in one step which event items had none in a quarter."""
    user, today = person(request), clock.today()
    ranges = ranges_for(user, Act.CONFIRM_NO_EVENT, on=today)
    region = get_object_or_404(Region.objects.units().filter(in_ranges("code", ranges)), pk=region_code)
    try:
        period = Period.parse(quarter)
    except ValueError as problem:
        raise Invalid(str(problem)) from problem
    had = items_with_events(region, period)
    errors: list[str] = []
    if request.method == "POST":
        try:
            confirm_no_events(region.code, quarter, items=request.POST.getlist("items"), by=user)
        except Invalid as error:
            errors = told(error)
        else:
            return done(request, _("已确认。"))
    context = {
        "region": region,
        "period": quarter,
        "items": [item for item in event_items(region) if item.code not in had],
        "had": [item for item in event_items(region) if item.code in had],
        "chosen": request.POST.getlist("items") if request.method == "POST" else None,
        "errors": errors,
    }
    return page(request, "no_events", context, title=_("本季无发生确认"), status=Invalid.status if errors else 200)
