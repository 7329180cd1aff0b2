"""What a defect is: one line of the project, spoiled."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """One line replaced by a wrong one."""

    name: str
    says: str
    file: str
    old: str
    new: str
    test: str
    #: Whether the defect lies in a migration, so that the database must be made anew to have it.
    remakes_database: bool = False
