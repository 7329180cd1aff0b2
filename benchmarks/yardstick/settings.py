"""The portal's settings without its middleware and addresses: what a bare Django page costs on the same database."""

from sanshu.settings import *  # noqa: F403

# Only what the query needs: sign-in insists on a middleware of its own.
INSTALLED_APPS = [
    "sanshu.core",
    "publicity",
    "pgtrigger",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
]
MIDDLEWARE = []
ROOT_URLCONF = "benchmarks.yardstick.urls"
WSGI_APPLICATION = "benchmarks.yardstick.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "benchmarks" / "yardstick"],  # noqa: F405
    }
]
