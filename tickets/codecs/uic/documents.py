"""The rail ticket and the documents in it that we read, in FCB version 3 (barcode format §3.4)."""

from __future__ import annotations

from tickets.codecs.uic.parts import (
    BOOLEAN,
    BRANDS,
    CARD,
    CARRIERS,
    CODE_TABLE_USED,
    COMPANY,
    COUNTRY,
    DAY_OF_YEAR,
    EXTENDED,
    EXTENSION,
    IA5,
    MINUTE,
    NUMBER,
    OCTETS,
    PASS_CARRIERS,
    PASSENGER_TYPE,
    PERIOD,
    POSITION,
    PRICE,
    PRODUCT,
    PRODUCT_OWNER,
    REGION,
    REGIONS,
    SERVICE_LEVEL,
    STATIONS,
    TARIFFS,
    TRANSPORT_TYPES,
    TRAVEL_CLASS,
    UTF8,
    YEAR,
)
from tickets.codecs.uic.per import Choice, Enumerated, Ia5String, ListOf, Range
from tickets.codecs.uic.tables import Unread, always, optional, record, usually

OTHER = Unread()
REFERENCE = optional(referenceNum=NUMBER, referenceIA5=IA5)
ACTIVATED = optional(activatedDay=ListOf(Range(0, 500)))
CLASS = usually("second", classCode=TRAVEL_CLASS)
INFO = optional(infoText=UTF8)

ISSUING = record(
    optional(
        securityProviderNum=COMPANY, securityProviderIA5=IA5, issuerNum=COMPANY, issuerIA5=IA5
    ),
    always(issuingYear=YEAR, issuingDay=DAY_OF_YEAR, issuingTime=MINUTE),
    optional(issuerName=UTF8),
    always(specimen=BOOLEAN, securePaperTicket=BOOLEAN, activated=BOOLEAN),
    usually("EUR", currency=Ia5String(Range(3, 3))),
    usually(2, currencyFract=Range(1, 3)),
    optional(issuerPNR=IA5),
    EXTENDED,
    optional(
        issuedOnTrainNum=NUMBER, issuedOnTrainIA5=IA5, issuedOnLine=NUMBER, pointOfSale=POSITION
    ),
)
STATUS = record(
    optional(
        statusProviderNum=COMPANY,
        statusProviderIA5=IA5,
        customerStatus=NUMBER,
        customerStatusDescr=IA5,
    ),
    extensible=False,
)
TRAVELER = record(
    optional(
        firstName=UTF8,
        secondName=UTF8,
        lastName=UTF8,
        idCard=IA5,
        passportId=IA5,
        title=Ia5String(Range(1, 3)),
        gender=Enumerated(["unspecified", "female", "male", "other"], extensible=True),
        customerIdIA5=IA5,
        customerIdNum=NUMBER,
        yearOfBirth=Range(1901, 2155),
        monthOfBirth=Range(1, 12),
        dayOfBirthInMonth=Range(1, 31),
    ),
    always(ticketHolder=BOOLEAN),
    optional(
        passengerType=PASSENGER_TYPE,
        passengerWithReducedMobility=BOOLEAN,
        countryOfResidence=COUNTRY,
        countryOfPassport=COUNTRY,
        countryOfIdCard=COUNTRY,
        status=ListOf(STATUS),
    ),
)
TRAVELERS = record(
    optional(traveler=ListOf(TRAVELER), preferredLanguage=Ia5String(Range(2, 2)), groupName=UTF8)
)
TICKET_LINK = record(
    optional(referenceIA5=IA5, referenceNum=NUMBER, issuerName=UTF8, issuerPNR=IA5),
    PRODUCT_OWNER,
    usually(
        "openTicket",
        ticketType=Enumerated(
            ["openTicket", "pass", "reservation", "carCarriageReservation"], extensible=True
        ),
    ),
    usually(
        "issuedTogether",
        linkMode=Enumerated(["issuedTogether", "onlyValidInCombination"], extensible=True),
    ),
)
CONTROL = record(
    optional(identificationByCardReference=ListOf(CARD)),
    always(identificationByIdCard=BOOLEAN, identificationByPassportId=BOOLEAN),
    optional(identificationItem=NUMBER),
    always(passportValidationRequired=BOOLEAN, onlineValidationRequired=BOOLEAN),
    optional(randomDetailedValidationRequired=Range(0, 99)),
    always(ageCheckRequired=BOOLEAN, reductionCardCheckRequired=BOOLEAN),
    INFO,
    optional(includedTickets=ListOf(TICKET_LINK)),
    EXTENDED,
)

RETURN_ROUTE = record(
    STATIONS, optional(validReturnRegionDesc=UTF8, validReturnRegion=ListOf(REGION))
)
ADD_ON = record(
    PRODUCT,
    optional(externalIssuerId=NUMBER, issuerAuthorizationId=NUMBER),
    CODE_TABLE_USED,
    REGIONS,
    PERIOD,
    optional(classCode=TRAVEL_CLASS),
    SERVICE_LEVEL,
    CARRIERS,
    BRANDS,
    TARIFFS,
    INFO,
    TRANSPORT_TYPES,
    EXTENDED,
)
LUGGAGE = record(
    usually(3, maxHandLuggagePieces=Range(0, 99)),
    usually(1, maxNonHandLuggagePieces=Range(0, 99)),
    optional(
        registeredLuggage=ListOf(
            record(optional(registrationId=IA5, maxWeight=Range(1, 99), maxSize=Range(1, 300)))
        )
    ),
)
OPEN_TICKET = record(
    REFERENCE,
    PRODUCT,
    optional(extIssuerId=NUMBER, issuerAuthorizationId=NUMBER),
    always(returnIncluded=BOOLEAN),
    CODE_TABLE_USED,
    STATIONS,
    optional(validRegionDesc=UTF8),
    REGIONS,
    optional(returnDescription=RETURN_ROUTE),
    PERIOD,
    ACTIVATED,
    CLASS,
    SERVICE_LEVEL,
    CARRIERS,
    BRANDS,
    TARIFFS,
    PRICE,
    INFO,
    optional(includedAddOns=ListOf(ADD_ON), luggage=LUGGAGE),
    TRANSPORT_TYPES,
    EXTENDED,
)

TIME_RANGE = record(always(fromTime=MINUTE, untilTime=MINUTE), extensible=False)
PERIOD_DETAILS = record(
    optional(
        validityPeriod=ListOf(record(PERIOD, extensible=False)),
        excludedTimeRange=ListOf(TIME_RANGE),
    ),
    extensible=False,
)
TRAIN_VALIDITY = record(
    PERIOD,
    PASS_CARRIERS,
    BRANDS,
    usually("boarding", boardingOrArrival=Enumerated(["boarding", "arrival"], extensible=True)),
)
PASS = record(
    REFERENCE,
    PRODUCT,
    optional(passType=Range(1, 250), passDescription=UTF8),
    CLASS,
    PERIOD,
    optional(
        validityPeriodDetails=PERIOD_DETAILS,
        numberOfValidityDays=Range(0, 500),
        trainValidity=TRAIN_VALIDITY,
        numberOfPossibleTrips=Range(1, 250),
        numberOfDaysOfTravel=Range(1, 250),
    ),
    ACTIVATED,
    optional(countries=ListOf(Range(1, 250))),
    PASS_CARRIERS,
    BRANDS,
    REGIONS,
    TARIFFS,
    PRICE,
    INFO,
    EXTENDED,
)

TOKEN = record(
    optional(tokenProviderNum=NUMBER, tokenProviderIA5=IA5, tokenSpecification=IA5),
    always(token=OCTETS),
    extensible=False,
)
TICKET = Choice(
    always(
        reservation=OTHER,
        carCarriageReservation=OTHER,
        openTicket=OPEN_TICKET,
        **{"pass": PASS},
        voucher=OTHER,
        customerCard=OTHER,
        counterMark=OTHER,
        parkingGround=OTHER,
        fipTicket=OTHER,
        stationPassage=OTHER,
        extension=OTHER,
        delayConfirmation=OTHER,
    ),
    extensible=True,
)
RAIL_TICKET = record(
    always(issuingDetail=ISSUING),
    optional(
        travelerDetail=TRAVELERS,
        transportDocument=ListOf(record(optional(token=TOKEN), always(ticket=TICKET))),
        controlDetail=CONTROL,
        extension=ListOf(EXTENSION),
    ),
)
