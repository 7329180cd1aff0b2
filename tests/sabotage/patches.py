"""The defects: what is spoiled, in which line, and which test must turn red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """One line replaced by a wrong one."""

    name: str
    says: str
    file: str
    old: str
    new: str
    test: str


PATCHES = [
    Patch(
        name="due-day-moved",
        says="a disclosure is due a day later than the catalogue says",
        file="publicity/actions/obligations.py",
        old="           CASE WHEN i.due_from_start THEN p.first_day - 1 ELSE p.last_day END + i.deadline_days, ''",
        new="           CASE WHEN i.due_from_start THEN p.first_day ELSE p.last_day END + i.deadline_days, ''",
        test="tests/publicity/test_obligations.py::test_the_annual_plan_is_due_in_mid_february_of_its_own_year",
    ),
    Patch(
        name="counter-off-by-one",
        says="a late disclosure is counted as in time",
        file="publicity/actions/counters.py",
        old="obligation.met_on <= obligation.due_on else",
        new="obligation.met_on >= obligation.due_on else",
        test="tests/publicity/test_obligations.py::test_counters_follow_met_unmet_and_filed",
    ),
    Patch(
        name="last-day-is-late",
        says="what is published on its last day counts as overdue",
        file="publicity/states.py",
        old="return ObligationState.DUE if on <= due_on else ObligationState.OVERDUE",
        new="return ObligationState.DUE if on < due_on else ObligationState.OVERDUE",
        test="tests/publicity/test_schedule.py::test_a_disclosure_is_still_in_time_on_its_last_day",
    ),
]
