"""Text as people paste it: what is invisible or hostile is removed or refused, what they wrote is kept. Pure."""

import re
import unicodedata

#: Joiners and marks without width. ZWJ and variation selectors stay: emoji and rare characters are built with them.
_ZERO_WIDTH = re.compile("[\u00ad\u180e\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff]")
#: Overrides and isolates that can make text read in another order than it was written.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: What nearly every field holds: printable ASCII, Chinese, its punctuation and full-width forms. Nothing of it is removed.
_ORDINARY = re.compile("[ -~\u3000-\u3029\u3030-\u303e\u4e00-\u9fff\uff01-\uff5e]*")
#: No living script needs more than three marks on one letter.
_MARKS_KEPT = 3


def clean(text: str, *, longest: int | None = None, lines: bool = True) -> str:
    """Give text fit to store: no invisible, re-ordering or control characters, plain line ends, trimmed.

    ValueError in Chinese for a NUL byte, for broken Unicode and for more than `longest` characters. With `lines`
    false, line ends become blanks.
    """
    tidy = text.strip() if _ORDINARY.fullmatch(text) else _tidied(text, lines=lines)
    if longest is not None and len(tidy) > longest:
        raise ValueError(f"最多 {longest} 个字，现在有 {len(tidy)} 个字，请缩短。")
    return tidy


def _tidied(text: str, *, lines: bool) -> str:
    if "\x00" in text:
        raise ValueError("文字里有不可见的空字符（NUL），请重新输入，不要直接粘贴。")
    if _SURROGATE.search(text):
        raise ValueError("文字里有无法识别的字符，请重新输入。")
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    tidy = _CONTROL.sub("", _BIDI.sub("", _ZERO_WIDTH.sub("", tidy)))
    tidy = _cap_marks(tidy)
    return (tidy if lines else re.sub(r"[\n\t]+", " ", tidy)).strip()


def _cap_marks(text: str) -> str:
    if not any(unicodedata.combining(character) for character in text):
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_KEPT:
            kept.append(character)
    return "".join(kept)


#: Dots that people type between the parts of a name (买买提·艾力), to the one that GB 13000 gives for it.
_NAME_DOTS = re.compile("[•‧．∙⋅・･。.]")


def matching_name(name: str) -> str:
    """Give the form of a person's name that is compared: one kind of dot, no blanks, compatibility forms unified."""
    tidy = _NAME_DOTS.sub("·", clean(name, lines=False))
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", tidy))
