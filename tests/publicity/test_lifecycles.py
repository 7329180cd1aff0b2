"""Every ordered pair of statuses of a record and of a filing: allowed exactly as the design's table says."""

import pytest

from publicity.lifecycles import FILING, RECORD, FilingStatus, RecordStatus
from sanshu.core.errors import WrongState

RECORD_STEPS = {
    ("draft", "submitted"),
    ("draft", "discarded"),
    ("submitted", "endorsed"),
    ("submitted", "returned"),
    ("endorsed", "published"),
    ("endorsed", "returned"),
    ("returned", "draft"),
    ("returned", "discarded"),
    ("published", "corrected"),
    ("published", "withdrawn"),
    ("corrected", "corrected"),
    ("corrected", "withdrawn"),
}
FILING_STEPS = {
    ("draft", "submitted"),
    ("submitted", "approved"),
    ("submitted", "refused"),
    ("approved", "expired"),
    ("approved", "revoked"),
}


@pytest.mark.parametrize("old", RecordStatus)
@pytest.mark.parametrize("new", RecordStatus)
def test_a_record_steps_only_as_the_table_says(old: RecordStatus, new: RecordStatus) -> None:
    if (old, new) in RECORD_STEPS:
        RECORD.check(old, new)
    else:
        with pytest.raises(WrongState):
            RECORD.check(old, new)


@pytest.mark.parametrize("old", FilingStatus)
@pytest.mark.parametrize("new", FilingStatus)
def test_a_filing_steps_only_as_the_table_says(old: FilingStatus, new: FilingStatus) -> None:
    if (old, new) in FILING_STEPS:
        FILING.check(old, new)
    else:
        with pytest.raises(WrongState):
            FILING.check(old, new)
