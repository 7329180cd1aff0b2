"""Both kinds of account: residents (phone and code) and staff (number, password, second factor). Never linked."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanshu.core import clock


class UserManager(BaseUserManager["User"]):
    """Makes accounts; which kind is always said."""

    use_in_migrations = True

    def create_staff(self, login: str, *, name: str, password: str) -> "User":
        """Create a staff account: a number, a password; the second factor is enrolled at first sign-in."""
        user = self.model(login=login, name=name, kind=User.Kind.STAFF)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account as allauth asks for it: a resident, who has no password."""
        user = self.model(login=login, kind=User.Kind.RESIDENT, **fields)
        user.set_unusable_password() if password is None else user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """One account. What it may do follows from its postings alone, never from a flag on it."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("居民")
        STAFF = "staff", _("工作人员")

    login = models.CharField(_("登录号"), max_length=64, unique=True)
    kind = models.CharField(_("账号类别"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    office_phone = models.CharField(_("办公电话"), max_length=30, blank=True)
    phone_digest = models.CharField(_("手机号摘要"), max_length=120, null=True, blank=True, unique=True)
    phone_sealed = models.BinaryField(_("手机号（加密）"), null=True, blank=True)
    phone_verified = models.BooleanField(_("手机号已验证"), default=False)
    #: Set while the password is a one-time one: what it opens is the page where another is chosen, until then.
    password_until = models.DateTimeField(_("一次性密码有效期"), null=True, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    date_joined = models.DateTimeField(_("注册时间"), default=clock.now)

    USERNAME_FIELD = "login"
    objects = UserManager()

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="resident") | Q(phone_digest__isnull=True),
                name="core_user_staff_hold_no_phone",
            )
        ]

    def __str__(self) -> str:
        """Say the name, never the phone."""
        return self.name or self.login

    def get_short_name(self) -> str:
        """Give what the admin's greeting says."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether this is a staff account (Django's admin asks)."""
        return self.kind == self.Kind.STAFF

    def joined_before(self, at: datetime) -> bool:
        """Whether the account existed then."""
        return self.date_joined <= at
