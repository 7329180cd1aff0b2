"""Villages for the tests of the generators, read from the shipped register."""

import csv
from datetime import date
from functools import cache

from sanshu.demo.places import UNITS, Place
from sanshu.demo.specs import DATA
from sanshu.demo.world import World

TODAY = date(2026, 11, 17)


@cache
def register() -> dict[str, dict[str, str]]:
    """Give the shipped register by code."""
    with (DATA / "liaoning_regions.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {line["code"]: line for line in csv.DictReader(stream)}


def place(code: int) -> Place:
    """Give one unit with the names above it."""
    lines = register()
    text = str(code)
    names = [lines[text[:length]]["name"] for length in (9, 6, 4)]
    return Place(code, lines[text]["name"], lines[text]["kind"], *names)


@cache
def world(code: int, today: date = TODAY) -> World:
    """Give the world of one unit on a day."""
    return World(place(code), today)


def worlds(today: date = TODAY) -> list[World]:
    """Give all of the demo province."""
    return [world(code, today) for code in UNITS]
