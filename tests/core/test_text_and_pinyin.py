import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core import text as text_module
from sanshu.core.pinyin import initials, pinyin, search_keys, syllables
from sanshu.core.text import clean, matching_name


def test_what_is_invisible_is_taken_out_and_what_was_written_stays() -> None:
    assert clean("\ufeff王\u200b大\u200e锤\r\n好\x07 ") == "王大锤\n好"
    assert clean("付款\u202e元001\u202c") == "付款元001"
    assert clean("三行\n\t变一行", lines=False) == "三行 变一行"
    assert clean("👨‍👩‍👧 𬱖 ❤️") == "👨‍👩‍👧 𬱖 ❤️"
    assert clean("Z\u0351\u0352\u0353\u0354\u0355algo") == "Z\u0351\u0352\u0353algo"


@pytest.mark.parametrize(
    ("text", "words"), [("a\x00b", "NUL"), ("a\ud800b", "无法识别"), ("长" * 11, "最多 10 个字，现在有 11")]
)
def test_what_cannot_be_stored_is_refused_in_chinese(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        clean(text, longest=10)


@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_the_dots_of_a_name_are_one_dot_when_names_are_compared() -> None:
    assert len({matching_name(f"买买提{dot}艾力") for dot in "·•‧．."}) == 1
    assert matching_name("王 大\u3000锤") == "王大锤"
    assert matching_name("𬱖") == "𬱖"


@pytest.mark.parametrize(
    ("name", "said", "first"),
    [
        ("刘家窝堡村", "liujiawopucun", "ljwpc"),
        ("敖罕屯村", "aohantuncun", "ahtc"),
        ("长滩镇", "changtanzhen", "ctz"),
        ("绿园社区", "lvyuanshequ", "lysq"),
        ("朝阳市", "chaoyangshi", "cys"),
        ("沈阳市", "shenyangshi", "sys"),
        ("单家村", "shanjiacun", "sjc"),
        ("石佛寺", "shifosi", "sfs"),
        ("A区", "aqu", "aq"),
    ],
)
def test_places_are_read_as_people_there_say_them(name: str, said: str, first: str) -> None:
    assert (pinyin(name), initials(name)) == (said, first)


def test_a_place_is_also_found_by_the_reading_of_the_dictionary() -> None:
    assert {"liujiawopu", "ljwp", "liujiawobao", "ljwb"} <= set(search_keys("刘家窝堡"))
    assert search_keys("刘家窝堡")[0] == "liujiawopu"
    assert len(search_keys("堡堡堡堡长长长长")) <= 12


@given(st.text(alphabet="刘家窝堡长滩绿朝阳佛盖县A1-（）𬱖砬", max_size=12))
def test_every_character_gives_one_syllable_of_plain_letters(name: str) -> None:
    said = syllables(name)
    assert len(said) == len(name)
    assert all(syllable == "" or (syllable.isascii() and syllable.isalnum()) for syllable in said)


def test_the_short_way_for_ordinary_text_is_one_because_nothing_of_it_would_be_removed() -> None:
    signs = [sign for sign in map(chr, range(0x110000)) if text_module._ORDINARY.fullmatch(sign)]
    assert len(signs) > 21_000
    assert [sign for sign in signs if text_module._tidied(f"a{sign}a", lines=False) != f"a{sign}a"] == []
