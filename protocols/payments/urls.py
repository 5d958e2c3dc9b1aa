"""Where customers pay or store a card, and where the provider brings its news."""

from django.urls import path

from protocols.payments import callbacks, cards, pages

urlpatterns = [
    path("pay/<str:secret>", pages.show, name="payment-page"),
    path("pay/<str:secret>/done", pages.come_back, name="payment-done"),
    path("pay/<str:secret>/cancel", pages.give_up, name="payment-cancel"),
    path("card/<str:secret>", cards.show, name="card-page"),
    path("card/<str:secret>/done", cards.come_back, name="card-done"),
    path("payments/callbacks/card/<uuid:reference>", callbacks.receive, name="card-callback"),
]
