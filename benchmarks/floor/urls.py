"""The addresses of the floor."""

from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("ready", views.ready),
    path("row/<reference>", views.read_row),
    path("model/<reference>", views.read_model),
    path("rental/<reference>", views.read_rental),
]
