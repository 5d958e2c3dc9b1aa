"""The lives of transactions, credits and stored cards, and the words for kinds of money."""

from django.db import models


class TransactionState(models.TextChoices):
    """INITIATED: the customer is at the provider. CREDITED: given back in full."""

    CREATED = "CREATED"
    INITIATED = "INITIATED"
    CAPTURED = "CAPTURED"
    CREDITED = "CREDITED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"


OPEN = [TransactionState.CREATED, TransactionState.INITIATED]
"""Nobody knows yet how these end."""
TAKEN = [TransactionState.CAPTURED, TransactionState.CREDITED]
"""The money came."""
DEAD = [TransactionState.CANCELLED, TransactionState.REJECTED]
"""The money never came and never will."""


class OperationName(models.TextChoices):
    """What happened to a transaction."""

    CREATE = "CREATE"
    INITIATE = "INITIATE"
    AUTHENTICATE = "AUTHENTICATE"
    CAPTURE = "CAPTURE"
    CANCEL = "CANCEL"
    REJECT = "REJECT"
    CREDIT = "CREDIT"
    IMPORT = "IMPORT"


class CreditState(models.TextChoices):
    """A FAILED credit waits for people, who may have it tried again."""

    CREATED = "CREATED"
    CREDITED = "CREDITED"
    FAILED = "FAILED"


class RecurringState(models.TextChoices):
    """A stored card may be charged while it is ACTIVE."""

    CREATED = "CREATED"
    ACTIVE = "ACTIVE"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


class PaymentType(models.TextChoices):
    """What is paid with. ON_ACCOUNT is the partner's account of sales through its channel."""

    VISA = "VISA"
    MASTERCARD = "MASTERCARD"
    AMEX = "AMEX"
    BANKAXEPT = "BANKAXEPT"
    VIPPS = "VIPPS"
    PAYPAL = "PAYPAL"
    GIFTCARD = "GIFTCARD"
    INVOICE = "INVOICE"
    INTERNAL = "INTERNAL"
    APPLE_PAY = "APPLE_PAY"
    GOOGLE_PAY = "GOOGLE_PAY"
    CASH = "CASH"
    ON_ACCOUNT = "ON_ACCOUNT"


class PaymentGroup(models.TextChoices):
    """Kinds of payment that are settled alike."""

    PAYMENTCARD = "PAYMENTCARD"
    MOBILE = "MOBILE"
    CASH = "CASH"
    GIFTCARD = "GIFTCARD"
    INVOICE = "INVOICE"
    PAYPAL = "PAYPAL"
    ECARD = "ECARD"
    TRAVELACCOUNT = "TRAVELACCOUNT"
    REQUISITION = "REQUISITION"
    REMITTED = "REMITTED"
    AGENT = "AGENT"


class Provider(models.TextChoices):
    """Who moves the money of a transaction; each has a gateway."""

    ACCOUNT = "ACCOUNT", "On account"
    CASH = "CASH", "Cash desk"
    CARD = "CARD", "Card provider"
    ELSEWHERE = "ELSEWHERE", "Taken elsewhere"
