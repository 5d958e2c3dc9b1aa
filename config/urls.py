"""Every address: the admin, health, and one line for each protocol face."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config import docs, health
from config.login import login
from config.metrics.page import metrics

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/login/", login, name="admin-login"),
    path("admin/", admin.site.urls),
    path("docs/", docs.index, name="docs"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics, name="metrics"),
    path("", include("protocols.accounts.urls")),
    path("", include("protocols.inspection.urls")),
    path("", include("protocols.maas_tsp.urls")),
    path("", include("protocols.oauth.urls")),
    path("", include("protocols.payments.urls")),
    path("", include("protocols.sales.urls")),
    path("", include("protocols.tomp.urls")),
    path("", include("protocols.traveller.urls")),
    path("", include("protocols.tripgo.urls")),
]
