"""`issue_token LOGIN [--revoke]`: a bearer token for the API, printed once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.accounts.actions.tokens import issue_token, revoke_tokens
from sanshu.core.commands import refusals_shown


class Command(BaseCommand):
    """Prints a token with which a program acts for a member of staff, for 90 days."""

    help = "为一个工作账号签发接口令牌（90 天有效，只显示一次）；--revoke 吊销其全部令牌。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the staff number."""
        parser.add_argument("login")
        parser.add_argument("--revoke", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue or revoke."""
        if options["revoke"]:
            self.stdout.write(f"已吊销 {revoke_tokens(options['login'])} 个令牌。")
            return
        with refusals_shown():
            self.stdout.write(issue_token(options["login"]))
