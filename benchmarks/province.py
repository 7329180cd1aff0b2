"""The database the benchmarks measure on: all real regions and the catalogue."""

from django.core.management import call_command
from django.db import connection

from sanshu.core.models import Region

PROVINCE = "210000000000"


def prepare() -> None:
    """Migrate and load; nothing is done twice."""
    call_command("migrate", verbosity=0)
    if not Region.objects.exists():
        call_command("load_regions", "publicity/data/liaoning_regions.csv")
        call_command("load_catalogue", "publicity/data/catalogue.json")


def enrol_everybody() -> None:
    """Let every unit of the province disclose, and let the planner know how many they are."""
    call_command("enrol_regions", PROVINCE, "--from", "2026-01-01")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
