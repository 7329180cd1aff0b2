"""`grant_posting LOGIN ROLE CODE [--from DATE] [--until DATE]`: how the first administrators get their office."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sanshu.core import clock
from sanshu.core.actions.postings import grant_posting
from sanshu.core.commands import day, refusals_shown, region_code
from sanshu.core.models import User
from sanshu.core.roles import Role


class Command(BaseCommand):
    """Grants a posting as the machine's operator; afterwards the security administrator does so."""

    help = "给一个账号授予岗位（装机时用；之后由安全管理员办理）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, what, where, and from when."""
        parser.add_argument("login")
        parser.add_argument("role", type=Role, choices=list(Role))
        parser.add_argument("code", type=region_code)
        parser.add_argument("--from", dest="from_day", type=day)
        parser.add_argument("--until", dest="until_day", type=day)

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant and say so."""
        user = User.objects.filter(login=options["login"]).first()
        if user is None:
            raise CommandError(f"没有登录号为 {options['login']} 的账号。")
        with refusals_shown():
            posting = grant_posting(
                user.pk,
                options["role"],
                options["code"],
                by=None,
                from_day=options["from_day"] or clock.today(),
                until_day=options["until_day"],
            )
        self.stdout.write(f"已授予：{user} {posting}，自 {posting.from_day} 起。")
