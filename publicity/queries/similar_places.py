"""Guess which place is meant when nothing bears the name that was typed: it sounds the same, or nearly reads the same."""

import re

from publicity.queries.places import ALL_CODES, CHAIN_COLUMNS, LONGEST_RUN, read_places, words_of
from sanshu.core.models import Region
from sanshu.core.pinyin import readings
from sanshu.core.queries.by_hand import select

MOST_GUESSED = 12
#: More signs than any place here has in its name; fuzzystrmatch refuses words of more than 255.
LONGEST_NAME = 24
_KINDS = re.compile(r"(?<=.)(村民委员会|居民委员会|村委会|居委会|村|社区|镇|乡|街道|县|市|区)$")
_SAID_KINDS = re.compile(r"(?<=[a-z]{2})(cun|shequ|zhen|jiedao)$")
_CHINESE = re.compile(r"[^\x00-\x7f]")
#: How many letters or signs may be wrong in a word of that length.
_SHORT, _MIDDLE = 3, 6

# Bare names are compared, without the word for the kind of place, which people leave out as often as not. A village's
# name ends in 村 and a community's in 社区; the few that do not lose a sign more, and only their guess suffers.
# levenshtein_less_equal gives some number above its limit for what is farther away.
_GUESS = f"""
WITH areas AS MATERIALIZED (
    SELECT code, last_code FROM core_region WHERE level < 5 AND search_keys LIKE ANY(%(areas)s)
), bare AS (
    SELECT code,
        CASE kind WHEN 'village' THEN rtrim(name, '村') WHEN 'community' THEN rtrim(name, '社区')
            ELSE rtrim(name, '镇乡街道县市区') END AS written,
        CASE WHEN kind = 'village' THEN left(pinyin, -3) WHEN kind = 'community' THEN left(pinyin, -5)
            WHEN name LIKE ANY('{{%%镇,%%县}}') THEN left(pinyin, -4) WHEN name LIKE '%%街道' THEN left(pinyin, -6)
            ELSE pinyin END AS said
    FROM core_region WHERE code BETWEEN %(low)s AND %(high)s
), near AS (
    SELECT code, written,
        CASE WHEN said = ANY(%(said)s) THEN 0 WHEN abs(length(said) - %(said_length)s) <= %(said_wrong)s
            THEN levenshtein_less_equal(said, %(usual)s, %(said_wrong)s) END AS by_sound,
        CASE WHEN abs(length(written) - %(length)s) <= %(wrong)s
            THEN levenshtein_less_equal(written, %(written)s, %(wrong)s) END AS by_sign,
        CASE WHEN said LIKE %(part)s THEN %(said_wrong)s END AS by_part
    FROM bare
)
SELECT {CHAIN_COLUMNS} FROM near JOIN core_region r USING (code)
WHERE by_sound <= %(said_wrong)s OR by_sign <= %(wrong)s OR by_part IS NOT NULL
ORDER BY EXISTS (SELECT 1 FROM areas a WHERE r.code > a.code AND r.code <= a.last_code) DESC,
    least(by_sound, by_sign, by_part), levenshtein(r.name, %(typed)s), r.level DESC, r.code
LIMIT %(most)s
"""  # noqa: S608  # the columns are the model's own


def similar_places(text: str, *, within: Region | None = None, same_sound: bool = False) -> list[Region]:
    """Guess at most MOST_GUESSED places for words that `find_places` did not find, the nearest first; one query.

    The last word is the place, those before it lie around it and only sort. A wrong character that sounds the same is
    no difference; else one letter of four to six may be wrong, two of more, and one character of three; with `same_sound` none.
    """
    typed = words_of(text)
    words = [_bare(word)[:LONGEST_NAME] for word in typed]
    usual = _said(words[-1]) if words else ""
    if not usual:
        return []
    low, high = (within.code, within.last_code) if within else (0, ALL_CODES)
    written, said_length = words[-1], len(usual)
    starts, ends = _parted(written)
    said_wrong = 0 if same_sound else _may_be_wrong(said_length)
    wrong = _may_be_wrong(2 * len(written) - 1) if _CHINESE.search(written) and not same_sound else -1
    values = {
        "low": low,
        "high": high,
        "said": [_tail_off(said) for one in (written, *ends) for said in readings(one)],
        "usual": usual,
        "said_length": said_length,
        "said_wrong": said_wrong,
        "typed": typed[-1],
        "written": written,
        "length": len(written),
        "wrong": wrong,
        "part": f"%{usual}%" if said_length > _SHORT and not same_sound else "",
        "areas": [f"% {said}%" for one in (*words[:-1], *starts) for said in readings(one)],
        "most": MOST_GUESSED,
    }
    return read_places(select(_GUESS, values))


def _bare(word: str) -> str:
    return _KINDS.sub("", word)


def _tail_off(said: str) -> str:
    return _SAID_KINDS.sub("", said)


def _said(word: str) -> str:
    return _tail_off(next(iter(readings(word)), ""))


def _parted(word: str) -> tuple[list[str], list[str]]:
    """Give beginnings and ends of what may be a place run together with one above it: `康平刘家窝铺`."""
    if len(word) > LONGEST_RUN or not _CHINESE.search(word):
        return [], []
    places = range(2, len(word) - 2)
    return [word[:place] for place in places], [word[place:] for place in places]


def _may_be_wrong(length: int) -> int:
    return 0 if length <= _SHORT else 1 if length <= _MIDDLE else 2
