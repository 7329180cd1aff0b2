"""The stock admin as an app, on a site of ours."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class WorkAdminConfig(AdminConfig):
    """Postings alone open the admin, and its first page is the day's work."""

    default_site = "publicity.admin.site.PostingSite"

    def ready(self) -> None:
        """Register the stock lists; not in the package itself, which the site is imported from."""
        super().ready()
        import_module("publicity.admin.registered")
