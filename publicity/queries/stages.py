"""How far the matter of one record has come: stages told, stages owed, stages that nobody has seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from publicity.catalogue import ItemSpec
from publicity.dated_stages import passed_over, stage_field, stages_told
from publicity.display import Language, say_choice
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.masking import Shown
from publicity.models import Obligation, Record
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.events import event_items
from publicity.states import ObligationState
from sanshu.core.models import Region

MOST_GOING_ON = 12


@dataclass(frozen=True)
class StageLine:
    """One stage with its day; `state` is empty where the event's own deadline covers it."""

    name: str
    on: date
    state: str = ""
    due_on: date | None = None
    met_on: date | None = None
    days_overdue: int = 0

    @property
    def is_told(self) -> bool:
        """Whether the public record tells it, and does not merely owe it."""
        return self.state == "" or self.met_on is not None


@dataclass(frozen=True)
class DatedStages:
    """The stages of one matter in order, and those of the catalogue that were passed over without a word."""

    lines: Sequence[StageLine]
    passed_over: Sequence[str]


def dated_stages_of(
    record: Record, spec: ItemSpec, shown: Shown | None, on: date, language: Language
) -> DatedStages | None:
    """Say how far a record's matter has come, as far as a viewer may see its rows; one query, none for other items."""
    field = stage_field(spec)
    if field is None or shown is None or shown.rows is None:
        return None
    told = stages_told(spec, ((row.id, row.values) for row in shown.rows))
    owed = {(one.stage, one.period): one for one in Obligation.objects.filter(stage_of_id=record.obligation_id)}
    lines = []
    for one in told:
        found = owed.pop((one.name, one.on.isoformat()), None)
        name = say_choice(field, one.name, language)
        lines.append(_line(found, name, on) if found and found.met_on else StageLine(name, one.on))
    # A stage whose day was corrected is told above; what is left and unmet is owed and not yet to be seen.
    lines += [_line(one, say_choice(field, one.stage, language), on) for one in owed.values() if one.met_on is None]
    missing = [say_choice(field, name, language) for name in passed_over(spec, shown.fields, told)]
    return DatedStages(sorted(lines, key=lambda line: line.on), missing)


def _line(owed: Obligation, name: str, on: date) -> StageLine:
    state = owed.state(on)
    late = (on - owed.due_on).days if state is ObligationState.OVERDUE else 0
    return StageLine(name, owed.period_end, str(state), owed.due_on, owed.met_on, late)


def stage_choices(item_code: str) -> Sequence[str]:
    """List the stages that the current catalogue gives an item; none for an item without dated stages."""
    field = stage_field(spec_of(item_code, edition_id=current_edition().pk))
    return field.choices if field else ()


def going_on(unit: Region) -> list[Record]:
    """List a unit's public records whose items have dated stages, the newest first; two queries."""
    staged = [item.pk for item in event_items(unit) if stage_choices(item.code)]
    known = Record.objects.filter(village=unit, item__in=staged, status__in=PUBLIC_STATUSES)
    return list(known.select_related("item", "matter").order_by("-published_at")[:MOST_GOING_ON])
