"""The portal's settings without its middleware and addresses: what a bare Django page costs on the same database."""

from sanshu.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "benchmarks.yardstick.urls"
WSGI_APPLICATION = "benchmarks.yardstick.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "benchmarks" / "yardstick"],  # noqa: F405
    }
]
