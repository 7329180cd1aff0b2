"""What a browser session remembers of a sender: marks of receipts it has shown, never a code."""

from django.contrib.sessions.backends.base import SessionBase

from feedback.models import Message
from feedback.queries.sender import Sender
from sanshu.core.queries.scope import Viewer

_KEY = "message_proofs"
_MOST = 50


def sender_of(session: SessionBase, user: Viewer | None, *, code: str = "") -> Sender:
    """Gather what a request proves: the account, what its session has proved before, and a receipt code."""
    return Sender.known_by(user, code=code, proofs=session.get(_KEY, []))


def remember(session: SessionBase, message: Message) -> None:
    """Let this browser follow a message until its session ends."""
    kept = [mark for mark in session.get(_KEY, []) if mark != message.receipt_digest]
    session[_KEY] = [*kept, message.receipt_digest][-_MOST:]


def forget(session: SessionBase) -> None:
    """Forget every message, for people who share a phone."""
    session.pop(_KEY, None)
