"""`sweep [--at DATETIME]`: all that beat does, once."""

from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sanshu.core import clock
from sanshu.core.commands import refusals_shown
from supervision.actions.sweep import sweep

WORDS = {
    "opened": "新到期公开任务",
    "expired": "到期备案",
    "routed": "转办留言",
    "resumed": "继续办理留言",
    "closed": "自动办结留言",
    "reminded": "提醒",
    "recounted": "重算期限",
    "raised": "新预警",
    "ceased": "原因消除的预警",
    "purged": "清除的登录记录",
    "forgotten": "清除的提交编号",
}


def moment(text: str) -> datetime:
    """Read a moment for argparse; without a zone it is China's time."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是时间，应写成 2026-11-22T09:30 的样子。") from None
    return read if read.tzinfo else read.replace(tzinfo=clock.SHANGHAI)


class Command(BaseCommand):
    """Sweeps once; a second run right after changes nothing."""

    help = "执行一次定时任务要做的全部事项：开立公开任务、到期备案、留言转办与提醒、预警。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the moment."""
        parser.add_argument("--at", type=moment, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and report."""
        with refusals_shown():
            swept = sweep(options["at"])
        if swept.busy:
            raise CommandError("另一次清扫正在进行，这次没有执行。稍后再试。")
        self.stdout.write("清扫：" + "，".join(f"{WORDS[name]} {number}" for name, number in swept.done.items()) + "。")
