"""Nouns of messages: the message, who sent it (sealed apart), what was written, what became of it."""

from feedback.models.brief import Brief, BriefLink
from feedback.models.count import MessageCount
from feedback.models.entries import Note, Question, Reply
from feedback.models.idempotency import IdempotencyKey
from feedback.models.identity import IdentityOpening, SealedIdentity
from feedback.models.limits import CountyLimits
from feedback.models.message import Message
from feedback.models.outcome import FollowUp, Rating
from feedback.models.reminder import Reminder

__all__ = [
    "Brief",
    "BriefLink",
    "CountyLimits",
    "FollowUp",
    "IdempotencyKey",
    "IdentityOpening",
    "Message",
    "MessageCount",
    "Note",
    "Question",
    "Rating",
    "Reminder",
    "Reply",
    "SealedIdentity",
]
