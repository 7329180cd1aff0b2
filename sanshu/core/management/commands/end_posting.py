"""`end_posting LOGIN ROLE CODE --reason TEXT`: how an administrator's office ends, which nobody ends alone by pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from sanshu.core import clock
from sanshu.core.actions.postings import revoke_posting
from sanshu.core.commands import refusals_shown, region_code
from sanshu.core.models import Posting
from sanshu.core.roles import Role


class Command(BaseCommand):
    """Ends a posting as the machine's operator; it stays in the timeline with its reason."""

    help = "结束一个账号的岗位（三员的岗位只能这样结束；其他岗位由安全管理员办理）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whose, what, where, and why."""
        parser.add_argument("login")
        parser.add_argument("role", type=Role, choices=list(Role))
        parser.add_argument("code", type=region_code)
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """End what is in force or still to come, and say so."""
        held = Posting.objects.filter(
            Q(until_day__isnull=True) | Q(until_day__gte=clock.today()),
            user__login=options["login"],
            role=options["role"],
            region_id=options["code"],
        )
        postings = list(held.select_related("user", "region"))
        if not postings:
            raise CommandError(f"{options['login']} 在那里没有这个岗位，或者已经结束。")
        with refusals_shown():
            for posting in postings:
                revoke_posting(posting.pk, by=None, reason=options["reason"])
        self.stdout.write(f"已结束：{postings[0].user} {postings[0]}。")
