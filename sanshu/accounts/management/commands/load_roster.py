"""`load_roster FILE --village CODE`: let a village's roster be these digests."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.accounts.actions.roster import load_roster
from sanshu.core.commands import refusals_shown, region_code
from sanshu.core.errors import Invalid


class Command(BaseCommand):
    """Loads a village's roster of residents, made by a department with the match key alone; no number is taken."""

    help = "载入一个村（社区）的居民名册：每行一个用比对密钥算好的64位摘要；不收身份证号。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the village."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--village", type=region_code, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many entries that changed."""
        with refusals_shown():
            loaded = load_roster(options["village"], _lines(options["file"]))
        self.stdout.write(f"名册：新增 {loaded.new}，未变 {loaded.kept}，去掉 {loaded.gone}。")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as problem:
        raise Invalid(f"读不了文件 {file}（{problem.strerror}）。") from problem
    except UnicodeDecodeError as problem:
        raise Invalid(f"{file} 不是 UTF-8 文本。") from problem
