"""Addresses of sign-in, second factor and residency. Only what is used: allauth's other pages have no address."""

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path

from sanshu.accounts.views.counter import resident_request, resident_requests
from sanshu.accounts.views.household import household
from sanshu.accounts.views.in_person import ask_comparison, withdraw
from sanshu.accounts.views.number import own_number
from sanshu.accounts.views.password import change_password
from sanshu.accounts.views.phone import phone_code, phone_sign_in
from sanshu.accounts.views.print_codes import print_household_codes
from sanshu.accounts.views.second_factor import set_up_second_factor

urlpatterns: list[URLPattern | URLResolver] = [
    path("phone/", phone_sign_in, name="phone_sign_in"),
    path("phone/code/", phone_code, name="phone_code"),
    path("household/", household, name="household"),
    path("household/print/", print_household_codes, name="print_household_codes"),
    path("number/", own_number, name="own-number"),
    path("number/compare/", ask_comparison, name="ask-comparison"),
    path("requests/<int:request_id>/withdraw/", withdraw, name="withdraw-request"),
    path("residents/", resident_requests, name="resident-requests"),
    path("residents/<int:request_id>/", resident_request, name="resident-request"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", change_password, name="account_change_password"),
    path("2fa/totp/activate/", set_up_second_factor, name="mfa_activate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
]
