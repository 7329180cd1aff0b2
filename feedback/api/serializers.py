"""How messages look in the API; what is handed in is checked by `feedback.intake` and the actions."""

from datetime import date
from typing import Any

from rest_framework import serializers

from feedback.actions.send import Receipt
from feedback.models import Message
from feedback.models.outcome import BEST_SCORE
from feedback.queries.desk import DeskView
from feedback.queries.offices import office_name
from feedback.queries.present import SenderView
from feedback.routing import About, Category, Identity
from sanshu.core import clock


class NewMessage(serializers.Serializer[Any]):
    """What a sender hands in."""

    village = serializers.CharField()
    subject = serializers.CharField()
    text = serializers.CharField()
    record = serializers.IntegerField(required=False, allow_null=True)
    row = serializers.CharField(required=False)
    contact = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    about = serializers.ChoiceField([one.value for one in About], default=About.NONE.value)
    identity = serializers.ChoiceField([one.value for one in Identity], default=Identity.ANONYMOUS.value)
    category = serializers.ChoiceField([one.value for one in Category], default=Category.OTHER.value)


class ReceiptOut(serializers.Serializer[Receipt]):
    """The answer to a sending; the code is shown here only."""

    id = serializers.UUIDField()
    receipt_code = serializers.CharField()
    status = serializers.CharField()
    owner_level = serializers.CharField()
    due_on = serializers.DateField()


class TextAt(serializers.Serializer[Any]):
    """A text by an office."""

    at = serializers.DateTimeField()
    office = serializers.CharField()
    text = serializers.CharField()


class QuestionOut(TextAt):
    """A question to the sender and its answer."""

    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class StepAt(serializers.Serializer[Any]):
    """One step of the timeline."""

    at = serializers.DateTimeField()
    status = serializers.CharField(source="new")
    office = serializers.CharField()


class RatingOut(serializers.Serializer[Any]):
    """A grade."""

    score = serializers.IntegerField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class SenderMessage(serializers.Serializer[SenderView]):
    """A message as its sender sees it."""

    id = serializers.UUIDField(source="message.id")
    status = serializers.CharField(source="message.status")
    owner_level = serializers.CharField(source="message.owner_level_word")
    office = serializers.CharField()
    due_on = serializers.DateField(source="message.due_on")
    clock = serializers.CharField(source="message.clock")
    village = serializers.CharField(source="message.village.code_text")
    about = serializers.CharField(source="message.about")
    category = serializers.CharField(source="message.category")
    subject = serializers.CharField(source="message.subject")
    text = serializers.CharField(source="message.text")
    record = serializers.IntegerField(source="message.record_id", allow_null=True)
    row = serializers.CharField(source="message.row")
    created_at = serializers.DateTimeField(source="message.created_at")
    replies = TextAt(many=True)
    questions = QuestionOut(many=True)
    timeline = serializers.SerializerMethodField()
    rating = RatingOut(allow_null=True)
    can = serializers.ListField(child=serializers.CharField())

    def get_timeline(self, view: SenderView) -> list[dict[str, Any]]:
        """Give the changes of status, oldest first."""
        return list(StepAt([entry for entry in view.timeline if entry.new], many=True).data)


class RatingIn(serializers.Serializer[Any]):
    """A grade as handed in."""

    score = serializers.IntegerField(min_value=1, max_value=BEST_SCORE)
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class ReasonIn(serializers.Serializer[Any]):
    """A reason."""

    reason = serializers.CharField()


class TextIn(serializers.Serializer[Any]):
    """A text."""

    text = serializers.CharField()


class DeskMessage(serializers.Serializer[Message]):
    """A message in a desk's list: who owes what until when; never who sent it."""

    id = serializers.UUIDField()
    status = serializers.CharField()
    village = serializers.CharField(source="village.code_text")
    village_name = serializers.CharField(source="village.name")
    about = serializers.CharField()
    category = serializers.CharField()
    identity = serializers.CharField()
    subject = serializers.CharField()
    text = serializers.CharField()
    record = serializers.IntegerField(source="record_id", allow_null=True)
    row = serializers.CharField()
    created_at = serializers.DateTimeField()
    owner_level = serializers.CharField(source="owner_level_word")
    owner_role = serializers.CharField()
    office = serializers.SerializerMethodField()
    handler = serializers.CharField(source="handler.name", default="")
    clock = serializers.CharField()
    due_on = serializers.DateField()
    due_provisional = serializers.BooleanField()
    overdue = serializers.SerializerMethodField()
    reopened = serializers.IntegerField(source="reopened_count")

    def get_office(self, message: Message) -> str:
        """Name the owning office."""
        return office_name(message.owner_region, message.owner_role)

    def get_overdue(self, message: Message) -> bool:
        """Say whether the clock has run out."""
        today: date = clock.today()
        return message.is_open and message.due_on < today


class DeskAct(serializers.Serializer[Any]):
    """What goes with an act; which fields it needs depends on the act."""

    text = serializers.CharField(required=False, allow_blank=True)
    reason = serializers.CharField(required=False, allow_blank=True)
    to = serializers.CharField(required=False, allow_blank=True)
    due_on = serializers.DateField(required=False)
    score = serializers.IntegerField(required=False)


class DeskDone(serializers.Serializer[Message]):
    """Where a message stands after an act."""

    id = serializers.UUIDField()
    status = serializers.CharField()
    owner_level = serializers.CharField(source="owner_level_word")
    clock = serializers.CharField()
    due_on = serializers.DateField()


class BriefOut(serializers.Serializer[Any]):
    """A brief and the village's answer."""

    sent_at = serializers.DateTimeField()
    text = serializers.CharField()
    due_on = serializers.DateField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class FollowUpOut(serializers.Serializer[Any]):
    """A call-back."""

    at = serializers.DateTimeField()
    office = serializers.CharField()
    reached = serializers.BooleanField()
    outcome = serializers.CharField()
    score = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()


class DeskDetail(serializers.Serializer[DeskView]):
    """A message with its history, as its offices see it."""

    message = DeskMessage()
    replies = TextAt(many=True)
    questions = QuestionOut(many=True)
    briefs = BriefOut(many=True)
    notes = TextAt(many=True)
    ratings = RatingOut(many=True)
    follow_ups = FollowUpOut(many=True)
    timeline = StepAt(many=True)
    can = serializers.ListField(child=serializers.CharField())
