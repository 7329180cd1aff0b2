"""How an office is called where a resident may read it: a place and a post, never a person."""

from sanshu.core.models import Region
from sanshu.core.models.posting import ROLE_LABELS
from sanshu.core.roles import Role

SENDER = "来信人"
_WORDS = dict(ROLE_LABELS)


def office_name(region: Region | None, role: str) -> str:
    """Name the post at a place."""
    return "" if region is None else f"{region.name} {_WORDS[Role(role)]}"
