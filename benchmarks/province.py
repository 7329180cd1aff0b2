"""The database the benchmarks measure on: all real regions and the catalogue."""

from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet

from publicity.models import Obligation, Record
from sanshu.core import clock
from sanshu.core.models import Region
from sanshu.demo.load.province import worlds

PROVINCE = "210000000000"


def prepare() -> None:
    """Migrate and load; nothing is done twice."""
    call_command("migrate", verbosity=0)
    if not Region.objects.exists():
        call_command("load_regions", "publicity/data/liaoning_regions.csv")
        call_command("load_catalogue", "publicity/data/catalogue.json")


def not_begun() -> QuerySet[Obligation]:
    """Give what units of the demo province owe for a time that is over, and nobody has begun or filed."""
    owed = Obligation.objects.unmet().filter(
        region__in=worlds(), period_end__lt=clock.today(), filed_until__isnull=True
    )
    free = owed.exclude(pk__in=Record.objects.standing().values("obligation"))
    return free.select_related("item").order_by("pk")


def enrol_everybody() -> None:
    """Let every unit of the province disclose, and let the planner know how many they are."""
    call_command("enrol_regions", PROVINCE, "--from", "2026-01-01")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
