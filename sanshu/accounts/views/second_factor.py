"""Setting up the second factor."""

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse

from sanshu.accounts.second_factor import mark_passed


class SetUpSecondFactor(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """allauth's page; who has set the factor up has shown a code of it, so the session need not ask again."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the factor and let the session pass."""
        answer: HttpResponse = super().form_valid(form)
        mark_passed(self.request, self.request.user)
        return answer


set_up_second_factor = SetUpSecondFactor.as_view()
