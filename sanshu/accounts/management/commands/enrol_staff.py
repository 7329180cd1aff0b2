"""`enrol_staff LOGIN NAME [--forget-second-factor]`: make or renew an account; the password is read from the terminal."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sanshu.accounts.actions.staff import enrol_staff, forget_second_factor_of
from sanshu.core.commands import refusals_shown


class Command(BaseCommand):
    """Makes or renews a staff account; the second factor is set up at first sign-in."""

    help = "建立工作账号；密码从终端或标准输入读取，不出现在命令行里。首次登录时设置动态口令。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the staff number and the name."""
        parser.add_argument("login")
        parser.add_argument("name")
        parser.add_argument(
            "--forget-second-factor", action="store_true", help="丢了手机又没有别的管理员能办时用：动态口令作废。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the password, enrol, and say what comes next."""
        password = getpass.getpass("密码：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        with refusals_shown():
            user = enrol_staff(options["login"], options["name"], password)
            if options["forget_second_factor"]:
                forget_second_factor_of(user.login)
        self.stdout.write(f"已建立：{user.login} {user.name}。授予岗位请用 grant_posting；首次登录时设置动态口令。")
