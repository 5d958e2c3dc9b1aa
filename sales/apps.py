from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Catalogue, offers, orders, payments and books."""

    name = "sales"
