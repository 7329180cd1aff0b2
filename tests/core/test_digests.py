import hashlib
import hmac
import re
from pathlib import Path
from typing import get_args

import pytest

from sanshu.core import keys
from sanshu.core.digests import DigestSettingError, Kind, match_digest, same, seal, seal_match

ID = "11010519491231002X"
CARD = "6228480402564890018"
NUMBERS: dict[Kind, str] = {
    "person": ID,
    "account": CARD,
    "phone": "13800138000",
    "receipt": "1234567890123456",
    "household": "1234567890123456",
    "reading": "1234567890123456",
}


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_digest_names_its_algorithm_and_key_and_shows_no_digit_of_the_number(kind: Kind) -> None:
    sealed = seal(kind, NUMBERS[kind])
    assert re.fullmatch(r"hmac-sha256\$[0-9a-f]{8}\$[0-9a-f]{64}", sealed)
    assert sealed.split("$")[1] == keys.key(f"store-{kind}").id


def test_a_digest_is_the_store_key_over_the_match_key(fresh_keys: Path) -> None:
    def mac(name: str, data: bytes) -> bytes:
        return hmac.new(bytes.fromhex((fresh_keys / f"{name}.key").read_text()), data, hashlib.sha256).digest()

    sealed = seal("person", ID)
    assert sealed.split("$")[2] == mac("store-person", mac("match-person", ID.encode())).hex()


def test_a_department_with_the_match_key_alone_can_deliver_but_not_recognise() -> None:
    delivered = match_digest("person", ID)
    assert seal_match("person", delivered) == seal("person", ID)
    assert delivered not in seal("person", ID)


def test_the_same_digits_as_another_kind_give_another_digest() -> None:
    digits = "1234567890123456"
    assert seal("account", digits).split("$")[2] != seal("receipt", digits).split("$")[2]


def test_however_a_number_is_typed_its_digest_is_the_same() -> None:
    assert seal("person", "11010519491231002x") == seal("person", "１１０１０５ 19491231 002Ｘ") == seal("person", ID)
    assert seal("phone", "+86 138-0013-8000") == seal("phone", "13800138000")
    assert seal("receipt", "1234 5678 9012 3456") == seal("receipt", "１２３４５６７８９０１２３４５６")


def test_a_number_is_recognised_and_a_wrong_or_broken_one_is_not() -> None:
    stored = seal("receipt", "1234567890123456")
    assert same("receipt", "1234-5678-9012-3456", stored)
    assert not same("receipt", "1234567890123457", stored)
    assert not same("receipt", "nonsense", stored)


def test_a_number_with_a_wrong_check_digit_has_no_digest() -> None:
    with pytest.raises(ValueError, match="校验位"):
        seal("person", "110105194912310021")


def test_a_delivered_digest_must_look_like_one() -> None:
    with pytest.raises(ValueError, match="64 位"):
        seal_match("person", "abc")


def test_other_keys_give_other_digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = seal("person", ID)
    monkeypatch.setenv("SANSHU_DATA_DIR", str(tmp_path / "elsewhere"))
    assert seal("person", ID).split("$")[1:] != first.split("$")[1:]


def test_sm3_is_used_by_setting_or_its_absence_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSHU_DIGEST_ALGORITHM", "hmac-sm3")
    if "sm3" in hashlib.algorithms_available:
        assert re.fullmatch(r"hmac-sm3\$[0-9a-f]{8}\$[0-9a-f]{64}", seal("person", ID))
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    with pytest.raises(DigestSettingError, match="SM3"):
        seal("person", ID)


def test_an_unknown_algorithm_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSHU_DIGEST_ALGORITHM", "md5")
    with pytest.raises(DigestSettingError, match="md5"):
        seal("person", ID)
