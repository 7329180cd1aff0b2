"""The stock admin as an app, on a site of ours."""

from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig


class WorkAdminConfig(SimpleAdminConfig):
    """Postings alone open the admin, its first page is the day's work, and only our own lists stand in it.

    The lists that other packages bring along (groups, e-mail addresses, second factors) are not looked for: no posting
    opens them.
    """

    default_site = "publicity.admin.site.PostingSite"

    def ready(self) -> None:
        """Register the stock lists; not in the package itself, which the site is imported from."""
        super().ready()
        import_module("publicity.admin.registered")
