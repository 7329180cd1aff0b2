"""Made-up numbers for tests: valid by their check digits, given to nobody (area 219900 was never assigned)."""

from datetime import date

from hypothesis import strategies as st

from sanshu.core.identity import check_character, passes_luhn

BIRTHDAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1))


def id_number(born: date, order: int = 1, area: str = "219900") -> str:
    """Build an identity number with the right check character."""
    first17 = f"{area}{born:%Y%m%d}{order:03}"
    return first17 + check_character(first17)


def card_number(first: str) -> str:
    """Complete digits to a bank card by the right check digit."""
    return next(first + digit for digit in "0123456789" if passes_luhn(first + digit))


ID_NUMBERS = st.builds(
    id_number, BIRTHDAYS, st.integers(0, 999), st.sampled_from(["219900", "219999", "110199", "659900"])
)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
CARDS = st.from_regex(r"62[0-9]{13,16}", fullmatch=True).map(card_number)
