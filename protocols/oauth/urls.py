from django.urls import path

from protocols.oauth import views

urlpatterns = [
    path("oauth/token", views.token, name="oauth-token"),
    path("oauth/jwks.json", views.jwks, name="oauth-jwks"),
]
