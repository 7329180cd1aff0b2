"""Prove that every message from every live village reaches an active account; exit 1 and name the village if not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feedback.queries.reach import gaps
from sanshu.core import clock
from sanshu.core.roles import ROLE_NAMES, Role


class Command(BaseCommand):
    """`manage.py check_routes`."""

    help = "核对：每个已开通的村（社区），每类留言都能到达在岗的账号。有一处到不了就列出村名并以1退出。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Check; a vacant post counts although the level above covers it for the time being."""
        live, found = gaps(clock.today())
        for gap in found:
            post = ROLE_NAMES[Role(gap.role)]
            self.stderr.write(f"{gap.village}（{gap.code}）：{gap.messages}到不了在岗的人：{gap.place} {post}空缺。")
        if found:
            villages = len({gap.code for gap in found})
            raise CommandError(f"{live} 个已开通单位中有 {villages} 个的留言到不了在岗的人。请安全管理员补齐岗位。")
        self.stdout.write(f"{live} 个已开通单位，每类留言都能到达在岗的人。")
