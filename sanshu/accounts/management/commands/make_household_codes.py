"""`make_household_codes CODE --count N [--expires DATE]`: print one-time codes for the households of a village."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.accounts.actions.household import make_household_codes
from sanshu.core.commands import day, refusals_shown, region_code


class Command(BaseCommand):
    """Prints the codes, one a line; only their digests are kept, so this is the one time they can be read."""

    help = "为一个村（社区）制作一次性户码并打印出来；系统只保存摘要，以后无法再次显示。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the village, how many, and until when."""
        parser.add_argument("code", type=region_code)
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--expires", type=day)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and print."""
        with refusals_shown():
            codes = make_household_codes(
                options["code"], count=options["count"], by=None, expires_on=options["expires"]
            )
        for code in codes:
            self.stdout.write(code)
