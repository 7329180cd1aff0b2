"""The clocks of messages as the rule judges them: the office and the day, nothing of what a message says."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from feedback.models import Message
from sanshu.core.models import Region
from sanshu.core.queries.calendar import working_calendar
from sanshu.core.roles import Level, Role
from supervision.models import EarlyWarning
from supervision.queries.facts import PORTION, portions
from supervision.rules import message_unanswered
from supervision.rules.message_unanswered import subject_of


def clock_facts(region: Region, *, on: date) -> Iterator[message_unanswered.Fact]:
    """Read the clock of every open message from a region that has an owner; the sweep gives each one before rules run."""
    calendar = working_calendar()
    rows = Message.objects.within(region).open().filter(owner_region__isnull=False).order_by("due_on", "pk")
    columns = rows.values_list(
        "pk", "owner_region_id", "owner_region__name", "owner_level", "owner_role", "clock", "due_on"
    )
    for pk, code, name, level, role, clock, due_on in columns.iterator(chunk_size=PORTION):
        yield message_unanswered.Fact(
            message=str(pk),
            owner_region=code,
            owner_name=name,
            owner_level=Level(level),
            owner_role=Role(role),
            clock=clock,
            due_on=due_on,
            working_days_late=calendar.between(due_on, on) if due_on < on else 0,
        )


def stopped_clocks(standing: Iterable[EarlyWarning]) -> Iterator[UUID]:
    """Give those warnings whose clock no longer runs late: the message moved on, or its clock was set anew."""
    for portion in portions(iter(standing)):
        ids = {warning.pk: UUID(warning.subject.split(":")[1]) for warning in portion}
        messages = Message.objects.open().in_bulk(ids.values())
        for warning in portion:
            message = messages.get(ids[warning.pk])
            if message is None or subject_of(str(message.pk), message.clock, message.due_on) != warning.subject:
                yield warning.pk
