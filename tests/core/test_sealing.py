import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanshu.core.sealing import SealBroken, open_bytes, open_text, seal_bytes, seal_text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_what_was_sealed_opens_to_the_same_text(text: str) -> None:
    assert open_text("phone", seal_text("phone", text, bound_to="user 1"), bound_to="user 1") == text


def test_a_seal_shows_nothing_and_is_never_the_same_twice() -> None:
    first, second = seal_text("phone", "13800138000"), seal_text("phone", "13800138000")
    assert first != second
    assert "13800138000" not in first


@pytest.mark.parametrize(("purpose", "bound_to"), [("identity", "user 1"), ("phone", "user 2")])
def test_a_seal_opens_only_for_its_purpose_and_its_row(purpose: str, bound_to: str) -> None:
    with pytest.raises(SealBroken):
        open_text(purpose, seal_text("phone", "13800138000", bound_to="user 1"), bound_to=bound_to)


def test_an_altered_seal_does_not_open() -> None:
    sealed = bytearray(seal_bytes("file", b"workbook"))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken, match="改动"):
        open_bytes("file", bytes(sealed))


@pytest.mark.parametrize("damaged", ["", "plain", "aes256gcm$00000000$AAAA"])
def test_what_is_no_seal_does_not_open(damaged: str) -> None:
    with pytest.raises(SealBroken):
        open_text("phone", damaged)


def test_a_seal_whose_body_was_cut_does_not_open() -> None:
    sealed = seal_text("phone", "13800138000")
    with pytest.raises(SealBroken):
        open_text("phone", sealed[:-3])
    with pytest.raises(SealBroken):
        open_bytes("phone", b"short")
