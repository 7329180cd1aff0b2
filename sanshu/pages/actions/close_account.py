"""A resident deletes their account: one step through every app that knows it."""

from django.db import transaction

from feedback.actions.unlink import unlink_messages
from sanshu.accounts.actions.close import erase_account
from sanshu.accounts.actions.residency import lock_resident
from sanshu.core.models import User


@transaction.atomic
def close_account(user: User) -> None:
    """Erase who an account was; its messages stay, with nothing that leads to it. NotAllowed for staff."""
    locked = lock_resident(user)
    unlink_messages(locked)
    erase_account(locked)
