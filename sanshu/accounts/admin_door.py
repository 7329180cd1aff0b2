"""Django's admin has a sign-in page of its own, without second factor or rate limit: it leads to ours instead."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
