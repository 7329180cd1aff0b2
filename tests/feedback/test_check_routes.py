"""`check_routes` proves that messages reach people, and fails when one handler is deactivated."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sanshu.core.models import Region, User
from sanshu.core.roles import Role
from tests.cast import ANSHAN, ERNIUSUOKOU, KANGPING, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def staffed(cast: Cast) -> User:
    """Fill every post that messages need; give the handler of 二牛所口镇."""
    for township in Region.objects.filter(level=4):
        cast.staff(Role.HANDLER, township.pk)
    for county in Region.objects.filter(level=3):
        cast.staff(Role.FOLLOW_UP, county.pk)
        cast.staff(Role.INSPECTOR, county.pk)
    return cast.handler


def failure() -> str:
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_routes", stderr=said)
    return said.getvalue()


def test_all_is_well_when_every_post_is_held(staffed: User) -> None:
    said = StringIO()
    call_command("check_routes", stdout=said)
    live = Region.objects.units().live(TODAY).count()
    assert said.getvalue().startswith(f"{live} 个已开通单位")


def test_one_deactivated_handler_fails_and_names_the_villages(staffed: User) -> None:
    User.objects.filter(pk=staffed.pk).update(is_active=False)
    said = failure()
    villages = Region.objects.units().filter(parent=ERNIUSUOKOU)
    assert said.count("\n") == len(villages)
    assert all(village.full_name in said for village in villages)


@pytest.mark.parametrize("role", [Role.FOLLOW_UP, Role.INSPECTOR])
def test_a_county_post_that_ran_out_fails(staffed: User, cast: Cast, role: Role) -> None:
    cast.staff(role, KANGPING).postings.update(until_day=TODAY.replace(day=1))
    assert "康平县" in failure()


def test_a_village_that_is_not_live_needs_nobody(staffed: User) -> None:
    User.objects.filter(pk=staffed.pk).update(is_active=False)
    Region.objects.filter(parent=ERNIUSUOKOU).update(live_from=None)
    call_command("check_routes", stdout=StringIO())


def test_a_post_elsewhere_does_not_help(staffed: User) -> None:
    staffed.postings.update(region_id=ANSHAN)
    assert "二牛所口镇" in failure()
