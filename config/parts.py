"""What Perron is put together from, the same on every machine: settings that are lists of names."""

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "csp",
    "pgtrigger",
    "pghistory",
    "config",
    "operators",
    "tickets",
    "sales",
    "bookings",
    "support",
    "protocols",
]
MIDDLEWARE = [
    "config.bodiless.BodilessAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.requests.RequestNote",
    "config.csp.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.changes.ChangeContext",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Perron",
    "SERVE_INCLUDE_SCHEMA": False,
    # Each face has a description of its own; one of everything is never served.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Without the badge that would ask an outside host to judge the description.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
}
UNFOLD = {
    "SITE_TITLE": "Perron",
    "SITE_HEADER": "Perron",
    "SITE_SUBHEADER": "Selling and ticketing",
    "SITE_SYMBOL": "train",
    "SITE_URL": None,
    "SHOW_BACK_BUTTON": True,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "config.dashboard.dashboard",
    "SIDEBAR": {"show_search": True, "navigation": "config.navigation.sidebar"},
}
