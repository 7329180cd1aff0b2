"""Hard words are explained where they stand, and a thread says which of its stages nobody has seen yet."""

from itertools import combinations

import pytest

from publicity.stages import NEEDED, OPENS, Stage, Told, missing_stages, told
from publicity.terms import TERMS, explained


def test_a_word_is_explained_where_it_stands_and_nowhere_else() -> None:
    assert [term.word for term in explained(["会计科目", "专项应付款"])] == ["专项应付款", "应付款"]
    assert [term.word for term in explained(["Special payables"])] == ["专项应付款", "应付款"]
    assert explained(["日期", "金额"]) == []


def test_every_term_is_told_in_both_languages_in_short_sentences() -> None:
    assert len({term.word for term in TERMS}) == len(TERMS)
    for term in TERMS:
        assert term.meaning.endswith("。")
        assert term.meaning_en.endswith(".")
        assert len(term.meaning) <= 60, term.word


@pytest.mark.parametrize("kind", sorted({opens.kind for opens in OPENS.values()}))
def test_what_is_missing_and_what_is_done_make_up_what_is_needed(kind: str) -> None:
    for size in range(len(Stage) + 1):
        for done in combinations(Stage, size):
            missing = missing_stages(kind, [Told(frozenset(done))])
            assert set(missing) | (set(done) & NEEDED[kind]) == NEEDED[kind]
            assert not set(missing) & set(done)


def test_money_still_owed_is_missing_though_some_was_paid() -> None:
    decided = told("V-04", {"impl_status": "实施中"})
    unpaid = told("F-09", {"unpaid_total": "10.00", "paid_total": "5.00"})
    assert missing_stages("resolution", [decided, unpaid]) == (Stage.PAID,)
    paid = told("F-09", {"unpaid_total": "0.00", "paid_total": "15.00"})
    assert missing_stages("resolution", [decided, paid]) == ()


def test_nothing_is_missing_from_what_was_given_up() -> None:
    assert missing_stages("resolution", [told("V-04", {"impl_status": "终止"})]) == ()
