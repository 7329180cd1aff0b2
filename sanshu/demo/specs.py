"""The shipped catalogue, read without a database, so that the generators stay pure."""

import json
from functools import cache
from pathlib import Path

import publicity.catalogue as declared

DATA = Path(declared.__file__).parent / "data"


@cache
def specs() -> dict[str, declared.ItemSpec]:
    """Give all 70 items of the shipped edition by code."""
    english = declared.English(**json.loads((DATA / "catalogue_en.json").read_text(encoding="utf-8")))
    items = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
    return {item["code"]: declared.read_spec(declared.combine(item, english)) for item in items}
