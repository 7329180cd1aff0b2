"""Roles and levels: the words a posting is made of. Pure."""

from enum import IntEnum, StrEnum


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
