"""Finished disclosures as they are given for back-filling, and whether they may be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from publicity.content import Content, clean_content, empty, missing
from publicity.models import Edition
from publicity.queries.catalogue import spec_of
from publicity.stations import ROLE_OF_STATION, endorsements_needed
from sanshu.core.errors import Invalid, NotAllowed
from sanshu.core.models import Posting, Region
from sanshu.core.roles import Role


@dataclass(frozen=True)
class Finished:
    """One finished disclosure: what it says, and who wrote, signed and published it when (staff ids, aware moments).

    `signed_by` names a person for each village role the item asks for; `tick_office` the office behind outside
    stations. An event's period is its day; several of one day get serials in order.
    """

    item: str
    period: str
    drafted_by: int
    signed_by: Mapping[Role, int]
    published_by: int
    submitted_at: datetime
    published_at: datetime
    fields: Mapping[str, object] = field(default_factory=dict)
    rows: Sequence[Mapping[str, object]] = ()
    is_nil: bool = False
    tick_office: str = ""

    @property
    def name(self) -> str:
        """How an error names it."""
        return f"{self.item} {self.period}"


def check_people(village: Region, given: Sequence[Finished]) -> None:
    """Refuse a disclosure whose writer, signers or publisher held no such posting that day, or signed their own work."""
    held: dict[tuple[int, str], list[Posting]] = {}
    for posting in Posting.objects.covering(village).select_related("region"):
        held.setdefault((posting.user_id, posting.role), []).append(posting)

    def may(person: int, role: Role, day: date) -> bool:
        return any(
            one.from_day <= day and (one.until_day is None or one.until_day >= day)
            for one in held.get((person, role), ())
        )

    for one in given:
        acts = [(one.drafted_by, Role.CLERK, one.submitted_at), (one.published_by, Role.REVIEWER, one.published_at)]
        acts += [(person, role, one.published_at) for role, person in one.signed_by.items()]
        if not all(may(person, role, at.date()) for person, role, at in acts):
            raise NotAllowed(f"{one.name}：起草、签署或发布的人当天没有相应的岗位。")
        people = [person for person, _, _ in acts]
        if len(set(people)) != len(people):
            raise NotAllowed(f"{one.name}：起草、签署和发布必须是不同的人。")


def clean_all(given: Sequence[Finished], edition: Edition) -> list[Content]:
    """Clean every content by its item as on the day it was published; Invalid names every wrong place of all."""
    contents, errors = [], dict[str, list[str]]()
    for one in given:
        spec = spec_of(one.item, edition_id=edition.pk)
        if one.is_nil:
            contents.append(empty())
            continue
        cleaned = clean_content(spec, one.fields, one.rows, on=one.published_at.date())
        wrong = cleaned.errors or missing(spec, cleaned.content, one.period)
        errors |= {f"{one.name}.{place}": texts for place, texts in wrong.items()}
        contents.append(cleaned.content)
        lacking = [name for name in endorsements_needed(spec) if ROLE_OF_STATION[name] not in one.signed_by]
        if lacking:
            errors[f"{one.name}.signed_by"] = [f"还缺签署：{'、'.join(lacking)}。"]
    if errors:
        raise Invalid("有些内容需要修改，一份也没有公开。", errors=errors)
    return contents
