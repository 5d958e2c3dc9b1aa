"""How the API description shows the customer module of TOMP 1.6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema

from protocols.tomp.v1_6 import customers_examples as examples
from protocols.tomp.v1_6 import customers_requests as requests
from protocols.tomp.v1_6 import customers_schemas as schemas
from protocols.tomp.v1_6.describing import header
from protocols.tomp.v1_6.examples import answered, asked

REFUSED = {
    400: "The request is not valid; the detail names every member that is wrong.",
    401: "No token, or an unknown or revoked one.",
    403: "The token has not the role TOMP.",
    404: "No account under this id that this channel may see.",
    405: "The path is served, the method is not.",
    409: "Another customer of this channel has this externalId.",
    410: "The account was deleted.",
    413: "The body is larger than one MiB.",
    415: "The body is neither application/json nor, for PATCH, application/merge-patch+json.",
    429: "Too many requests in this minute.",
}
ALWAYS = (400, 401, 403, 405, 429)
BODY = (413, 415)
ONE = (404, 410)
NOTHING = MappingProxyType[int, str]({})
CALLBACK = header("notification-url", "Not used: nothing is told about accounts.")
MERGE_PATCH = "application/merge-patch+json"


def describe(
    operation: str,
    summary: str,
    answer: Any,
    *,
    refusals: Sequence[int] = (),
    because: Mapping[int, str] = NOTHING,
    **more: Any,
) -> Any:
    """Describe an operation of this module, whose refusals come in a list."""
    codes = sorted({*ALWAYS, *refusals, *because})
    words = {**REFUSED, **because}
    language = header(
        "Content-Language", "Language of the texts.", response=[200, *codes], required=True
    )
    wait = header("Retry-After", "Seconds to wait.", response=[429], required=True)
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=["TOMP 1.6"],
        parameters=[language, wait, CALLBACK],
        responses={
            200: answer,
            **{code: OpenApiResponse(schemas.Errors, words[code]) for code in codes},
        },
        **more,
    )


open_account = describe(
    "openAccount",
    "Open an account for a customer",
    schemas.CustomerAccount,
    request=requests.AccountRequest,
    refusals=BODY,
    because={410: "The account was deleted at this moment; send the same again."},
    examples=[
        asked("A customer", examples.ACCOUNT_REQUEST),
        answered("The account", examples.ACCOUNT),
    ],
)
read_account = describe(
    "readAccount",
    "Read an account",
    schemas.CustomerAccount,
    refusals=ONE,
    examples=[answered("The account", examples.ACCOUNT)],
)
change_account = describe(
    "changeAccount",
    "Change an account",
    schemas.CustomerAccount,
    request={MERGE_PATCH: requests.AccountPatchRequest},
    refusals=(409, *ONE, *BODY),
    because={400: "The request is not valid; or (8211) it changes what is set by us alone."},
    examples=[
        asked("Another address, no birth date", examples.PATCH, media=MERGE_PATCH),
        answered("Changed", examples.CHANGED),
        answered("Not to be changed", examples.REFUSED, 400),
    ],
)
delete_account = describe(
    "deleteAccount",
    "Delete an account",
    OpenApiResponse(description="Deleted."),
    refusals=(404,),
)
OPERATIONS = {
    "customers": {"post": open_account},
    "customers/{id}": {"get": read_account, "patch": change_account, "delete": delete_account},
}
