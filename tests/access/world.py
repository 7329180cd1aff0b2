"""One world for the whole matrix: every kind of thing once in one's own village, next door, and far away."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.test.client import ClientHandler

from feedback.actions.brief import send_brief
from feedback.actions.handle import accept_message
from feedback.actions.route import route_message
from feedback.actions.send import send_message
from feedback.intake import read_draft
from publicity.actions.drafts import Typed, discard_draft, save_draft, start_draft, submit_draft
from publicity.actions.filings import Plea, file_exemption
from publicity.actions.imports import Brought, bring_file
from publicity.actions.occurrences import record_event
from publicity.actions.signatures import return_draft
from publicity.models import Draft, Obligation
from sanshu.accounts.actions.ask_change import ask_reset
from sanshu.accounts.actions.in_person import ask_in_person
from sanshu.accounts.actions.reading import accept_reading, make_reading_code
from sanshu.accounts.models import InPersonRequest, StaffChange
from sanshu.core.models import Posting, Region, User
from sanshu.core.roles import LEVELS_OF, Level, Role
from supervision.actions.evaluate import evaluate_rules
from supervision.models import EarlyWarning
from tests.cast import DONGTA, KANGPING, LIUJIAWOBU, NOW, PROVINCE, SHENYANG, TODAY, Cast, sign_in
from tests.publicity.chain import obligation, published, spec, township_of
from tests.publicity.importing.workbooks import minimum_list
from tests.publicity.samples import typed_content

SIBLING = 210123106201
#: In the order of the columns of the matrix.
ACTORS = ("anonymous", *(role.value for role in Role))
PLACES = {"own": LIUJIAWOBU, "sibling": SIBLING, "foreign": DONGTA}
#: The region an address names, seen from a post of each level: its own, the one beside it, the one above, one far away.
REGIONS: dict[Level, dict[str, int]] = {
    Level.VILLAGE: {"own": LIUJIAWOBU, "sibling": SIBLING, "parent": 210123106000, "foreign": DONGTA},
    Level.TOWNSHIP: {"own": 210123106000, "sibling": 210123103000, "parent": KANGPING, "foreign": 210302011000},
    Level.COUNTY: {"own": KANGPING, "parent": SHENYANG, "foreign": 210302000000},
    Level.PROVINCE: {"own": PROVINCE},
}


@dataclass
class World:
    """The cast's sessions and the ids of the things at each place."""

    cast: Cast = field(default_factory=Cast)
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    site: ClientHandler = field(default_factory=lambda: Client().handler)

    def client(self, actor: str) -> Client:
        """Give a fresh browser in which the actor is signed in."""
        client = Client(raise_request_exception=False)
        client.handler = self.site
        if actor in self.sessions:
            client.cookies["sessionid"] = self.sessions[actor]
        return client

    def region(self, actor: str, scope: str) -> int | None:
        """Give the code that an address names for an actor and a scope; None where there is no such region."""
        level = level_of(actor)
        return REGIONS[level].get(scope)


def level_of(actor: str) -> Level:
    """Give the level at which an actor is posted in the matrix; strangers stand in the village."""
    if actor == "anonymous":
        return Level.VILLAGE
    return max(LEVELS_OF[Role(actor)])


def build() -> World:
    """Make the world by the real actions."""
    world = World()
    for scope, unit in PLACES.items():
        world.ids[scope] = _things_at(world.cast, unit)
    evaluate_rules(region=Region.objects.get(pk=PROVINCE), on=TODAY, at=NOW)
    for scope, unit in PLACES.items():
        world.ids[scope]["warning_id"] = EarlyWarning.objects.filter(region_id=unit).order_by("judged_by", "pk")[0].pk
    for actor in ACTORS[1:]:
        world.sessions[actor] = _session(world.cast, actor)
    return world


def _session(cast: Cast, actor: str) -> str:
    user: User = cast.resident() if actor == Role.RESIDENT else cast.staff(Role(actor), REGIONS[level_of(actor)]["own"])
    return sign_in(Client(), user).cookies["sessionid"].value


def _things_at(cast: Cast, unit: int) -> dict[str, Any]:
    clerk = cast.staff(Role.CLERK, unit)
    revision = published(cast, _draft("V-08", cast, unit))
    draft = _draft("V-10", cast, unit)
    owed = Obligation.objects.unmet().filter(region_id=unit, due_on__gte=TODAY, records__isnull=True).order_by("pk")
    plea = Plea(reason_class="awaiting_material", reason="上级文件还没有到", until=TODAY + timedelta(days=20))
    filing = file_exemption(owed[0].pk, by=clerk, plea=plea)
    message_id, brief_id = _message(cast, unit)
    return {
        "record_id": revision.record_id,
        "draft_id": draft.pk,
        "discarded_id": _discarded(cast, unit),
        "file_id": bring_file(
            draft.pk, by=clerk, version=draft.version, brought=Brought("名单.xlsx", minimum_list())
        ).pk,
        "event_id": record_event("F-09", villages=[unit], happened_on=TODAY, by=clerk)[0].pk,
        "filing_id": filing.pk,
        "obligation_id": owed[1].pk,
        "user_id": clerk.pk,
        "posting_id": Posting.objects.get(user=clerk).pk,
        "change_id": _change(cast, clerk).pk,
        "message_id": message_id,
        "brief_id": brief_id,
        "request_id": _request(unit),
        "grant_id": _reading(cast, unit),
        "item": "V-08",
        "quarter": "2026-Q3",
        "object_id": revision.record_id,
    }


def _change(cast: Cast, clerk: User) -> StaffChange:
    return ask_reset(clerk.pk, StaffChange.Kind.RESET_PASSWORD, by=cast.security_admin, reason="忘了密码")


def _draft(code: str, cast: Cast, unit: int) -> Draft:
    clerk = cast.staff(Role.CLERK, unit)
    draft = start_draft(obligation(code, unit=unit).pk, by=clerk)
    header, rows = typed_content(spec(code), period=draft.record.period)
    return save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(header, rows))


def _discarded(cast: Cast, unit: int) -> int:
    clerk = cast.staff(Role.CLERK, unit)
    draft = _draft("V-12", cast, unit)
    draft = submit_draft(draft.pk, by=clerk, version=draft.version)
    secretary = cast.staff(Role.SECRETARY, unit)
    draft = return_draft(draft.pk, by=secretary, reason="第2行看不懂", version=draft.version)
    kept = discard_draft(draft.pk, by=clerk, version=draft.version, reason="另写一份")
    assert kept is not None
    return kept.pk


def _request(unit: int) -> int:
    return ask_in_person(unit, InPersonRequest.About.RESIDENCY, by=_stranger(f"asks-{unit}"), kind="home").pk


def _reading(cast: Cast, unit: int) -> int:
    """Let the resident of one's own village read for a stranger; elsewhere strangers read for each other."""
    code = make_reading_code(by=_stranger(f"is-read-for-{unit}"), called="kin", sees_messages=True)
    helper = cast.resident() if unit == LIUJIAWOBU else _stranger(f"reads-{unit}")
    return accept_reading(code, by=helper, calls_owner="kin").pk


def _stranger(name: str) -> User:
    return User.objects.create(login=f"r-{name}", kind=User.Kind.RESIDENT)


def _message(cast: Cast, unit: int) -> tuple[Any, Any]:
    words = {
        "village": f"{unit:012d}",
        "subject": "门前排水沟堵了",
        "text": "三组门前的排水沟堵了半年，一下雨就进院子。",
    }
    message = send_message(read_draft(words), key=f"matrix-{unit}", by=None).message
    route_message(message.pk)
    handler = cast.staff(Role.HANDLER, township_of(unit))
    accept_message(message.pk, by=handler)
    return message.pk, send_brief(message.pk, by=handler, text="请到三组现场看看排水情况并拍照。").pk
