"""Run rules over a region: facts are streamed, judged by pure functions, and what they find is kept."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db.models import Q

from publicity.queries.statistics import disclosure_here
from sanshu.core.models import Region
from supervision.actions.keep import Kept, Scope, cease_warnings, keep_findings
from supervision.models import EarlyWarning, RuleRun
from supervision.queries.facts import PORTION, county_of, limits_by_county, overdue_facts, portions
from supervision.queries.message_facts import clock_facts, stopped_clocks
from supervision.rules import disclosure_overdue, message_unanswered
from supervision.rules.finding import Finding, Outcome, RuleInfo

Judged = Iterator[tuple[Outcome, Finding | None]]


def evaluate_rules(*, region: Region, on: date, at: datetime) -> list[RuleRun]:
    """Run every rule over a region as it stands on a day; each leaves one RuleRun with its coverage."""
    scope = Scope(region, on, at)
    return [run(scope) for run in RULES.values()]


def settle_warnings(*, region: Region, on: date, at: datetime) -> int:
    """Say of every standing warning whose cause is gone that it is gone; gives how many."""
    return sum(settle(Scope(region, on, at)) for settle in SETTLERS.values())


def _run_disclosure_overdue(scope: Scope) -> RuleRun:
    """Judge every obligation that is overdue; what is met or on file is counted, not read."""
    rule = disclosure_overdue
    own = limits_by_county(rule.RULE.code, rule.Limits)
    facts = overdue_facts(scope.region, on=scope.on)
    judged = (rule.judge(fact, on=scope.on, limits=own.get(county_of(fact.region), rule.Limits())) for fact in facts)
    fallen = disclosure_here(scope.region, on=scope.on).total.fallen_due
    counted = Counter({Outcome.PASS: fallen.published, Outcome.NOT_APPLICABLE: fallen.filed})
    return _record(rule.RULE, scope, judged, counted, ceased=_settle_disclosure_overdue(scope))


def _settle_disclosure_overdue(scope: Scope) -> int:
    standing = EarlyWarning.objects.within(scope.region).filter(
        rule=disclosure_overdue.RULE.code, ceased_on__isnull=True
    )
    gone = Q(obligation__met_on__isnull=False) | Q(obligation__filed_until__gte=scope.on)
    gone |= Q(obligation__taken_back_on__isnull=False)
    ids = standing.filter(gone).values_list("pk", flat=True)
    return sum(cease_warnings(portion, on=scope.on, at=scope.at) for portion in portions(iter(list(ids))))


def _run_message_unanswered(scope: Scope) -> RuleRun:
    """Judge the clock of every open message."""
    rule = message_unanswered
    own = limits_by_county(rule.RULE.code, rule.Limits)
    facts = clock_facts(scope.region, on=scope.on)
    judged = (
        rule.judge(fact, on=scope.on, limits=own.get(county_of(fact.owner_region), rule.Limits())) for fact in facts
    )
    return _record(rule.RULE, scope, judged, Counter(), ceased=_settle_message_unanswered(scope))


def _settle_message_unanswered(scope: Scope) -> int:
    standing = EarlyWarning.objects.within(scope.region).filter(
        rule=message_unanswered.RULE.code, ceased_on__isnull=True
    )
    stopped = portions(stopped_clocks(standing.iterator(chunk_size=PORTION)))
    return sum(cease_warnings(portion, on=scope.on, at=scope.at) for portion in list(stopped))


def _record(rule: RuleInfo, scope: Scope, judged: Judged, counted: Counter[Outcome], *, ceased: int) -> RuleRun:
    kept: list[Kept] = []
    for portion in portions(judged):
        counted.update(outcome for outcome, _ in portion)
        kept.append(keep_findings(rule, scope, [finding for _, finding in portion if finding]))
    return RuleRun.objects.create(
        rule=rule.code,
        version=rule.version,
        region=scope.region,
        on=scope.on,
        at=scope.at,
        passed=counted[Outcome.PASS],
        failed=counted[Outcome.FAIL],
        not_applicable=counted[Outcome.NOT_APPLICABLE],
        raised=sum(one.raised for one in kept),
        graver=sum(one.graver for one in kept),
        ceased=ceased,
    )


RULES: dict[str, Callable[[Scope], RuleRun]] = {
    disclosure_overdue.RULE.code: _run_disclosure_overdue,
    message_unanswered.RULE.code: _run_message_unanswered,
}
SETTLERS: dict[str, Callable[[Scope], int]] = {
    disclosure_overdue.RULE.code: _settle_disclosure_overdue,
    message_unanswered.RULE.code: _settle_message_unanswered,
}
