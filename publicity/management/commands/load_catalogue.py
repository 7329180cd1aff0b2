"""`load_catalogue FILE`: make a file the current edition of the catalogue."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from publicity.actions.catalogue import load_catalogue
from sanshu.core.commands import refusals_shown


class Command(BaseCommand):
    """Loads the catalogue; a broken file changes nothing."""

    help = "从 JSON 文件载入公开目录；可重复执行；文件有误则逐项说明，且不作任何改动。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        with refusals_shown():
            done = load_catalogue(options["file"])
        self.stdout.write(
            f"公开目录（{done.edition}）：新增 {done.added}，变更 {done.changed}，"
            f"未变 {done.unchanged}，停用 {done.retired}。"
        )
