"""What `manage.py check --deploy` refuses in production: built-in text messages, a nameless release, the demo."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import import_string

from sanshu.accounts.gateways import ConsoleGateway, FileGateway

NO_RELEASE = "dev"


@register(Tags.security, deploy=True)
def check_text_messages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a gateway that hands nothing over, and one that can't be found: residents could not sign in."""
    if not settings.PRODUCTION:
        return []
    try:
        gateway = import_string(settings.SMS_GATEWAY)
    except ImportError as problem:
        return [Error(f"SANSHU_SMS_GATEWAY: {problem}", hint="Name a class that can be imported.", id="sanshu.E001")]
    if gateway not in (FileGateway, ConsoleGateway):
        return []
    hint = "Set SANSHU_SMS_GATEWAY to a provider's class: see docs/operations.md."
    return [Error(f"{settings.SMS_GATEWAY} sends no text message to anybody.", hint=hint, id="sanshu.E002")]


@register(Tags.caches, deploy=True)
def check_release(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a deployment without a name of its own: caches would keep pages that older templates drew."""
    if not settings.PRODUCTION or settings.RELEASE != NO_RELEASE:
        return []
    hint = "Set it to what is deployed, such as a date or a commit; another one for each deployment."
    return [Error("SANSHU_RELEASE is not set.", hint=hint, id="sanshu.E003")]


@register(Tags.security, deploy=True)
def check_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse the demo beside real data: its tour signs visitors in as members of staff."""
    if not (settings.PRODUCTION and settings.DEMO):
        return []
    return [Error("SANSHU_DEMO is on in production.", hint="Set SANSHU_DEMO=0.", id="sanshu.E004")]
