"""Whether a sender left something by which they can be called; never what it is."""

from feedback.models import Message, SealedIdentity


def can_be_reached(message: Message) -> bool:
    """Say whether a telephone or an account is sealed with the message; a name alone reaches nobody."""
    return SealedIdentity.objects.filter(message=message, has_contact=True).exists()
