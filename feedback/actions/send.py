"""Take in a message: committed means accepted, and a repeated sending is answered like the first."""

import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feedback.actions.counts import count_received
from feedback.actions.steps import Doer, run_clock
from feedback.clocks import Clock
from feedback.events import MESSAGE_RECEIVED
from feedback.intake import Draft
from feedback.lifecycle import MessageStatus
from feedback.models import IdempotencyKey, Message, SealedIdentity
from feedback.queries.limits import limits_at
from feedback.queries.offices import SENDER
from feedback.receipts import body_digest, key_digest, receipt_code, receipt_digest, sender_digest
from feedback.routing import About, Category, Identity, first_post
from publicity.models import Record
from sanshu.core import clock as wall
from sanshu.core import sealing, timeline
from sanshu.core.errors import Invalid, NotAllowed, SameKeyOtherBody
from sanshu.core.events import announce
from sanshu.core.models import Region, User
from sanshu.core.queries.scope import Viewer
from sanshu.core.roles import LEVEL_WORDS

SEAL = "identity"


@dataclass(frozen=True)
class Receipt:
    """The answer to a sending: the message and the code that opens it, shown once and never stored."""

    message: Message
    code: str
    owner_level: str
    due_on: date


def send_message(draft: Draft, *, key: str, by: Viewer | None, at: datetime | None = None) -> Receipt:
    """Accept a message from anybody but staff; the same key and content again give the same answer, code included.

    Invalid names the field; SameKeyOtherBody when the key stands for other content. It returns once the message is
    committed; routing is only nudged, so neither broker nor worker can delay or lose it.
    """
    sender = _sender(by)
    digest = key_digest(key)
    body = body_digest(draft.body() | {"sender": sender})
    earlier = _earlier(digest, body)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            return _store(draft, digest=digest, body=body, sender=sender, doer=Doer(None, at or wall.now(), SENDER))
    except IntegrityError:
        # Two taps at once: the other one was first and is committed by now.
        earlier = _earlier(digest, body)
        if earlier is None:
            raise
        return earlier


def _sender(by: Viewer | None) -> str:
    if not isinstance(by, User):
        return ""
    if by.kind != User.Kind.RESIDENT:
        raise NotAllowed(_("工作人员账号不能留言。请退出后以居民身份提交，两种账号不会关联。"))
    return str(by.pk)


def _earlier(digest: str, body: str) -> Receipt | None:
    known = IdempotencyKey.objects.select_related("message").filter(pk=digest).first()
    if known is None:
        return None
    if known.body_digest != body:
        raise SameKeyOtherBody(_("这个提交编号已经用于另一条留言。要提交新的内容，请刷新页面后再提交。"))
    code = receipt_code(known.message_id, known.nonce)
    return _receipt(known.message, code, known.due_on)


def _receipt(message: Message, code: str, due_on: date) -> Receipt:
    """Level and due day as they were first answered, whatever became of the message since."""
    post = first_post(About(message.about), Category(message.category))
    return Receipt(message, code, LEVEL_WORDS[post.level], due_on)


def _store(draft: Draft, *, digest: str, body: str, sender: str, doer: Doer) -> Receipt:
    _check_place(draft, doer)
    nonce = secrets.token_hex(16)
    message_id = uuid.uuid4()
    code = receipt_code(message_id, nonce)
    post = first_post(draft.about, draft.category)
    message = Message(
        id=message_id,
        village_id=draft.village,
        about=draft.about,
        category=draft.category,
        identity=draft.identity,
        subject=draft.subject,
        text=draft.text,
        record_id=draft.record,
        row=draft.row,
        created_at=doer.at,
        receipt_digest=receipt_digest(code),
        owner_level=post.level,
        owner_role=post.role,
    )
    run_clock(message, Clock.ACCEPT, doer, limits_at(draft.village).accept)
    message.save(force_insert=True)
    IdempotencyKey(
        digest=digest, body_digest=body, nonce=nonce, message=message, due_on=message.due_on, created_at=doer.at
    ).save(force_insert=True)
    _seal_identity(message, draft, sender)
    timeline.write(message, action="send", by=None, at=doer.at, office=SENDER, new=MessageStatus.RECEIVED)
    count_received(message)
    announce(MESSAGE_RECEIVED, message_id=message.pk)
    return _receipt(message, code, message.due_on)


def _check_place(draft: Draft, doer: Doer) -> None:
    village = Region.objects.units().select_related("successor").filter(pk=draft.village).first()
    if village is None:
        raise Invalid(_("没有这个村（社区）。"), errors={"village": [_("没有这个村（社区），请重新选择。")]})
    if village.closed_on is not None and village.closed_on <= doer.day:
        instead = (
            _("请改选“%(name)s”。") % {"name": village.successor.name}
            if village.successor
            else _("请选它现在所属的村（社区）。")
        )
        raise Invalid(
            _("这个村（社区）已撤并。"),
            errors={"village": [_("%(name)s已撤并，%(instead)s") % {"name": village.name, "instead": instead}]},
        )
    if not village.is_live(doer.day):
        raise Invalid(
            _("这个村（社区）尚未开通。"),
            errors={"village": [_("%(name)s尚未开通，还不能在这里留言。") % {"name": village.name}]},
        )
    if draft.record is not None and not _is_known(draft.record, draft.village):
        raise Invalid(_("没有这条公开记录。"), errors={"record": [_("这个村没有这条公开记录，请从记录页面重新进入。")]})


def _is_known(record: int, village: int) -> bool:
    return Record.objects.known().filter(pk=record, village=village).exists()


def _seal_identity(message: Message, draft: Draft, sender: str) -> None:
    facts = {"name": draft.name, "contact": draft.contact}
    if draft.identity is not Identity.ANONYMOUS:
        facts["account"] = sender
    facts = {key: value for key, value in facts.items() if value}
    if not facts and not sender:
        return
    sealed = json.dumps(facts, ensure_ascii=False)
    SealedIdentity(
        message=message,
        sender_digest=sender_digest(int(sender)) if sender else "",
        sealed=sealing.seal_text(SEAL, sealed, bound_to=str(message.pk)) if facts else "",
        has_contact=bool(facts.keys() & {"contact", "account"}),
    ).save(force_insert=True)
