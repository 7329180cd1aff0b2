"""While the demo runs, something happens every little while: somebody publishes, asks, answers, calls back."""

import json
import secrets
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from feedback.actions.perform import perform
from feedback.actions.send import send_message
from feedback.intake import read_draft
from feedback.lifecycle import MessageStatus
from feedback.models import Message
from publicity.lifecycles import RecordStatus
from publicity.models import Draft, Obligation, Record
from sanshu.core import clock
from sanshu.core.errors import DomainError
from sanshu.demo.load import papers
from sanshu.demo.load.messages import desk_of
from sanshu.demo.load.province import is_loaded, worlds
from sanshu.demo.load.staff import VISITED
from sanshu.demo.places import UNITS

LETTERS = Path(__file__).parent.parent / "data" / "letters.json"
#: The stories keep their own places to themselves.
QUIET = [unit for unit in UNITS if unit not in VISITED]
#: More letters than this waiting, and nobody writes another one.
MOST_WAITING = 12
LOOKED_THROUGH = 50


def one_believable_action() -> str:
    """Let one thing happen through the portal's own actions; says what, or why nothing did."""
    if not is_loaded():
        return "demo_data is still at work"
    happenings: list[Callable[[], str]] = [_publish, _publish, _answer, _answer, _write]
    begun = secrets.randbelow(len(happenings))
    for place in range(len(happenings)):
        try:
            said = happenings[(begun + place) % len(happenings)]()
        except DomainError as refused:
            # Somebody in the demo was quicker; the next one will do.
            said = f"refused: {refused.detail}"
        if said:
            return said
    return "nothing to do"


def _publish() -> str:
    """Take one step with what a unit owes: finish what is in hand, or write, sign and publish something new."""
    now = clock.now()
    waiting = Draft.objects.filter(
        record__village__in=QUIET, status__in=[RecordStatus.SUBMITTED, RecordStatus.ENDORSED]
    )
    draft = waiting.order_by("updated_at").first()
    if draft is not None:
        draft = papers.endorse(draft, at=now) if draft.status == RecordStatus.SUBMITTED else draft
        return f"published {papers.publish(draft, at=now).record_id}"
    owed = Obligation.objects.unmet().filter(region__in=QUIET, period_end__lt=now.date(), filed_until__isnull=True)
    free = owed.exclude(pk__in=Record.objects.standing().values("obligation"))
    obligation = free.select_related("item").order_by("due_on").last()
    if obligation is None:
        return ""
    draft = papers.submit(papers.write(worlds()[obligation.region_id], obligation, at=now), at=now)
    return f"submitted {draft.record_id}"


def _answer() -> str:
    """Take one step with the message that has waited longest for it."""
    acts = {
        MessageStatus.ROUTED: "accept",
        MessageStatus.REOPENED: "accept",
        MessageStatus.ACCEPTED: "reply",
        MessageStatus.FOLLOWED_UP: "close",
    }
    waiting = Message.objects.filter(village__in=QUIET, status__in=list(acts)).order_by("due_on", "created_at")
    # What a visitor wrote is left to the visitor: nobody here knows the answer.
    message = next((one for one in waiting[:LOOKED_THROUGH] if _reply_to(one)), None)
    if message is None:
        return ""
    act = acts[MessageStatus(message.status)]
    fields = {"text": _reply_to(message), "reason": "solved"} if act == "reply" else {"reason": "solved"}
    perform(act, message.pk, by=desk_of(message, act), fields=fields)
    return f"{act} {message.pk}"


def _reply_to(message: Message) -> str:
    """Give the answer to a letter of our own; nothing for any other message."""
    known = {_said(one["subject"], message.village_id): one["reply"] for one in _letters()}
    return _said(known.get(message.subject, ""), message.village_id)


def _write() -> str:
    """Let somebody ask, without an account."""
    waiting = Message.objects.filter(village__in=QUIET, status__in=[MessageStatus.ROUTED, MessageStatus.ACCEPTED])
    if waiting.count() > MOST_WAITING:
        return ""
    village, letter = secrets.choice(QUIET), secrets.choice(_letters())
    fields = {"village": str(village), "category": letter["category"]}
    fields |= {name: _said(letter[name], village) for name in ("subject", "text")}
    receipt = send_message(read_draft(fields), key=f"demo-{uuid.uuid4()}", by=None)
    return f"received {receipt.message.pk}"


def _said(text: str, village: int) -> str:
    return text.replace("{g}", worlds()[village].groups[0])


def _letters() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(LETTERS.read_text(encoding="utf-8"))
    return found
