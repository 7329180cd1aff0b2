"""Addresses of the feedback API, below /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from feedback.api import desk, senders

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", senders.Messages.as_view()),
    path("messages/<uuid:message_id>/", senders.OneMessage.as_view()),
    path("messages/<uuid:message_id>/rating/", senders.Rate.as_view()),
    path("messages/<uuid:message_id>/reopen/", senders.Reopen.as_view()),
    path("messages/<uuid:message_id>/withdraw/", senders.Withdraw.as_view()),
    path("messages/<uuid:message_id>/answer/", senders.Answer.as_view()),
    path("desk/messages/", desk.DeskMessages.as_view()),
    path("desk/messages/<uuid:message_id>/", desk.OneDeskMessage.as_view()),
    path("desk/messages/<uuid:message_id>/<str:act>/", desk.DeskAction.as_view()),
]
