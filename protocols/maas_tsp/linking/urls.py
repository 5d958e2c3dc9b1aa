"""Where travellers link their accounts."""

from django.urls import path

from protocols.maas_tsp.linking import pages

urlpatterns = [
    path("link/<str:secret>", pages.link, name="maas-link"),
    path("link/<str:secret>/open", pages.open_account, name="maas-link-open"),
    path("link/<str:secret>/forgot", pages.forgot, name="maas-link-forgot"),
    path("link/<str:secret>/refuse", pages.refuse, name="maas-link-refuse"),
]
