"""Accounts of travellers at providers (reference §4)."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.describing import answered, asked
from protocols.flows import FlowEnded, FlowUnknown, FlowUsed
from protocols.signing_in import tries_counted
from protocols.tripgo.describing import CLIENT_HEADERS, TRAVELLER_HEADER, describe
from protocols.tripgo.errors import OVER, Refusal, Refusals, SignInFailed
from protocols.tripgo.forms.building import done_form
from protocols.tripgo.forms.reading import answers_of
from protocols.tripgo.forms.schemas import Form, FormRequest
from protocols.tripgo.linking.examples import AUTH_FORM, LISTED, TOKENS
from protocols.tripgo.linking.forms import (
    asks_for_password,
    credentials_in_form,
    name_in,
    read_tokens,
)
from protocols.tripgo.linking.holders import Asking, asking
from protocols.tripgo.linking.listing import listed
from protocols.tripgo.linking.needed import (
    CONTINUATIONS,
    address_again,
    form_again,
    form_for,
    rejected,
)
from protocols.tripgo.linking.schemas import (
    FormQuery,
    ListQuery,
    NextForm,
    Provider,
    Unlinked,
)
from protocols.tripgo.linking.steps import (
    After,
    Linking,
    end_linking,
    find_linking,
    take_step,
)
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.regions import region_name
from protocols.tripgo.wording import reason_of
from sales.accounts.providers.actions.links import link_provider, unlink_provider
from sales.accounts.providers.errors import CredentialsRejected, ProviderRefused
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.queries import find_provider
from sales.accounts.providers.terms import Credentials

TAG = "Account linking"
WHO = (TRAVELLER_HEADER, *CLIENT_HEADERS)
OF_STEPS: Refusals = (
    (FlowUsed, Refusal(470, "Used before", recovery="BACK")),
    (FlowEnded, OVER),
)


class Providers(TripGoOperation):
    """What can be linked."""

    @describe(
        "listProviders",
        "List providers whose accounts can be connected",
        {200: Provider(many=True)},
        tag=TAG,
        refusals=(447, 470),
        parameters=[ListQuery, *WHO],
        examples=[answered("One provider", LISTED[0])],
    )
    def get(self, request: Request, *, region: str) -> Response:
        """Of travellers who are signed in, links are kept with their account; of others for a day,
        with the id that the app sends or that the addresses here carry. Empty for another region
        than the own one."""
        asked_for = self.read(ListQuery, request.GET).get("mode", "")
        who = asking(self)
        if region.casefold() != region_name(self.channel).casefold():
            return Response([])
        return Response(listed(self, who, mode=asked_for))


class ProviderForm(TripGoOperation):
    """The begin of linking."""

    failure = "Account not connected"
    own_refusals = OF_STEPS

    @describe(
        "beginLinking",
        "Begin to connect an account",
        {200: Form},
        tag=TAG,
        refusals=(447, 470),
        parameters=[FormQuery, *WHO],
        examples=[answered("For OAuth", AUTH_FORM)],
    )
    def get(self, request: Request, *, provider: str) -> Response:
        """A form for user name and password, or what an app needs for OAuth; both are posted to
        `action.url` within half an hour, by whoever asked for them, once. With the `flow` of a
        refusal's `url` it is the form of that step, and a booking goes on after it."""
        told = self.read(FormQuery, request.GET)
        found = find_provider(self.channel.tenant_id, provider)
        who, flow = asking(self), told.get("flow", "")
        if not flow:
            return Response(form_for(self, found, who, mode=told.get("mode", "")))
        linking = find_linking(flow, self.channel, who, at=self.at)
        if linking.provider != found:
            raise FlowUnknown
        return Response(form_again(self, linking, who, flow=flow))


class ProviderAnswer(TripGoOperation):
    """The end of linking."""

    failure = "Account not connected"
    own_refusals = OF_STEPS

    @describe(
        "endLinking",
        "Connect an account",
        {200: NextForm, 204: None},
        tag=TAG,
        request=FormRequest,
        refusals=(447, 460, 470, 491),
        parameters=WHO,
        examples=[asked("Tokens", TOKENS)],
    )
    def post(self, request: Request, *, flow: str) -> Response:
        """204, or what a booking goes on with that asked for it: the next form, or the review of
        quick booking with a form around it. Where that is refused, the account is connected all the
        same. Nothing is kept, and the form can be posted again, where the provider refuses; its
        tokens are shown to it at once."""
        answers = answers_of(request.data)
        who = asking(self)
        linking = find_linking(flow, self.channel, who, at=self.at)
        self._link(flow, linking, who, answers)
        return self._go_on(linking.after)

    def _link(self, flow: str, linking: Linking, who: Asking, answers: dict[str, Any]) -> None:
        """Whoever mistyped a password may post the form again. Tokens are spent by asking whether
        they are good, and shown twice they would end the sign-in there; so that step is taken
        first."""
        provider = linking.provider
        try:
            if asks_for_password(provider):
                credentials = self._sign_in(provider, answers)
                end_linking(
                    flow, provider, self.channel, who, credentials, by=self.actor, at=self.at
                )
            else:
                read_tokens(answers)
                take_step(flow, self.channel, at=self.at)
                credentials = credentials_in_form(provider, answers, at=self.at)
                link_provider(provider, who.holder, credentials, by=self.actor, at=self.at)
        except CredentialsRejected as refusal:
            raise rejected(self, who, linking, self.words.not_accepted) from refusal
        except ProviderRefused as refusal:
            url = address_again(self, linking, who, flow=flow)
            raise SignInFailed(
                reason_of(refusal, self.words), url=url, recovery_title=self.words.try_again
            ) from refusal

    def _sign_in(self, provider: AccountProvider, answers: dict[str, Any]) -> Credentials:
        # Counted with those at our own pages: it is the same password.
        tried = f"{self.channel.tenant_id} {name_in(answers)}"
        with tries_counted(self.request._request, tried, at=self.at):
            return credentials_in_form(provider, answers, at=self.at)

    def _go_on(self, after: After) -> Response:
        if not after.name:
            return Response(status=204)
        continuation = CONTINUATIONS.get(after.name)
        if continuation is None:
            return Response(done_form(self.words.account_connected, button=self.words.done))
        self.failure = "Booking not successful"
        return continuation(self, after.facts)


class ProviderLogout(TripGoOperation):
    """The end of a link."""

    failure = "Account not disconnected"

    @describe(
        "endLink",
        "Disconnect an account",
        {200: Unlinked},
        tag=TAG,
        refusals=(447, 470),
        parameters=WHO,
        examples=[answered("Disconnected", {"changed": True})],
    )
    def get(self, request: Request, *, provider: str) -> Response:
        """What opened the account is revoked at the provider soon. Can be repeated."""
        tenant = self.channel.tenant_id
        found = find_provider(tenant, provider, is_closed_as_well=True)
        holder = asking(self).holder
        changed = unlink_provider(found, holder, by=self.actor, at=self.at)
        return Response({} if self.is_ios else {"changed": changed})
