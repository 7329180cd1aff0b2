"""Whether a sender left something by which they can be called; never what it is."""

from feedback.models import Message, SealedIdentity


def can_be_reached(message: Message) -> bool:
    """Say whether a name or a telephone is sealed with the message."""
    return SealedIdentity.objects.filter(message=message).exclude(sealed="").exists()
