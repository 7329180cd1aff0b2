"""How an office is called where a resident may read it: a place and a post, never a person."""

from sanshu.core.models import Region
from sanshu.core.roles import Role, office_of

SENDER = "来信人"


def office_name(region: Region | None, role: str) -> str:
    """Name the post at a place."""
    return "" if region is None else office_of(region.name, Role(role))
