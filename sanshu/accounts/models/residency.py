"""What a resident calls one of their villages, and how the residency was proved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import Posting


class Residency(models.Model):
    """Beside the posting, which alone gives the right: the resident's own word for the place, and the proof."""

    class Kind(models.TextChoices):
        HOME = "home", _("家乡")
        WORK = "work", _("工作地")
        PARENTS = "parents", _("父母家")
        OTHER = "other", _("别的住处")

    class Proof(models.TextChoices):
        CODE = "code", _("户码")
        TOWNSHIP = "township", _("乡镇当面核对")
        ROSTER = "roster", _("名册")

    posting = models.OneToOneField(
        Posting, models.CASCADE, primary_key=True, related_name="residency", verbose_name=_("岗位授权")
    )
    kind = models.CharField(_("怎么称呼这个村"), max_length=10, choices=Kind.choices)
    proof = models.CharField(_("凭什么登记"), max_length=10, choices=Proof.choices)

    class Meta:
        verbose_name = _("居民登记")
        verbose_name_plural = _("居民登记")

    def __str__(self) -> str:
        """Say the place and what its resident calls it."""
        return f"{self.posting.region.name} {self.get_kind_display()}"
