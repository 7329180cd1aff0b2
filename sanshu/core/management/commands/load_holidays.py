"""`load_holidays [--year YEAR]`: load the working calendar, and warn about a year that is still missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.core import clock
from sanshu.core.actions.holidays import load_holidays
from sanshu.core.commands import refusals_shown
from sanshu.core.holidays import known_years
from sanshu.core.queries.calendar import missing_years


class Command(BaseCommand):
    """Loads the years that the package knows, from last year on; running it again changes nothing."""

    help = "载入放假安排；尚未公布的年份按周一至周五推算并给出提醒。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one year, or all that matter."""
        parser.add_argument("--year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, report, and warn."""
        first = clock.today().year - 1
        years = [options["year"]] if options["year"] else sorted(year for year in known_years() if year >= first)
        for year in years:
            with refusals_shown():
                done = load_holidays(year)
            self.stdout.write(f"{year} 年：新增 {done.added} 天，更改 {done.changed} 天，删除 {done.removed} 天。")
        for year in missing_years():
            self.stderr.write(
                self.style.WARNING(f"{year} 年的放假安排尚未载入：落在该年的期限暂按周一至周五推算，公布后请再次运行。")
            )
