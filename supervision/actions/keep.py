"""Keep a rule's findings as warnings, and say of a standing warning when its cause is gone. Safe to repeat."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from sanshu.core import timeline
from sanshu.core.models import Region
from supervision.lifecycle import GRAVITY, SETTLED
from supervision.models import EarlyWarning
from supervision.numbers import warning_number
from supervision.rules.finding import Finding, RuleInfo


@dataclass(frozen=True)
class Scope:
    """What a run looks at: a region, as it stands on a day, evaluated at a moment."""

    region: Region
    on: date
    at: datetime


@dataclass(frozen=True)
class Kept:
    """What keeping a portion of findings changed."""

    raised: int
    graver: int


@transaction.atomic
def keep_findings(rule: RuleInfo, scope: Scope, findings: list[Finding]) -> Kept:
    """Raise a warning for each new finding and bring standing ones up to date; the same findings again write nothing."""
    rows = EarlyWarning.objects.select_for_update().filter(rule=rule.code, subject__in=[f.subject for f in findings])
    latest = {(row.region_id, row.subject): row for row in rows.order_by("episode")}
    new: list[EarlyWarning] = []
    graver = 0
    for finding in findings:
        known = latest.get((finding.region, finding.subject))
        if known is None or _is_over(known):
            new.append(_raised(rule, scope, finding, episode=known.episode + 1 if known else 1))
        elif known.status not in SETTLED:
            graver += _update(rule, scope, finding, known)
    EarlyWarning.objects.bulk_create(new)
    return Kept(raised=len(new), graver=graver)


@transaction.atomic
def cease_warnings(ids: list[UUID], *, on: date, at: datetime) -> int:
    """Say of warnings that their cause is gone since a day; their colour stays until they are closed."""
    rows = list(EarlyWarning.objects.select_for_update().filter(pk__in=ids, ceased_on__isnull=True))
    for row in rows:
        row.ceased_on = on
        row.save(update_fields=["ceased_on"])
        timeline.write(row, action="ceased", by=None, at=at, old=row.status, new=row.status)
    return len(rows)


def _is_over(known: EarlyWarning) -> bool:
    # A cause that was settled and gone, and is here again, is a new episode; one that was never gone is not.
    return known.status in SETTLED and known.ceased_on is not None


def _raised(rule: RuleInfo, scope: Scope, finding: Finding, *, episode: int) -> EarlyWarning:
    kind, _, number = finding.subject.partition(":")
    return EarlyWarning(
        id=warning_number(rule.code, finding.region, finding.subject, episode, at=scope.at),
        rule=rule.code,
        rule_version=rule.version,
        source=rule.source,
        region_id=finding.region,
        subject=finding.subject,
        episode=episode,
        severity=finding.severity,
        level=finding.level,
        owner_role=finding.owner_role,
        judged_by=finding.judged_by,
        sentence=finding.sentence,
        sentence_en=finding.sentence_en,
        inputs=dict(finding.inputs),
        obligation_id=int(number) if kind == "obligation" else None,
        raised_on=scope.on,
    )


def _update(rule: RuleInfo, scope: Scope, finding: Finding, known: EarlyWarning) -> bool:
    """Write only what differs; True when the warning became graver. What was grave never becomes lighter."""
    graver = GRAVITY[finding.severity] > GRAVITY[known.severity] or finding.judged_by < known.judged_by
    if not graver and known.ceased_on is None:
        return False
    change = {"from": known.severity, "to": finding.severity if graver else known.severity}
    known.ceased_on = None
    if graver:
        known.severity, known.judged_by, known.rule_version = finding.severity, finding.judged_by, rule.version
        known.sentence, known.sentence_en = finding.sentence, finding.sentence_en
        known.inputs = dict(finding.inputs)
    known.save()
    action = "graver" if graver else "returned"
    timeline.write(known, action=action, by=None, at=scope.at, reason=finding.sentence, data=change)
    return graver
