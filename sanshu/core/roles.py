"""Roles and levels: the words a posting is made of. Pure."""

from enum import IntEnum, StrEnum

from sanshu.core.marks import gettext_noop as _


class Level(IntEnum):
    """The five levels of administration, from the province down to the unit that discloses."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


LEVEL_WORDS: dict[Level, str] = {
    Level.PROVINCE: "province",
    Level.CITY: "city",
    Level.COUNTY: "county",
    Level.TOWNSHIP: "township",
    Level.VILLAGE: "village",
}


class Role(StrEnum):
    """What one person may be at one region, from a day, until a day."""

    RESIDENT = "resident"
    CLERK = "clerk"
    SECRETARY = "secretary"
    OVERSIGHT = "oversight"
    REVIEWER = "reviewer"
    HANDLER = "handler"
    DISCIPLINE = "discipline"
    DEPARTMENT = "department"
    FOLLOW_UP = "follow_up"
    INSPECTOR = "inspector"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


#: How each post is called; stored with what its holder did, and shown in the reader's language.
ROLE_NAMES: dict[Role, str] = {
    Role.RESIDENT: _("居民"),
    Role.CLERK: _("报账员（文书）"),
    Role.SECRETARY: _("党组织书记"),
    Role.OVERSIGHT: _("监督委员会成员"),
    Role.REVIEWER: _("乡镇审核发布岗"),
    Role.HANDLER: _("乡镇受理岗"),
    Role.DISCIPLINE: _("乡镇纪检岗"),
    Role.DEPARTMENT: _("县级部门"),
    Role.FOLLOW_UP: _("回访岗"),
    Role.INSPECTOR: _("监督检查岗"),
    Role.SYSTEM_ADMIN: _("系统管理员"),
    Role.SECURITY_ADMIN: _("安全管理员"),
    Role.AUDITOR: _("审计员"),
}


def office_of(place: str, role: Role) -> str:
    """Name the office of a role at a place: 二牛所口镇 受理岗. The place says itself whether it is a township."""
    return f"{place} {ROLE_NAMES[role].removeprefix('乡镇')}"


#: At which levels a role may be posted; a posting anywhere else is refused.
LEVELS_OF: dict[Role, frozenset[Level]] = {
    Role.RESIDENT: frozenset({Level.VILLAGE}),
    Role.CLERK: frozenset({Level.VILLAGE}),
    Role.SECRETARY: frozenset({Level.VILLAGE}),
    Role.OVERSIGHT: frozenset({Level.VILLAGE}),
    Role.REVIEWER: frozenset({Level.TOWNSHIP}),
    Role.HANDLER: frozenset({Level.TOWNSHIP}),
    Role.DISCIPLINE: frozenset({Level.TOWNSHIP}),
    Role.DEPARTMENT: frozenset({Level.COUNTY}),
    Role.FOLLOW_UP: frozenset({Level.COUNTY, Level.CITY}),
    Role.INSPECTOR: frozenset({Level.COUNTY, Level.CITY, Level.PROVINCE}),
    Role.SYSTEM_ADMIN: frozenset({Level.PROVINCE}),
    Role.SECURITY_ADMIN: frozenset({Level.PROVINCE}),
    Role.AUDITOR: frozenset({Level.PROVINCE}),
}

VILLAGE_ROLES = frozenset({Role.CLERK, Role.SECRETARY, Role.OVERSIGHT})
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
STAFF_ROLES = frozenset(Role) - {Role.RESIDENT}
