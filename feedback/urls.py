"""Addresses of the feedback pages."""

from django.urls import URLPattern, URLResolver, path

from feedback.views import ask, briefs, desk, follow

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/new/", ask.ask, name="message-new"),
    path("messages/track/", follow.track, name="message-track"),
    path("messages/leave/", follow.leave, name="message-leave"),
    path("messages/<uuid:message_id>/", follow.follow, name="message"),
    path("messages/<uuid:message_id>/<str:act>/", follow.act, name="message-act"),
    path("desk/", desk.inbox, name="desk"),
    path("desk/briefs/", briefs.briefs, name="desk-briefs"),
    path("desk/briefs/<uuid:brief_id>/", briefs.brief, name="desk-brief"),
    path("desk/messages/<uuid:message_id>/", desk.message, name="desk-message"),
    path("desk/messages/<uuid:message_id>/identity/", desk.identity, name="desk-identity"),
    path("desk/messages/<uuid:message_id>/<str:act>/", desk.act, name="desk-act"),
]
