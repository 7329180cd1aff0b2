"""Who must sign what: the catalogue's approval stations, in the catalogue's own words. Pure."""

from publicity.catalogue import ItemSpec
from sanshu.core.roles import Role

#: Stations that are people of this system; each that an item names must act. Any other is a tick by the reviewer.
ROLE_OF_STATION: dict[str, Role] = {
    "村(社区)党组织书记": Role.SECRETARY,
    "村(居)务监督委员会": Role.OVERSIGHT,
    "乡镇(街道)审核发布岗": Role.REVIEWER,
}
STATION_OF_ROLE: dict[Role, str] = {role: station for station, role in ROLE_OF_STATION.items()}
#: What signs in the village before the township sees it.
ENDORSERS = frozenset({Role.SECRETARY, Role.OVERSIGHT})


def endorsements_needed(spec: ItemSpec) -> tuple[str, ...]:
    """Give the stations that must endorse in the village, in the catalogue's order."""
    return tuple(station for station in spec.needs_approval if ROLE_OF_STATION.get(station) in ENDORSERS)


def ticks_needed(spec: ItemSpec) -> tuple[str, ...]:
    """Give the stations outside this system, for which the reviewer enters office and date."""
    return tuple(station for station in spec.needs_approval if station not in ROLE_OF_STATION)
