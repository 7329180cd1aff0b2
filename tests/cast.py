"""The small province and the named cast that every test shares. Every person here is made up."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.test import Client

from sanshu.core.clock import SHANGHAI
from sanshu.core.models import Posting, Region, User
from sanshu.core.queries.two_persons import TwoPersons
from sanshu.core.roles import Role

#: The moment at which tests stand unless they say otherwise: a Tuesday, mid-morning.
NOW = datetime(2026, 11, 17, 9, 30, tzinfo=SHANGHAI)
TODAY = NOW.date()
LIVE_FROM = date(2026, 1, 1)

PROVINCE = 210000000000
SHENYANG = 210100000000
ANSHAN = 210300000000
KANGPING = 210123000000
ERNIUSUOKOU = 210123106000
LIUJIAWOBU = 210123106207
AOHANTUN = 210123103204
DONGTA = 210302011004

#: The prefixes of the real regions that make up the small province: three townships of two counties in two cities.
SMALL_PROVINCE = ("210123106", "210123103", "210302011")


def in_small_province(code: str) -> bool:
    """Whether a region of the real file belongs to the small province (or stands above it)."""
    return any(code.startswith(prefix) or prefix.startswith(code) for prefix in SMALL_PROVINCE)


@dataclass
class Cast:
    """Who is who; each made on first use, with one posting since LIVE_FROM."""

    made: dict[str, User] = field(default_factory=dict)

    def staff(self, role: Role, region: int, *, name: str = "") -> User:
        """Give the staff member of a role at a region."""
        login = f"{role.value}-{region}"
        if login not in self.made:
            user = User.objects.create(login=login, kind=User.Kind.STAFF, name=name or f"甲{role.value}")
            Posting.objects.create(user=user, role=role, region_id=region, from_day=LIVE_FROM)
            self.made[login] = user
        return self.made[login]

    def resident(self, village: int = LIUJIAWOBU, *, number: int = 1) -> User:
        """Give a resident of a village."""
        login = f"resident-{village}-{number}"
        if login not in self.made:
            user = User.objects.create(login=login, kind=User.Kind.RESIDENT)
            Posting.objects.create(user=user, role=Role.RESIDENT, region_id=village, from_day=LIVE_FROM)
            self.made[login] = user
        return self.made[login]

    @property
    def clerk(self) -> User:
        """The clerk of 刘家窝堡."""
        return self.staff(Role.CLERK, LIUJIAWOBU)

    @property
    def secretary(self) -> User:
        """The secretary of 刘家窝堡."""
        return self.staff(Role.SECRETARY, LIUJIAWOBU)

    @property
    def oversight(self) -> User:
        """A member of the oversight committee of 刘家窝堡."""
        return self.staff(Role.OVERSIGHT, LIUJIAWOBU)

    @property
    def reviewer(self) -> User:
        """The reviewer of 二牛所口镇."""
        return self.staff(Role.REVIEWER, ERNIUSUOKOU)

    @property
    def handler(self) -> User:
        """The handler of 二牛所口镇."""
        return self.staff(Role.HANDLER, ERNIUSUOKOU)

    @property
    def discipline(self) -> User:
        """The discipline officer of 二牛所口镇."""
        return self.staff(Role.DISCIPLINE, ERNIUSUOKOU)

    @property
    def department(self) -> User:
        """A department of 康平县."""
        return self.staff(Role.DEPARTMENT, KANGPING)

    @property
    def follow_up(self) -> User:
        """The follow-up desk of 康平县."""
        return self.staff(Role.FOLLOW_UP, KANGPING)

    @property
    def inspector(self) -> User:
        """The inspector of 康平县."""
        return self.staff(Role.INSPECTOR, KANGPING)

    @property
    def city_follow_up(self) -> User:
        """The follow-up desk of 沈阳市."""
        return self.staff(Role.FOLLOW_UP, SHENYANG)

    @property
    def city_inspector(self) -> User:
        """The inspector of 沈阳市."""
        return self.staff(Role.INSPECTOR, SHENYANG)

    @property
    def province_inspector(self) -> User:
        """The inspector of the province."""
        return self.staff(Role.INSPECTOR, PROVINCE)

    @property
    def system_admin(self) -> User:
        """The system administrator."""
        return self.staff(Role.SYSTEM_ADMIN, PROVINCE)

    @property
    def security_admin(self) -> User:
        """The security administrator."""
        return self.staff(Role.SECURITY_ADMIN, PROVINCE)

    @property
    def auditor(self) -> User:
        """The auditor."""
        return self.staff(Role.AUDITOR, PROVINCE)

    @property
    def two(self) -> TwoPersons:
        """The two whom a change of who works here takes: one asks, the other confirms."""
        return TwoPersons(asked=self.security_admin, confirmed=self.system_admin)


def village() -> Region:
    """Give 刘家窝堡村."""
    return Region.objects.get(pk=LIUJIAWOBU)


def sign_in(client: Client, user: User) -> Client:
    """Sign a member of the cast in, second factor included."""
    client.force_login(user)
    if user.kind == User.Kind.STAFF:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": NOW.timestamp()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
