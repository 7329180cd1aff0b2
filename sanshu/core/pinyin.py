"""Pinyin and initials of place names, as people here say them, for finding and sorting. Plain letters, v for ü. Pure."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

from pypinyin import Style, lazy_pinyin, load_phrases_dict

#: Readings that the general dictionary gets wrong for places. Checked against the 18,132 names of the shipped file.
_PLACES: dict[str, str] = {
    "重庆": "chong qing",
    "单家": "shan jia",
    "曲家": "qu jia",
    "解家": "xie jia",
    "解放": "jie fang",
    "仇家": "qiu jia",
    "尉家": "yu jia",
    "喀喇沁": "ka la qin",
    "什字": "shi zi",
    "行宫": "xing gong",
}
#: Characters that names of places read in one way whatever stands beside them. 堡 is pù in the villages of the north.
_ALWAYS = {
    "长": "chang",
    "堡": "pu",
    "佛": "fo",
    "都": "du",
    "会": "hui",
    "乐": "le",
    "卜": "bu",
    "咀": "zui",
    "朝": "chao",
}
#: Readings under which people also look for a place.
_ALSO: dict[str, tuple[str, ...]] = {
    "堡": ("bao", "bu"),
    "长": ("zhang",),
    "乐": ("yue",),
    "重": ("chong", "zhong"),
    "圈": ("juan", "quan"),
    "解": ("xie", "jie"),
    "单": ("shan", "dan"),
    "都": ("dou",),
    "厦": ("xia", "sha"),
    "卜": ("bo",),
    "盖": ("gai", "ge"),
    "咀": ("ju",),
    "佛": ("fu",),
    "夹": ("jia", "ga"),
}
_MOST_KEYS = 6
_LETTERS = re.compile(r"[^a-z0-9]")

load_phrases_dict({place: [[syllable] for syllable in said.split()] for place, said in _PLACES.items()})


def syllables(name: str) -> list[str]:
    """Give one syllable for each character: `刘家窝堡` is `liu jia wo pu`; other characters stand for themselves."""
    read = lazy_pinyin(name, style=Style.NORMAL, v_to_u=False, errors=_one_by_one)
    return [_tidy(_ALWAYS.get(sign, syllable)) for sign, syllable in zip(name, read, strict=True)]


def _one_by_one(unknown: str) -> Any:
    # A list is taken as one entry for each character, so that signs and syllables pair up; the stubs only know str.
    return list(unknown)


def _tidy(syllable: str) -> str:
    return _LETTERS.sub("", syllable.lower().replace("ü", "v"))


def pinyin(name: str) -> str:
    """Give the usual reading, in one word: `liujiawopu`."""
    return "".join(syllables(name))


def initials(name: str) -> str:
    """Give the first letter of each syllable: `ljwp`."""
    return _first_letters(syllables(name))


def search_keys(name: str) -> list[str]:
    """List every reading and its initials under which people look for a place, the usual reading first.

    `刘家窝堡` is found by liujiawopu, liujiawobao, ljwp and ljwb. At most six readings.
    """
    words = [word for said in _all_said(name) for word in ("".join(said), _first_letters(said))]
    return list(dict.fromkeys(word for word in words if word))


def readings(name: str) -> list[str]:
    """List the readings alone, the usual one first: `liujiawopu`, `liujiawobao`, `liujiawobu`."""
    return list(dict.fromkeys(word for said in _all_said(name) if (word := "".join(said))))


def _all_said(name: str) -> list[list[str]]:
    choices = [_readings(sign, said) for sign, said in zip(name, syllables(name), strict=True)]
    return [list(said) for said, _ in zip(product(*choices), range(_MOST_KEYS), strict=False)]


def _readings(sign: str, said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((said, *_ALSO.get(sign, ()))))


def _first_letters(said: Iterable[str]) -> str:
    return "".join(syllable[:1] for syllable in said)
