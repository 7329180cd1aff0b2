"""`enrol_regions CODE --from DATE`: let every unit in a region disclose from a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.core.actions.regions import enrol_regions
from sanshu.core.commands import day, refusals_shown, region_code


class Command(BaseCommand):
    """Enrols units; those enrolled before keep their day."""

    help = "开通一个区划内的全部村和社区；已开通的保持原开通日期。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take code and day."""
        parser.add_argument("code", type=region_code)
        parser.add_argument("--from", dest="from_day", type=day, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Enrol and report."""
        with refusals_shown():
            done = enrol_regions(options["code"], from_day=options["from_day"])
        self.stdout.write(f"开通：新开通 {done.enrolled} 个单位，此前已开通 {done.already} 个。")
