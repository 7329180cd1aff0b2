"""A posting gives one person one role at one region, from a day, until a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanshu.core.models.choices import translated
from sanshu.core.models.region import Region
from sanshu.core.roles import ROLE_NAMES, Role, office_of


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by day, person and place."""

    def active(self, on: date) -> "PostingQuerySet":
        """Give only what is in force on that day (both ends included) for an account that is active."""
        return self.filter(from_day__lte=on, user__is_active=True).filter(
            Q(until_day__isnull=True) | Q(until_day__gte=on)
        )

    def covering(self, region: Region) -> "PostingQuerySet":
        """Give postings at the region or above it."""
        return self.filter(region__code__lte=region.code, region__last_code__gte=region.code)

    def within(self, region: Region) -> "PostingQuerySet":
        """Give postings at the region or below it."""
        return self.filter(region_id__gte=region.code, region_id__lte=region.last_code)


class Posting(models.Model):
    """One person, one role, one region, from a day, until a day; never changed, only ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("人员"))
    role = models.CharField(_("岗位"), max_length=20, choices=translated(ROLE_NAMES))
    region = models.ForeignKey(Region, models.PROTECT, related_name="postings", verbose_name=_("区划"))
    from_day = models.DateField(_("自"))
    until_day = models.DateField(_("至"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="granted_postings",
        verbose_name=_("申请人"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("确认人"),
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("岗位授权")
        verbose_name_plural = _("岗位授权")
        indexes = [models.Index(fields=["region", "role"], name="core_posting_by_region_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region", "from_day"], name="core_posting_once_per_person_role_region_day"
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="core_posting_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="core_posting_known_role"),
            models.CheckConstraint(
                condition=Q(role="resident")
                | Q(granted_by__isnull=True, confirmed_by__isnull=True)
                | (
                    Q(granted_by__isnull=False, confirmed_by__isnull=False)
                    & ~Q(granted_by=F("user"))
                    & ~Q(confirmed_by=F("user"))
                    & ~Q(confirmed_by=F("granted_by"))
                ),
                name="core_posting_of_staff_is_granted_by_two_others",
            ),
        ]

    def __str__(self) -> str:
        """Say the office: role and place."""
        return office_of(self.region.name, Role(self.role))
