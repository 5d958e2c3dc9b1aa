"""Where travellers prove what a letter about their account asked for."""

from django.urls import path

from protocols.accounts import pages

urlpatterns = [
    path("account/verify/<str:proof>", pages.verify, name="account-verify"),
    path("account/renew/<str:proof>", pages.renew, name="account-renew"),
]
