"""Messages from the sender's side: send, follow, grade, object, take back."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from feedback.actions.finish import reopen_by_sender, withdraw_message
from feedback.actions.handle import answer_question
from feedback.actions.rate import rate_message
from feedback.actions.send import send_message
from feedback.api.serializers import NewMessage, RatingIn, ReasonIn, ReceiptOut, SenderMessage, TextIn
from feedback.intake import LONGEST_SUBJECT, read_draft, read_key
from feedback.lifecycle import MessageStatus
from feedback.queries.present import sender_view
from feedback.queries.proofs import sender_of
from feedback.queries.sender import Sender, own_message
from sanshu.core.errors import Invalid

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)
CODE = OpenApiParameter("Receipt-Code", str, OpenApiParameter.HEADER, description="or the sender's session")


def body_of(request: Request) -> dict[str, Any]:
    """Give the JSON object that was sent; Invalid for anything else."""
    if not isinstance(request.data, dict):
        raise Invalid("请求的内容应是一个 JSON 对象。")
    return dict(request.data)


def _sender(request: Request) -> Sender:
    return sender_of(request.session, request.user, code=request.headers.get("Receipt-Code", ""))


class Messages(APIView):
    """Send a message."""

    @extend_schema(operation_id="messages_send", parameters=[KEY], request=NewMessage, responses={201: ReceiptOut})
    def post(self, request: Request) -> Response:
        """Accept a message from anybody; with the same key and content the answer is the same."""
        key = read_key(request.headers.get("Idempotency-Key"))
        fields = body_of(request)
        if not str(fields.get("subject") or "").strip():
            raise Invalid(
                "留言没有提交，请按提示修改。", errors={"subject": [f"请写标题，最多{LONGEST_SUBJECT}个字。"]}
            )
        receipt = send_message(read_draft(fields), key=key, by=request.user)
        answer = {
            "id": receipt.message.pk,
            "receipt_code": receipt.code,
            "status": MessageStatus.RECEIVED,
            "owner_level": receipt.owner_level,
            "due_on": receipt.due_on,
        }
        return Response(ReceiptOut(answer).data, status=status.HTTP_201_CREATED)  # type: ignore[arg-type]


class OneMessage(APIView):
    """Follow one's own message."""

    @extend_schema(operation_id="messages_follow", parameters=[CODE], responses=SenderMessage)
    def get(self, request: Request, message_id: UUID) -> Response:
        """Show the sender where it stands; absent alike for a wrong code and for no such message."""
        return Response(SenderMessage(sender_view(own_message(message_id, _sender(request)))).data)


class SenderAct(APIView):
    """Something only the sender does; the answer is the message as it stands then."""

    def _answer(self, request: Request, message_id: UUID, code: int = status.HTTP_200_OK) -> Response:
        view = sender_view(own_message(message_id, _sender(request)))
        return Response(SenderMessage(view).data, status=code)


class Rate(SenderAct):
    """Grade the answer."""

    @extend_schema(operation_id="messages_rate", parameters=[CODE], request=RatingIn, responses={201: SenderMessage})
    def post(self, request: Request, message_id: UUID) -> Response:
        """Grade from 1 to 5; 1 and 2 need a reason."""
        sender = _sender(request)
        own_message(message_id, sender)
        given = RatingIn(data=body_of(request))
        given.is_valid(raise_exception=True)
        rate_message(message_id, sender=sender, **given.validated_data)
        return self._answer(request, message_id, status.HTTP_201_CREATED)


class Reopen(SenderAct):
    """Object to the answer."""

    @extend_schema(operation_id="messages_reopen", parameters=[CODE], request=ReasonIn, responses=SenderMessage)
    def post(self, request: Request, message_id: UUID) -> Response:
        """Send the message back to work, a level higher."""
        reason = str(body_of(request).get("reason") or "")
        reopen_by_sender(message_id, sender=_sender(request), reason=reason)
        return self._answer(request, message_id)


class Withdraw(SenderAct):
    """Take the message back."""

    @extend_schema(operation_id="messages_withdraw", parameters=[CODE], request=None, responses=SenderMessage)
    def post(self, request: Request, message_id: UUID) -> Response:
        """End the message at the sender's wish."""
        withdraw_message(message_id, sender=_sender(request))
        return self._answer(request, message_id)


class Answer(SenderAct):
    """Answer what an office asked."""

    @extend_schema(operation_id="messages_answer", parameters=[CODE], request=TextIn, responses=SenderMessage)
    def post(self, request: Request, message_id: UUID) -> Response:
        """Add what was asked for; the clock of the reply goes on."""
        text = str(body_of(request).get("text") or "")
        answer_question(message_id, sender=_sender(request), text=text)
        return self._answer(request, message_id)
