"""Settings of the portal. Everything that differs between machines is an environment variable, read by sanshu.env."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sanshu import env
from sanshu.core import keys
from sanshu.core.log_setup import configure_logging
from sanshu.runtime import discovery

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("SANSHU_DATA_DIR", BASE_DIR / "var")

# --- Mode -------------------------------------------------------------------------------------------------------------
PRODUCTION = env.flag("SANSHU_PRODUCTION", default=False)
DEMO = env.flag("SANSHU_DEMO", default=False)
DEBUG = env.flag("SANSHU_DEBUG", default=False)
HTTPS = env.flag("SANSHU_HTTPS", default=PRODUCTION)
# Outside production a random key is made once and kept in a file; production has no default for a secret.
SECRET_KEY = env.text("SANSHU_SECRET_KEY") if PRODUCTION else keys.key("django-secret").secret.hex()
ALLOWED_HOSTS = env.words("SANSHU_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("SANSHU_ORIGINS", [])
# Part of every page's ETag: a new release is a new page.
RELEASE = env.text("SANSHU_RELEASE", "dev")
SITE_URL = env.text("SANSHU_SITE_URL", "http://localhost:8000")

# --- Applications -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    # Before django.contrib.admin, so that our base_site.html is found first.
    "sanshu.core",
    "sanshu.accounts",
    "publicity",
    "feedback",
    "supervision",
    "sanshu.pages",
    "pgtrigger",
    "publicity.admin.config.WorkAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    # Its templates are found among ours: see FORM_RENDERER.
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "sanshu.core.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "sanshu.pages.middleware.StrictHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanshu.pages.middleware.SizeByAddress",
    "sanshu.pages.middleware.LanguageByAddress",
    "sanshu.pages.counting.CountedByView",
    "sanshu.pages.unchanged.UnchangedFirst",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanshu.accounts.middleware.PrivatePagesMiddleware",
    "sanshu.accounts.middleware.StaffSecondFactorMiddleware",
    "sanshu.pages.demo.middleware.DemoTour",
    "sanshu.pages.middleware.RefusalsAsPages",
]

CSRF_FAILURE_VIEW = "sanshu.pages.views.errors.csrf_failure"
ROOT_URLCONF = "sanshu.urls"
WSGI_APPLICATION = "sanshu.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data -------------------------------------------------------------------------------------------------------------
_database_url = discovery.database_url()
# Without a database only commands that need none run (checks, messages); Django says so for every other.
DATABASES = {"default": env.database(_database_url) if _database_url else {"ENGINE": "django.db.backends.dummy"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Only sign-in uses the cache (allauth: rate limits, used one-time codes); pages are cached by HTTP. It must hold
    # across processes and while Redis is down, so it lives in PostgreSQL.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- Accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # accounts have no email address
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# How residents and staff sign in: see sanshu/accounts.
from sanshu.accounts.allauth_settings import *  # noqa: E402, F403  # the settings of one concern, kept together

SMS_GATEWAY = env.text("SANSHU_SMS_GATEWAY", "sanshu.accounts.gateways.FileGateway")
if env.flag("SANSHU_BEHIND_PROXY", default=False):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- Language, time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
OUTBOX_DIR = DATA_DIR / "outbox"

# --- Transport --------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("SANSHU_BEHIND_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# An uploaded file is held in memory and stored sealed; it never lies readable in a temporary folder. Larger ones are
# not read at all, and a page says so.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024

# --- Worker -----------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = discovery.redis_url() or "redis://127.0.0.1:1/0"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Redelivery after a killed worker within seconds instead of minutes; above the longest task (CELERY_TASK_TIME_LIMIT).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 330,
    "unacked_restore_interval": 3,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
SWEEP_SECONDS = env.integer("SANSHU_SWEEP_SECONDS", 5)
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "supervision.sweep", "schedule": float(SWEEP_SECONDS)}}
if DEMO:
    CELERY_BEAT_SCHEDULE["demo"] = {"task": "demo.act", "schedule": 20.0}

# --- API --------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "sanshu.accounts.api.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "sanshu.core.api.StandardCursor",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "sanshu.core.api.problem_handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "阳光三务 API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "DisclosureCategory": "publicity.models.catalogue.CATEGORIES",
        "RecordStatus": "publicity.models.record.STATUS_CHOICES",
    },
}

# --- Logs -------------------------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
configure_logging(env.text("SANSHU_LOG_LEVEL", "INFO"))
