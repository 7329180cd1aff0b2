"""The resident's own identity number, as far as anything of it is kept: one sealed digest, for looking up one's rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnNumber(models.Model):
    """At most one for an account. `sealed` holds the digest that lists hold, encrypted and bound to this account.

    Whoever has the database alone can't join accounts with lists (see `docs/adr/0013-the-number-of-a-resident.md`).
    `is_confirmed` says that an officer of the township held the card and the person side by side.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="own_number",
        verbose_name=_("账号"),
    )
    sealed = models.TextField(_("密封的摘要"))
    registered_at = models.DateTimeField(_("登记时间"))
    is_confirmed = models.BooleanField(_("乡镇当面核对过"), default=False)

    class Meta:
        verbose_name = _("本人号码")
        verbose_name_plural = _("本人号码")

    def __str__(self) -> str:
        """Say since when there is one, nothing else."""
        return f"{self.registered_at:%Y-%m-%d}"
