"""The page of lifecycles says what the tables say."""

from tools.draw_lifecycles import PAGE, lifecycles, page


def test_the_page_of_lifecycles_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.draw_lifecycles"


def test_every_step_that_a_table_allows_is_drawn_and_no_other() -> None:
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    found = [lifecycle for _, lifecycle in lifecycles()]
    assert {lifecycle.name for lifecycle in found} >= {"公开记录", "不公开备案", "留言"}
    assert len(sections) == len(found)
    for section, lifecycle in zip(sections, found, strict=True):
        drawn = {tuple(line.split(" --> ")) for line in map(str.strip, section.splitlines()) if " --> " in line}
        allowed = {(str(old), str(new)) for old, new, may in lifecycle.pairs() if may}
        assert drawn == allowed | {("[*]", str(lifecycle.initial))}
