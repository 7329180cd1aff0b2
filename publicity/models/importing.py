"""An office's file on its way into a draft, sealed while it waits; and how its columns were understood last time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publicity.models.catalogue import Item
from publicity.models.record import Draft
from sanshu.core import clock
from sanshu.core.models import Region


class ImportFile(models.Model):
    """One uploaded file for one draft, readable by its uploader only; its content is gone once taken over, or next day.

    `content` is sealed (AES-256-GCM, bound to the id) and holds personal numbers; nothing else here does. `digest` is
    the SHA-256 of the file. `understanding` says how it is read, in the words of `publicity.importing`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="import_files", verbose_name=_("稿件"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传的人"))
    name = models.CharField(_("文件名"), max_length=120)
    digest = models.CharField(_("文件摘要"), max_length=64)
    content = models.BinaryField(_("密封的内容"), null=True)
    understanding = models.JSONField(_("读法"), default=dict)
    rows_taken = models.PositiveIntegerField(_("导入的行数"), null=True, blank=True)
    at = models.DateTimeField(_("上传时间"), default=clock.now)

    class Meta:
        verbose_name = _("导入的文件")
        verbose_name_plural = _("导入的文件")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "by"], condition=Q(content__isnull=False), name="publicity_import_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True) | Q(rows_taken__isnull=True), name="publicity_import_taken_is_emptied"
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(content__isnull=False), name="publicity_import_waiting"),
        ]

    def __str__(self) -> str:
        """Say the file's name and what it is for."""
        return f"{self.name}（{self.draft_id}）"


class ColumnMemory(models.Model):
    """How a unit's table for an item was understood, by its headings, so that next month nothing has to be said again."""

    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("事项"))
    headings = models.CharField(_("表头摘要"), max_length=64)
    understanding = models.JSONField(_("读法"), default=dict)
    at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = _("记住的表头")
        verbose_name_plural = _("记住的表头")
        constraints = [
            models.UniqueConstraint(fields=["village", "item", "headings"], name="publicity_column_memory_once"),
        ]

    def __str__(self) -> str:
        """Say whose table it is."""
        return f"{self.village_id} {self.item_id}"
