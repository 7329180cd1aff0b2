"""`load_regions FILE`: bring the regions in line with a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.core.actions.regions import load_regions
from sanshu.core.commands import refusals_shown


class Command(BaseCommand):
    """Loads regions; a broken file changes nothing."""

    help = "从 CSV 文件载入行政区划；可重复执行；文件有误则逐行说明，且不作任何改动。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        with refusals_shown():
            done = load_regions(options["file"])
        self.stdout.write(
            f"区划：新增 {done.added}，变更 {done.changed}，未变 {done.unchanged}，文件中没有的 {done.absent}。"
        )
