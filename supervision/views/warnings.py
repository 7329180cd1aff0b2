"""Warnings: the list of what a person may see, and one warning with its steps."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import TimelineEntry, User
from sanshu.core.permissions import Act
from supervision.actions.steps import STEPS, Step, steps_open_to
from supervision.forms import StepForm
from supervision.lifecycle import Severity, WarningStatus
from supervision.models import EarlyWarning
from supervision.queries.listing import ANSWERED, OPEN, Filters, filtered, page_of
from supervision.queries.scope import Watch
from supervision.queries.warnings import days_late, visible_warning, visible_warnings
from supervision.rules import disclosure_overdue, message_unanswered
from supervision.views.doors import watched
from supervision.views.words import ACTIONS, CLOCKS, INPUTS, SEVERITIES, VERDICTS, is_english

RULES = {rule.code: rule for rule in (disclosure_overdue.RULE, message_unanswered.RULE)}


@require_safe
@watched(Act.SEE_WARNINGS)
def warnings(request: HttpRequest, watch: Watch) -> HttpResponse:
    """List the warnings a person may see, newest first."""
    filters = Filters(
        rule=request.GET.get("rule", ""),
        status=request.GET.get("status", OPEN),
        severity=request.GET.get("severity", ""),
    )
    rows = visible_warnings(watch)
    region = request.GET.get("region", "")
    if region:
        rows = rows.within(watch.region(_code(region)))
    page = page_of(filtered(rows, filters), after=request.GET.get("after", ""))
    kept = {**{k: v for k, v in request.GET.items() if k != "after" and v}, "after": page.next_key}
    context = {
        "lines": [_line(warning) for warning in page.warnings],
        "older": f"?{urlencode(kept)}" if page.next_key else "",
        "filters": _filters(filters, region),
    }
    return render(request, "supervision/warnings.html", context)


@require_safe
@watched(Act.SEE_WARNINGS)
def warning(request: HttpRequest, watch: Watch, warning_id: UUID) -> HttpResponse:
    """Show one warning: why it was raised, what became of it, and what this person may do now."""
    return _page(request, watch, visible_warning(watch, warning_id))


@require_POST
@watched(Act.SEE_WARNINGS)
def take_step(request: HttpRequest, watch: Watch, warning_id: UUID, step: str) -> HttpResponse:
    """Take one step; what is wrong with it is said on the page itself, and nothing is saved then."""
    shown = visible_warning(watch, warning_id)
    if step not in STEPS or not isinstance(request.user, User):
        raise Absent(_("没有这个办理步骤。"))
    wanted = STEPS[step]
    form = StepForm(request.POST, step=wanted)
    if form.is_valid():
        try:
            wanted.take(warning_id, by=request.user, text=form.cleaned_data["text"])
        except Invalid as refusal:
            for text in refusal.errors.get("text") or refusal.errors.get("reason") or [refusal.detail]:
                form.add_error("text", text)
        else:
            messages.success(request, _("已办理：%(step)s。") % {"step": wanted.label})
            return redirect("supervision:warning", warning_id=warning_id)
    return _page(request, watch, shown, failed=(wanted, form))


def _page(
    request: HttpRequest, watch: Watch, shown: EarlyWarning, *, failed: tuple[Step, StepForm] | None = None
) -> HttpResponse:
    forms = [
        {"step": step, "form": failed[1] if failed and failed[0] is step else StepForm(step=step)}
        for step in steps_open_to(watch, shown)
    ]
    context = {
        "warning": shown,
        "sentence": sentence_of(shown),
        "rule": RULES.get(shown.rule),
        "status": shown.status,
        "facts": _facts(shown),
        "entries": [_entry(entry) for entry in timeline.of(shown)],
        "forms": forms,
        "failed": failed[1] if failed else None,
    }
    return render(request, "supervision/warning.html", context, status=400 if failed else 200)


def sentence_of(shown: EarlyWarning) -> str:
    """Give the sentence in the language of the page."""
    return shown.sentence_en if is_english() else shown.sentence


def _code(text: str) -> int:
    if not text.isdecimal():
        raise Absent(_("没有找到这个区划。"))
    return int(text.ljust(12, "0"))


def _line(shown: EarlyWarning) -> dict[str, Any]:
    return {
        "warning": shown,
        "sentence": sentence_of(shown),
        "severity": SEVERITIES[shown.severity],
        "days": days_late(shown, clock.today()),
    }


def _filters(filters: Filters, region: str) -> list[dict[str, Any]]:
    offered = [
        (_("未办结"), {"status": OPEN}),
        (_("红色"), {"status": OPEN, "severity": Severity.RED.value}),
        (_("待交办"), {"status": WarningStatus.RAISED.value}),
        (_("待核实"), {"status": ANSWERED}),
        (_("已办结"), {"status": WarningStatus.CLOSED.value}),
        (_("误报"), {"status": WarningStatus.FALSE_POSITIVE.value}),
    ]
    chosen = {"status": filters.status} | ({"severity": filters.severity} if filters.severity else {})
    also = {"region": region} if region else {}
    return [{"name": name, "url": f"?{urlencode(query | also)}", "chosen": query == chosen} for name, query in offered]


def _facts(shown: EarlyWarning) -> list[dict[str, Any]]:
    rule = RULES[shown.rule]
    facts: list[dict[str, Any]] = [
        {"label": _("级别"), "value": SEVERITIES[shown.severity]},
        {
            "label": _("规则"),
            "value": f"{rule.name_en if is_english() else rule.name} ({shown.rule} v{shown.rule_version})",
        },
        *({"label": INPUTS[key], "value": CLOCKS.get(str(value), value)} for key, value in shown.inputs.items()),
        {"label": _("由谁核实办结"), "value": str(shown.get_judged_by_display())},
    ]
    if shown.ceased_on:
        facts.append({"label": _("原因已消除"), "value": shown.ceased_on.isoformat()})
    if shown.verdict:
        facts.append({"label": _("结论"), "value": VERDICTS[shown.verdict]})
    return facts


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {"at": entry.at, "title": ACTIONS[entry.action], "by": entry.office, "text": entry.reason}
