"""`import_records FILE --village CODE --item ITEM --period PERIOD [--dry-run]`: a table into a draft, as by the pages."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from publicity.actions.import_command import Wanted, import_table
from sanshu.core.commands import refusals_shown, region_code


class Command(BaseCommand):
    """Checks a table and, unless it is a dry run, takes it over into the draft of its clerk."""

    help = "检查一个表格并导入草稿（不送审）；有错则逐处说明行、列和改法，且什么都不改。--dry-run 只检查。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, what it is for, and what all its rows share."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--village", type=region_code, required=True)
        parser.add_argument("--item", required=True)
        parser.add_argument("--period", required=True)
        parser.add_argument("--by", default="", metavar="LOGIN", help="以谁的名义；默认是该村的报账员")
        parser.add_argument("--set", action="append", default=[], type=_pair, metavar="KEY=VALUE", dest="constants")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report."""
        with refusals_shown():
            done = import_table(
                options["file"],
                Wanted(
                    options["village"], options["item"], options["period"], options["by"], dict(options["constants"])
                ),
                dry_run=options["dry_run"],
            )
        for warning in done.warnings:
            self.stdout.write(f"请再看一眼：{warning}")
        for left in done.left:
            self.stdout.write(f"没有导入：{left}")
        self.stdout.write(f"{'可以导入' if options['dry_run'] else '已导入草稿'}：{done.rows} 行。")


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise ArgumentTypeError(f"“{text}”应写成 栏目=值，例如 status=延续。")
    return key, value
