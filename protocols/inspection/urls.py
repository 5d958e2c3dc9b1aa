from django.urls import path

from protocols.inspection import views

urlpatterns = [path(".well-known/jwks.json", views.jwks, name="jwks")]
