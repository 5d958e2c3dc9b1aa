from django.urls import path

from protocols.oauth import views
from protocols.oauth.authorizing import pages

urlpatterns = [
    path(".well-known/oauth-authorization-server", views.metadata, name="oauth-metadata"),
    path("oauth/authorize", pages.authorize, name="oauth-authorize"),
    path("oauth/authorize/open", pages.open_account, name="oauth-authorize-open"),
    path("oauth/authorize/forgot", pages.forgot, name="oauth-authorize-forgot"),
    path("oauth/authorize/refuse", pages.refuse, name="oauth-authorize-refuse"),
    path("oauth/token", views.token, name="oauth-token"),
    path("oauth/revoke", views.revoke, name="oauth-revoke"),
    path("oauth/userinfo", views.userinfo, name="oauth-userinfo"),
    path("oauth/jwks.json", views.jwks, name="oauth-jwks"),
]
