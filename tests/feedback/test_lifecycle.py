"""Every pair of statuses, against the design's own words."""

import pytest

from feedback.lifecycle import ANSWERED, MESSAGE, OPEN, MessageStatus
from feedback.reasons import CHOSEN_REASONS, CLOSE_REASON_LABELS
from sanshu.core.errors import WrongState

#: The lifecycle as it was agreed, in the notation of the design.
AGREED = """
received -> routed withdrawn
routed -> routed accepted withdrawn
accepted -> routed awaiting_resident replied withdrawn
awaiting_resident -> accepted withdrawn
replied -> followed_up reopened closed withdrawn
followed_up -> reopened closed withdrawn
reopened -> accepted withdrawn
closed -> reopened
withdrawn ->
"""
STEPS = {line.split("->")[0].strip(): set(line.split("->")[1].split()) for line in AGREED.strip().splitlines()}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in MessageStatus for new in MessageStatus])
def test_a_step_is_allowed_exactly_when_it_was_agreed(old: MessageStatus, new: MessageStatus) -> None:
    if new in STEPS[old]:
        MESSAGE.check(old, new)
    else:
        with pytest.raises(WrongState, match="不能变为"):
            MESSAGE.check(old, new)


def test_every_status_has_a_word_and_open_ones_can_be_taken_back() -> None:
    assert set(MESSAGE.labels) == set(MessageStatus) == set(STEPS)
    assert all(MESSAGE.allows(status, MessageStatus.WITHDRAWN) for status in OPEN)
    assert {MessageStatus.CLOSED} == ANSWERED - OPEN


def test_nobody_chooses_the_clock_s_own_reason() -> None:
    assert set(CLOSE_REASON_LABELS) - CHOSEN_REASONS == {"no_objection"}
