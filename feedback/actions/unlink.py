"""Part messages from the account that sent them; the messages stay and are answered."""

from feedback.models import SealedIdentity
from feedback.receipts import sender_digest
from sanshu.core.models import User


def unlink_messages(user: User) -> int:
    """Take the mark of an account off all its messages, in the caller's transaction; gives how many.

    Receipt codes still open them. A name or telephone that the sender left stays sealed with the one message.
    """
    return SealedIdentity.objects.filter(sender_digest=sender_digest(user.pk)).update(sender_digest="")
