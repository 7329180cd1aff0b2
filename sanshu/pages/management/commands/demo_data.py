"""`manage.py demo_data`: a lively, made-up province; quick when it is there already."""

import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sanshu.core.commands import refusals_shown
from sanshu.demo.load import province, report
from sanshu.demo.load.family import settle_family
from sanshu.demo.load.messages import play_messages
from sanshu.demo.load.residents import print_codes
from sanshu.demo.load.staff import ask_for_another_handler, enrol
from sanshu.demo.places import UNITS

#: A year is told by several processes at once: the work is the processor's, and each unit stands alone.
PROCESSES = 2


class Command(BaseCommand):
    """Load the demo province."""

    help = "Load a made-up year of forty-one real villages, with people of every role, and write var/demo.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the units whose year this process is to tell, for the command's own use."""
        parser.add_argument("--part", type=int, help="tell only the years of this part of the units")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, saying how far it is."""
        self.begun = time.monotonic()
        with refusals_shown():
            if options["part"] is not None:
                province.tell_years(self._part(options["part"]), say=self.say)
            elif province.is_loaded() and report.path().exists():
                self.say("演示数据已经装好")
            else:
                self._load()

    def _part(self, part: int) -> list[Any]:
        known = province.worlds()
        return [known[code] for code in UNITS[part::PROCESSES]]

    def _load(self) -> None:
        known = province.worlds()
        worlds = list(known.values())
        province.open_calendar()
        self.say(f"开通 {len(worlds)} 个村（社区），补开任务")
        self.say(f"任务 {province.open_year(worlds)} 项，准备人员")
        visited = enrol(worlds)
        ask_for_another_handler()
        self.say("十二个月的公开")
        self._tell_in_parts()
        self.say("留言和预警")
        played = play_messages(known)
        warnings = province.look_over()
        report.write_note(visited, print_codes(), played, settle_family(known))
        province.note_loaded()
        self.say(f"演示数据装好：预警 {warnings} 条，帐号见 {report.path()}")

    def _tell_in_parts(self) -> None:
        manage = settings.BASE_DIR / "manage.py"
        parts = [[sys.executable, str(manage), "demo_data", "--part", str(part)] for part in range(PROCESSES)]
        running = [subprocess.Popen(words) for words in parts]
        try:
            failed = [process.wait() for process in running]
        finally:
            self._stop(running)
        if any(failed):
            raise CommandError("演示数据没有装完，原因见上。再执行一次 demo_data 会接着装。")

    def _stop(self, running: Sequence["subprocess.Popen[bytes]"]) -> None:
        for process in running:
            if process.poll() is None:
                process.terminate()

    def say(self, text: str) -> None:
        """Say how far it is, with the seconds so far."""
        self.stdout.write(f"[{time.monotonic() - self.begun:5.1f} s] {text}")
        self.stdout.flush()
