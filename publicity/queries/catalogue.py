"""Typed specs of items, read once per edition: declarations never change after loading."""

from functools import lru_cache

from publicity.catalogue import ItemSpec, read_spec
from publicity.models import Declaration, Edition
from sanshu.core.errors import Absent


def current_edition() -> Edition:
    """Give the edition in force; raises Absent when none was loaded."""
    edition = Edition.objects.filter(is_current=True).first()
    if edition is None:
        raise Absent("公开目录还没有载入，请先执行 load_catalogue。")
    return edition


@lru_cache(maxsize=512)
def spec_of(code: str, *, edition_id: int) -> ItemSpec:
    """Give what an edition declares of an item; raises Absent for an unknown item."""
    declaration = Declaration.objects.filter(edition_id=edition_id, item__code=code).first()
    if declaration is None:
        raise Absent(f"公开目录里没有编号 {code}。")
    return read_spec(declaration.content)
