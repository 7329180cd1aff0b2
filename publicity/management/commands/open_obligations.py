"""`open_obligations --on DATE [--from DATE]`: open what is owed for every period that contains the day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from publicity.actions.obligations import open_obligations
from sanshu.core.commands import day, refusals_shown


class Command(BaseCommand):
    """Opens periodic obligations; safe to repeat."""

    help = "为全部已开通单位开出包含该日的各期公开任务；--from 可补开此前各期；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the days."""
        parser.add_argument("--on", type=day, required=True)
        parser.add_argument("--from", dest="from_day", type=day)

    def handle(self, *args: Any, **options: Any) -> None:
        """Open and report."""
        with refusals_shown():
            done = open_obligations(on=options["on"], from_day=options["from_day"])
        words = "，".join(f"{cadence} {count}" for cadence, count in done.items())
        self.stdout.write(f"新开公开任务：{words}。")
