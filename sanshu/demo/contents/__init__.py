"""What each of the 70 items holds in a village, for a period: written by hand where figures must agree, filled otherwise."""

from publicity.catalogue import ItemSpec
from sanshu.demo.contents.base import Content, Maker, Task
from sanshu.demo.contents.benefits import BENEFITS
from sanshu.demo.contents.contracts import CONTRACTS
from sanshu.demo.contents.deals import DEALS
from sanshu.demo.contents.estate import ESTATE
from sanshu.demo.contents.farming import FARMING
from sanshu.demo.contents.generic import complete
from sanshu.demo.contents.ledgers import LEDGERS
from sanshu.demo.contents.meetings import MEETINGS
from sanshu.demo.contents.projects import PROJECTS
from sanshu.demo.contents.small import SMALL
from sanshu.demo.contents.statements import STATEMENTS
from sanshu.demo.contents.work import WORK

MAKERS: dict[str, Maker] = {
    **LEDGERS,
    **ESTATE,
    **STATEMENTS,
    **BENEFITS,
    **FARMING,
    **PROJECTS,
    **CONTRACTS,
    **DEALS,
    **WORK,
    **MEETINGS,
    **SMALL,
}

__all__ = ["MAKERS", "Content", "Task", "content_of"]


def content_of(spec: ItemSpec, task: Task) -> Content | None:
    """Give the content of one disclosure, complete by the item's declaration; None where nothing happened."""
    maker = MAKERS.get(spec.code)
    content = maker(task) if maker else Content()
    return None if content is None else complete(spec, content, task)
