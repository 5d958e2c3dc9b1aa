"""Accounts as the API description shows them (reference §2)."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.fields import TextField, WireRequest
from protocols.tripgo.schemas import Wire
from sales.accounts.passwords import LONGEST_PASSWORD


class SignInRequest(WireRequest):
    """Of whom signs in. Some apps say `email` for `username`."""

    username = TextField(required=False, max_length=254, help_text="The e-mail address.")
    email = TextField(required=False, max_length=254)
    password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False)


class SignUpRequest(SignInRequest):
    """Of whom opens an account."""

    givenName = TextField(required=False, allow_blank=True, max_length=100)
    surname = TextField(required=False, allow_blank=True, max_length=100)
    name = TextField(required=False, allow_blank=True, max_length=200)
    phone = TextField(required=False, allow_blank=True, max_length=50)


class SignedIn(Wire):
    """What opens the account from now on."""

    changed = serializers.BooleanField()
    newUser = serializers.BooleanField()
    userToken = serializers.CharField(help_text="Send it as header userToken.")
    userID = serializers.CharField()


class LoggedOut(Wire):
    """Whether the userToken was good for anything until now."""

    changed = serializers.BooleanField()


class User(Wire):
    """What is known of a traveller."""

    userId = serializers.CharField()
    email = serializers.CharField()
    givenName = serializers.CharField(required=False)
    surname = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
