"""`rebuild_statistics [--check]`: counters against facts; without --check they are mended."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sanshu.core.models import Region
from supervision.actions.rebuild import Difference, differences, rebuild

SHOWN = 50


class Command(BaseCommand):
    """Checks or mends every counter."""

    help = "按事实重新计算全部计数；加 --check 只核对，不一致时逐条指出并以 1 退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, or mend and report."""
        if not options["check"]:
            self.stdout.write(f"计数已按事实重建，改写 {rebuild()} 行。")
            return
        found = differences()
        if not found:
            self.stdout.write("计数与事实一致。")
            return
        names = Region.objects.in_bulk({difference.village for difference in found[:SHOWN]})
        lines = [_line(difference, names[difference.village]) for difference in found[:SHOWN]]
        raise CommandError("\n".join([f"有 {len(found)} 处计数与事实不一致：", *lines]))


def _line(difference: Difference, village: Region) -> str:
    where = " ".join(difference.where)
    return (
        f"  {village.code_text} {village.full_name} {where} {difference.counter}："
        f"计数 {difference.counted}，事实 {difference.facts}"
    )
