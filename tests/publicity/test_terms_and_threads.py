"""Hard words are explained where they stand, and a thread says which of its stages nobody has seen yet."""

from datetime import date
from itertools import combinations

import pytest

from publicity.stages import NEEDED, OPENS, Stage, Step, Told, disclosed, is_open, missing_stages, told, way_of
from publicity.terms import TERMS
from publicity.views.hard_words import HardWords


def test_a_word_leads_to_its_meaning_where_a_page_says_it_first_and_only_there() -> None:
    words = HardWords("zh")
    place = next(place for place, term in enumerate(TERMS) if term.word == "专项应付款")
    link = f'<a class="word" id="at-{place}" href="#word-{place}">专项应付款</a>'
    assert words.mark("<b>专项应付款") == f"&lt;b&gt;{link}"
    assert words.mark("专项应付款余额") == "专项应付款余额"
    assert [term.word for _place, term in words.said] == ["专项应付款"]
    assert HardWords("zh").mark("日期 & 金额") == "日期 &amp; 金额"


def test_english_words_are_matched_whole_and_in_any_case() -> None:
    words = HardWords("en")
    assert "Debt</a>" in words.mark("Debt cleared")
    assert words.mark("indebted") == "indebted"


def test_a_matters_way_has_its_days_and_how_long_one_waits() -> None:
    decided = disclosed("V-04", {"resolution_date": "2026-05-01", "impl_status": "实施中"}, date(2026, 5, 3))
    came = disclosed("F-08", {"received_on": "2026-06-10", "closing_balance": "10.00"}, date(2026, 6, 20))
    asked = date(2026, 7, 10)
    assert way_of("fund", [came, decided], on=asked) == (
        Step(Stage.DECIDED, date(2026, 5, 1), None),
        Step(Stage.CAME, date(2026, 6, 10), 40),
        Step(Stage.PAID, None, 30),
    )
    spent = disclosed(
        "F-08", {"received_on": "2026-06-10", "closing_balance": "0.00", "expense_total": "9"}, date(2026, 6, 25)
    )
    assert way_of("fund", [spent, decided], on=asked)[-1] == Step(Stage.PAID, date(2026, 6, 25), 15)
    costs = {"resolution_date": "2026-05-01", "impl_status": "实施中", "amount_involved": "5.00"}
    bought = disclosed("V-04", costs, date(2026, 5, 3))
    assert [step.stage for step in way_of("resolution", [bought], on=asked)] == [Stage.DECIDED, Stage.PAID]


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


@pytest.mark.parametrize("amount", [{}, {"amount_involved": ""}, {"amount_involved": "0.00"}])
def test_a_decision_about_no_money_waits_for_no_payment(amount: dict[str, str]) -> None:
    rules = told("V-04", {"impl_status": "实施中", **amount})
    assert missing_stages("resolution", [rules]) == ()
    assert missing_stages("fund", [rules]) == (Stage.CAME, Stage.PAID)
    assert missing_stages("resolution", [told("V-04", {"amount_involved": "0.01"})]) == (Stage.PAID,)
    assert is_open("resolution", [rules]), "what is decided may still be carried out"


def test_nothing_is_missing_from_what_was_given_up() -> None:
    assert missing_stages("resolution", [told("V-04", {"impl_status": "终止"})]) == ()
