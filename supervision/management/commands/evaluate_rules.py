"""`evaluate_rules [--region CODE] [--on DATE]`: run every rule now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.core import clock
from sanshu.core.commands import day, refusals_shown, region_code
from sanshu.core.errors import Absent
from sanshu.core.models import Region
from sanshu.core.roles import Level
from supervision.actions.evaluate import evaluate_rules


class Command(BaseCommand):
    """Runs the rules; a second run raises nothing new."""

    help = "立即运行全部预警规则；可以指定区划和日期；重复运行不会产生重复预警。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take region and day."""
        parser.add_argument("--region", type=region_code, default=None)
        parser.add_argument("--on", type=day, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and report each rule's coverage."""
        on = options["on"] or clock.today()
        with refusals_shown():
            regions = _regions(options["region"])
        for region in regions:
            for run in evaluate_rules(region=region, on=on, at=clock.now()):
                self.stdout.write(
                    f"{region.name} {run.rule} v{run.version}：通过 {run.passed}，不通过 {run.failed}，"
                    f"不适用 {run.not_applicable}；新预警 {run.raised}，加重 {run.graver}，原因消除 {run.ceased}。"
                )


def _regions(code: int | None) -> list[Region]:
    if code is None:
        return list(Region.objects.filter(level=Level.PROVINCE))
    region = Region.objects.filter(pk=code).first()
    if region is None:
        raise Absent(f"没有代码为 {code:012d} 的区划，请核对代码。")
    return [region]
