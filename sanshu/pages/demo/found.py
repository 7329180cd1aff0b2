"""Find in the database what a story's step names: the record, the row, the message, the draft."""

import time
from collections.abc import Callable, Iterable
from string import Formatter

from feedback.models import Message
from feedback.queries.calls import to_sample
from publicity.models import Draft, Obligation, Record, RevisionPayload
from sanshu.core import clock
from sanshu.core.errors import Absent
from sanshu.core.models import Region
from sanshu.core.roles import Level, Role
from sanshu.demo.load.province import worlds
from sanshu.demo.load.staff import staff_at
from sanshu.demo.people import Person
from sanshu.demo.places import DONGTA, KANGPING_AOHANTUN, KANGPING_LIUJIAWOBU, SHANGTOU, WANGJIANG, township_of
from supervision.lifecycle import WarningStatus
from supervision.models import EarlyWarning
from supervision.rules.finding import Source

Found = dict[str, str]
#: The worker routes a message within a second or two, the sweep within five.
PATIENCE = 12.0
KANGPING = 210123000000


def fill(text: str, found: Found) -> str:
    """Put what was found into a text with `{names}`; what is missing is looked for and remembered in `found`."""
    for name in names_in(text):
        if name not in found or name in ALWAYS_ANEW:
            found[name] = FINDERS[name](found)
    return text.format_map(found)


def names_in(text: str) -> Iterable[str]:
    """List the names a text asks for."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _newest(village: int, item: str) -> Record:
    record = Record.objects.public().filter(village=village, item__code=item).order_by("-period", "-serial").first()
    if record is None:
        raise Absent("这个故事要用的公开内容还没有，请先按“重新准备”。")
    return record


def departed() -> Person:
    """Give the old man who died last winter and still stands on the list."""
    people = worlds()[SHANGTOU].pensioners
    return min((person for person in people if person.sex == "男"), key=lambda person: person.born)


def row_of_departed() -> tuple[str, int]:
    """Give his row's id and its place in the list."""
    record, person = _newest(SHANGTOU, "V-13"), departed()
    rows = RevisionPayload.objects.get(revision=record.revision).content["rows"]
    known = [(row["id"], place) for place, row in enumerate(rows, 1) if _is(row, person)]
    if not known:
        raise Absent("名单里没有这一行了，请先按“重新准备”。")
    return known[0]


def _is(row: dict[str, object], person: Person) -> bool:
    return row.get("name") == person.name and row.get("group_name") == person.group


def _message(village: int, record: int) -> str:
    """Give the newest message about a record, once it has reached its post."""
    asked = Message.objects.filter(village=village, record=record).order_by("-created_at")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        newest = asked.first()
        if newest is not None and newest.owner_region_id is not None:
            return str(newest.pk)
        time.sleep(0.25)
    raise Absent("留言还在路上，请过几秒再按一次。")


def _closed(_: Found) -> str:
    """Give the message that was closed last among those the district may draw for a second look."""
    desk = staff_at(Role.FOLLOW_UP, DONGTA // 10**6 * 10**6)
    message = to_sample(desk, on=clock.today()).filter(village=DONGTA, reopened_count=0).order_by("-closed_at").first()
    if message is None:
        raise Absent("没有可抽查的办结留言了，请先按“重新准备”。")
    return str(message.pk)


def _warning(_: Found) -> str:
    units = list(Region.objects.units().filter(pk__in=worlds()).values_list("pk", flat=True))
    raised = EarlyWarning.objects.filter(
        source=Source.DISCLOSURE, status=WarningStatus.RAISED, region__in=units, ceased_on__isnull=True
    )
    county = Region.objects.get(pk=KANGPING)
    found = raised.within(county).filter(judged_by__gte=Level.COUNTY).order_by("raised_on", "pk").first()
    if found is None:
        raise Absent("康平县现在没有等着交办的预警，请先按“重新准备”。")
    return str(found.pk)


def _late_village(found: Found) -> str:
    warning = EarlyWarning.objects.get(pk=found.get("warning") or found.setdefault("warning", _warning(found)))
    return str(warning.region_id)


def _correction(found: Found) -> str:
    return str(Draft.objects.get(record=int(found["pensions"])).pk)


def owed_text() -> Obligation:
    """Give the text that the clerk of 望江 owes for the last quarter."""
    past = Obligation.objects.filter(region=WANGJIANG, item__code="V-09", period_end__lt=clock.today())
    return past.select_related("item", "region").latest("period_end")


def _draft(_: Found) -> str:
    draft = Draft.objects.filter(record__obligation=owed_text()).first()
    if draft is None:
        raise Absent("稿件还没有开始写，请从第一步开始。")
    return str(draft.pk)


def _code(code: int) -> Callable[[Found], str]:
    return lambda _: f"{code:012d}"


#: What changes while a story goes on.
ALWAYS_ANEW = frozenset({"correction", "draft", "owed", "today"})
FINDERS: dict[str, Callable[[Found], str]] = {
    "liujiawobu": _code(KANGPING_LIUJIAWOBU),
    "aohantun": _code(KANGPING_AOHANTUN),
    "shangtou": _code(SHANGTOU),
    "books": lambda _: str(_newest(KANGPING_LIUJIAWOBU, "F-03").pk),
    "pensions": lambda _: str(_newest(SHANGTOU, "V-13").pk),
    "row": lambda _: row_of_departed()[0],
    "place": lambda _: str(row_of_departed()[1]),
    "objection": lambda found: _message(SHANGTOU, int(found["pensions"])),
    "correction": _correction,
    "compensation": lambda _: str(_newest(KANGPING_AOHANTUN, "F-09").pk),
    "fund": lambda _: str(_newest(KANGPING_AOHANTUN, "F-08").pk),
    "message": lambda found: _message(KANGPING_AOHANTUN, int(found["fund"])),
    "owed": lambda _: str(owed_text().pk),
    "draft": _draft,
    "closed": _closed,
    "warning": _warning,
    "late_village": _late_village,
    "late_township": lambda found: str(township_of(int(fill("{late_village}", found)))),
    "today": lambda _: clock.today().isoformat(),
}
