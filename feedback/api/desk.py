"""Messages from the desk's side: the inbox by the clock, and what is done with one."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import ListAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from feedback.actions.perform import ACTS, perform
from feedback.api.senders import body_of
from feedback.api.serializers import DeskAct, DeskDetail, DeskDone, DeskMessage
from feedback.models import Message
from feedback.queries.access import readable
from feedback.queries.desk import DESK_ROLES, FILTERS, MINE, desk, desk_view, order_of
from sanshu.core.api import StandardCursor
from sanshu.core.errors import NotAllowed
from sanshu.core.models import User
from sanshu.core.queries.scope import roles_of


class HasDesk(BasePermission):
    """Only who holds a post that reads messages today."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse in Chinese: 401 for a stranger, 403 for somebody without such a post."""
        if not roles_of(_staff(request)) & DESK_ROLES:
            raise NotAllowed("您没有办理留言的岗位。")
        return True


class DeskCursor(StandardCursor):
    """Pages by the order of the filter."""

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        """Give the order of the filter that was asked for."""
        return order_of(request.query_params.get("clock") or MINE)


class DeskMessages(ListAPIView[Message]):
    """The inbox."""

    permission_classes = [HasDesk]
    serializer_class = DeskMessage
    pagination_class = DeskCursor
    queryset = Message.objects.none()

    @extend_schema(operation_id="desk_messages_list", parameters=[OpenApiParameter("clock", str, enum=sorted(FILTERS))])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List what this desk owes a step, the clock that runs out first on top; `all` is all it may read."""
        return super().get(request, *args, **kwargs)

    def filter_queryset(self, queryset: Any) -> Any:
        """Give the messages of the filter."""
        return desk(self.request.user, self.request.query_params.get("clock") or MINE)


class OneDeskMessage(APIView):
    """One message on the desk."""

    permission_classes = [HasDesk]

    @extend_schema(operation_id="desk_messages_read", responses=DeskDetail)
    def get(self, request: Request, message_id: UUID) -> Response:
        """Show all that the offices may know; absent alike for no such message and for another's."""
        user = _staff(request)
        return Response(DeskDetail(desk_view(readable(message_id, user), user)).data)


class DeskAction(APIView):
    """One act on one message."""

    permission_classes = [HasDesk]

    @extend_schema(
        operation_id="desk_messages_act",
        parameters=[OpenApiParameter("act", str, OpenApiParameter.PATH, enum=sorted(ACTS))],
        request=DeskAct,
        responses=DeskDone,
    )
    def post(self, request: Request, message_id: UUID, act: str) -> Response:
        """Do it, or say in Chinese why not; the answer is where the message stands now."""
        perform(act, message_id, by=_staff(request), fields=body_of(request))
        return Response(DeskDone(Message.objects.get(pk=message_id)).data)


def _staff(request: Request) -> User:
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
