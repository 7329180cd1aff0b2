"""Defects in what a clerk writes before anything is public: events, drafts, tables, what must add up."""

from tests.sabotage.patch import Patch

OF_DRAFTS = [
    Patch(
        name="taken-back-still-owed",
        says="an event that was recorded by mistake counts as owed once more when it is taken back",
        file="publicity/actions/counters.py",
        old="    _move(obligation, owed=-1)",
        new="    _move(obligation, owed=1)",
        test="tests/publicity/test_taking_back.py::test_what_never_happened_is_owed_no_more_and_the_counters_agree",
    ),
    Patch(
        name="refused-draft-forgotten",
        says="a draft that was returned is discarded without a trace of what it said",
        file="publicity/actions/drafts.py",
        old="        content=draft.content,\n        is_nil=draft.is_nil,",
        new="        content={},\n        is_nil=draft.is_nil,",
        test="tests/publicity/test_discarding.py::test_a_returned_draft_is_discarded_with_a_reason_and_stays_as_it_stood",
    ),
    Patch(
        name="table-read-by-others",
        says="a table that a clerk uploaded is shown to whoever else works there",
        file="publicity/actions/imports.py",
        old="        .filter(pk=file_id, by=by, content__isnull=False)",
        new="        .filter(pk=file_id, content__isnull=False)",
        test="tests/publicity/importing/test_pages.py::test_only_the_uploader_sees_a_file_and_it_is_gone_the_next_day",
    ),
    Patch(
        name="numbers-handed-back",
        says="identity numbers stand in the table that is handed back with its faults marked",
        file="publicity/importing/marked.py",
        old='if one is not None and one.sensitive == "never_public"}',
        new="if one is None}",
        test="tests/publicity/importing/test_marked.py::test_numbers_of_persons_are_blank_in_what_is_handed_back",
    ),
    Patch(
        name="total-believed",
        says="a total that is not the sum of its rows is believed",
        file="publicity/balances.py",
        old="        if said in sums:",
        new="        if said:",
        test="tests/publicity/test_explaining.py::test_a_total_that_is_off_is_refused_at_its_field",
    ),
    Patch(
        name="stale-formula-believed",
        says="a computed cell is taken as the file saved it, though its formula says something else",
        file="publicity/importing/formulas.py",
        old="        if abs(value - Decimal(repr(saved))) > _CLOSE:",
        new="        if abs(value - Decimal(repr(saved))) > 10**9:",
        test="tests/publicity/importing/test_reading.py::test_a_formula_that_was_filled_down_is_known_in_every_row",
    ),
]
