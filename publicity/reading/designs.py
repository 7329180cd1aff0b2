"""One design for each of the seven structures, and how a disclosure is laid out by its own. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from publicity.catalogue import ItemSpec
from publicity.display import Language
from publicity.masking import Shown
from publicity.reading import article, assets, beneficiaries, ledger, meeting, project, roster
from publicity.reading.common import Common, Design, Sheet, common_of
from publicity.reading.listing import Asked, Part, choose
from publicity.reading.values import Values

DESIGNS: dict[str, Design] = {
    "text": article.DESIGN,
    "ledger": ledger.DESIGN,
    "beneficiaries": beneficiaries.DESIGN,
    "project": project.DESIGN,
    "assets": assets.DESIGN,
    "roster": roster.DESIGN,
    "meeting": meeting.DESIGN,
}
_PERIODS = ("month", "year")
#: Whose month or year is the period, which the title says.
_PERIODIC = frozenset({"monthly", "yearly"})


@dataclass(frozen=True)
class Reading:
    """A disclosure laid out: what its structure puts on top, what any header may hold, and the part of the rows."""

    structure: str
    head: object
    common: Common
    part: Part
    lines: tuple[object, ...]
    total: dict[str, Decimal]
    asked: Asked
    has_rows: bool

    @property
    def template(self) -> str:
        """Name the template of the structure's design."""
        return f"public/reading/{self.structure}.html"

    @property
    def is_searched(self) -> bool:
        """Whether only some of the rows were asked for."""
        return bool(self.asked.words or self.asked.group)


def read(spec: ItemSpec, shown: Shown, asked: Asked, *, language: Language, on: date) -> Reading:
    """Lay out what a viewer may see of a disclosure by the design of its structure; `on` is the day of reading."""
    design = DESIGNS[spec.structure]
    rows = shown.rows or ()
    fields = Values(shown.field_specs, shown.fields, language)
    periods = fields.take_all(*_PERIODS)
    sheet = Sheet(fields, shown.fields, shown.field_specs, rows, shown.row_specs, language, on)
    head = design.head(sheet)
    common = common_of(sheet)
    if spec.frequency not in _PERIODIC:
        common = replace(common, facts=(*periods, *common.facts))
    ordered = design.in_order(rows)
    part = choose(ordered, shown.row_specs, asked, group_keys=design.groups, language=language)
    lines = tuple(map(design.lines(sheet, ordered), part.rows))
    total = design.total(sheet, part.chosen)
    return Reading(spec.structure, head, common, part, lines, total, asked, has_rows=bool(rows))
