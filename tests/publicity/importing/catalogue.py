"""The catalogue as it is shipped, read without a database."""

import json
from functools import lru_cache
from pathlib import Path

from publicity.catalogue import English, ItemSpec, combine, read_spec
from tests.conftest import DATA


@lru_cache(maxsize=1)
def every_item() -> dict[str, ItemSpec]:
    """Give all 70 items by code."""
    english = English(**json.loads(Path(DATA / "catalogue_en.json").read_text(encoding="utf-8")))
    raw = json.loads(Path(DATA / "catalogue.json").read_text(encoding="utf-8"))
    return {one["code"]: read_spec(combine(one, english)) for one in raw}


def an_item(code: str) -> ItemSpec:
    """Give one item."""
    return every_item()[code]
