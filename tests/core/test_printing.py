"""Sheets: every place name has its letters, what has none is said, and a press never makes a request wait long."""

import csv
import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sanshu.core.printing.compositor import NO_SORT, compose, holds, printable
from sanshu.core.printing.press import NoPlace, NotPrinted, Press, Sheet
from sanshu.core.printing.qr import draw
from tests.paper import pdf, text_of

DATA = Path(__file__).parents[2] / "publicity" / "data"
AT = datetime(2026, 11, 17, tzinfo=UTC)
LETTERS = '#set document(title: "t")\n#set text(font: "Noto Sans CJK SC", fallback: false)\n#let values = json(bytes(sys.inputs.values))\n'


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template that sets each of the given texts, and whether a character was missing."""
    file = tmp_path / "plain.typ"
    file.write_text(LETTERS + "#for one in values.texts [#one #parbreak()]\n#if values.unset [GAP]\n", encoding="utf-8")
    return file


def place_names() -> set[str]:
    with (DATA / "liaoning_regions.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {line[column] for line in csv.DictReader(stream) for column in ("name", "official_name")}


def item_names() -> set[str]:
    items = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
    return {item["name"] for item in items} | {item["group"] for item in items}


@pytest.mark.parametrize("names", [place_names, item_names])
def test_the_embedded_font_holds_every_character_of_every_name(names: Any) -> None:
    missing = {sign for name in names() for sign in name if not holds(sign)}
    assert missing == set()


def test_every_character_of_every_place_name_is_really_set(template: Path) -> None:
    signs = sorted({sign for name in place_names() for sign in name})
    assert len(signs) > 1500
    # PDF/UA-1 refuses a sheet with a character that has no shape, so this asks the font a second time.
    made = compose(template, {"texts": ["".join(signs)]}, AT)
    assert set(text_of(made)) >= set(signs)
    assert "GAP" not in text_of(made)


@pytest.mark.parametrize("name", ["红砬子村", "牤牛屯村", "犸虎山", "李𬱖", "𣲗水", "㛃", "〇"])
def test_rare_characters_of_names_are_set(template: Path, name: str) -> None:
    assert name in text_of(compose(template, {"texts": [name]}, AT))


@pytest.mark.parametrize("sign", ["😀", "\ue000", "\U000f0000", "\U00030000", "\ufffe"])
def test_a_character_without_a_shape_is_shown_as_missing_and_said_so(template: Path, sign: str) -> None:
    text = text_of(compose(template, {"texts": [f"王{sign}明"]}, AT))
    assert f"王{NO_SORT}明" in text
    assert "GAP" in text


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x07", "\x00", "\ud800", "\ufeff"])
def test_signs_that_nobody_sees_are_left_out(sign: str) -> None:
    assert printable(f"王{sign}明") == "王明"
    assert unicodedata.category(sign) in {"Cc", "Cf", "Cs"}


def test_a_mark_that_stood_in_the_text_already_is_no_gap(template: Path) -> None:
    assert "GAP" not in text_of(compose(template, {"texts": [f"甲{NO_SORT}乙"]}, AT))


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', "#sys.version", "= 标题 *x* _y_ $z$", '"}) #panic("x")', "\\u{41}"]
)
def test_values_are_words_and_never_code(template: Path, words: str) -> None:
    assert text_of(compose(template, {"texts": [words]}, AT)).startswith(words.replace(" ", ""))


def test_the_same_order_gives_the_same_bytes_and_the_font_travels_along(template: Path) -> None:
    first, again = (compose(template, {"texts": ["刘家窝堡村"]}, AT) for _time in range(2))
    assert first == again
    fonts = pdf(first).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile3" in descriptor.get_object()


def test_a_press_sets_a_sheet_in_a_process_of_its_own(template: Path) -> None:
    made = Press().run(Sheet(template, {"texts": ["砬子村"]}, AT))
    assert "砬子村" in text_of(made)


def test_only_a_sheet_that_anybody_may_read_is_kept_for_the_next_who_asks(template: Path) -> None:
    press = Press(places=1, patience=0)
    for public in (True, False):
        sheet = Sheet(template, {"texts": [f"砬子村{public}"]}, AT, public=public)
        made = press.run(sheet)
        with press.place():
            if public:
                assert press.run(sheet) == made
            else:
                with pytest.raises(NoPlace):
                    press.run(sheet)


def test_the_shelf_lets_go_of_what_nobody_asked_for_longest(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanshu.core.printing.press.KEPT_SHEETS", 1)
    press = Press(places=1, patience=0)
    first, second = (Sheet(template, {"texts": [text]}, AT, public=True) for text in ("一", "二"))
    press.run(first)
    press.run(second)
    with press.place():
        assert "二" in text_of(press.run(second))
        with pytest.raises(NoPlace):
            press.run(first)


def test_a_press_with_no_place_says_so_instead_of_waiting(template: Path) -> None:
    with pytest.raises(NoPlace):
        Press(places=0, patience=0).run(Sheet(template, {"texts": []}, AT))


def test_a_sheet_that_cannot_be_set_gives_its_place_back_and_betrays_no_word(template: Path) -> None:
    press = Press(places=1, patience=0)
    template.write_text(LETTERS + "#panic(values.texts.at(0))", encoding="utf-8")
    for _time in range(2):
        with pytest.raises(NotPrinted) as refused:
            press.run(Sheet(template, {"texts": ["王小明"]}, AT))
        assert str(refused.value) == "plain.typ:4:1 (plain.typ)"


def test_a_compositor_has_none_of_the_portals_variables(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSHU_SECRET_KEY", "x" * 50)
    template.write_text(LETTERS + "#repr(sys.inputs.keys())", encoding="utf-8")
    assert text_of(Press().run(Sheet(template, {"texts": []}, AT))) == '("values",)'


def test_a_code_is_a_drawing_without_a_file() -> None:
    drawing = draw("https://example.org/villages/210123106207/")
    assert drawing.startswith("<svg")
    assert "http://www.w3.org/2000/svg" in drawing
    assert draw("https://example.org/a") != draw("https://example.org/b")
