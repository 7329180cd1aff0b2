"""Stock lists of the admin, read-only and narrowed to the places a person works at."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from publicity.models import Record
from publicity.queries.records import known_to_staff
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import ranges_for

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Record]
else:
    Base = admin.ModelAdmin


@admin.register(Record)
class RecordAdmin(Base):
    """Find a record of one's places; each line leads to its work page."""

    list_display = ("item", "village", "period", "status", "published_at")
    list_filter = ("status", "category")
    list_select_related = ("village", "item")
    search_fields = ("title", "village__name")
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        """Give the records of the person's places."""
        return known_to_staff(request.user) if isinstance(request.user, User) else Record.objects.none()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the work page, which knows what may be done."""
        return redirect("admin:work_record", record_id=int(object_id) if object_id.isdigit() else 0)

    def has_view_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        """Let whoever may see obligations somewhere see the list."""
        return isinstance(request.user, User) and bool(ranges_for(request.user, Act.SEE_OBLIGATIONS))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the list where it may be seen."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: records begin on what is owed."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        """Nobody: only actions change a record."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        """Nobody, ever."""
        return False
