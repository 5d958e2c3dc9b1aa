"""What the documents of a rail ticket are made of, in FCB version 3 (barcode format §3.4).

The members and their order are those of the published schema; groups that it repeats are written
once here.
"""

from __future__ import annotations

from tickets.codecs.uic.per import (
    Boolean,
    Choice,
    Enumerated,
    Ia5String,
    ListOf,
    Member,
    Number,
    OctetString,
    Range,
    Record,
    Utf8String,
)
from tickets.codecs.uic.tables import Later, always, optional, record, usually

BOOLEAN, NUMBER, IA5, UTF8, OCTETS = Boolean(), Number(), Ia5String(), Utf8String(), OctetString()
COMPANY = Range(1, 32000)
COMPANIES, NUMBERS, TEXTS = ListOf(COMPANY), ListOf(NUMBER), ListOf(IA5)
STATION = Range(1, 9_999_999)
MINUTE = Range(0, 1439)
UTC_OFFSET = Range(-60, 60)
YEAR, DAY_OF_YEAR = Range(2016, 2269), Range(1, 366)
COUNTRY = Range(1, 999)

CODE_TABLE = Enumerated(
    [
        "stationUIC",
        "stationUICReservation",
        "stationERA",
        "localCarrierStationCodeTable",
        "proprietaryIssuerStationCodeTable",
    ]
)
PASSENGER_TYPE = Enumerated(
    [
        "adult",
        "senior",
        "child",
        "youth",
        "dog",
        "bicycle",
        "freeAddonPassenger",
        "freeAddonChild",
    ],
    extensible=True,
)
TRAVEL_CLASS = Enumerated(
    [
        "notApplicable",
        "first",
        "second",
        "tourist",
        "comfort",
        "premium",
        "business",
        "all",
        "premiumFirst",
        "standardFirst",
        "premiumSecond",
        "standardSecond",
    ],
    extensible=True,
)
GEO_UNIT = Enumerated(
    ["microDegree", "tenthmilliDegree", "milliDegree", "centiDegree", "deciDegree"]
)

EXTENSION = record(always(extensionId=IA5, extensionData=OCTETS), extensible=False)
POSITION = record(
    usually("milliDegree", geoUnit=GEO_UNIT),
    usually("wgs84", coordinateSystem=Enumerated(["wgs84", "grs80"])),
    usually("east", hemisphereLongitude=Enumerated(["east", "west"])),
    usually("north", hemisphereLatitude=Enumerated(["north", "south"])),
    always(longitude=NUMBER, latitude=NUMBER),
    optional(accuracy=GEO_UNIT),
    extensible=False,
)

CODE_TABLE_USED = usually("stationUIC", stationCodeTable=CODE_TABLE)
STATION_CODES = optional(
    fromStationNum=STATION, fromStationIA5=IA5, toStationNum=STATION, toStationIA5=IA5
)
STATIONS = [*STATION_CODES, *optional(fromStationNameUTF8=UTF8, toStationNameUTF8=UTF8)]
ENDS_OF_LINE = [
    *CODE_TABLE_USED,
    *optional(
        entryStationNum=STATION,
        entryStationIA5=IA5,
        terminatingStationNum=STATION,
        terminatingStationIA5=IA5,
        city=NUMBER,
    ),
]
PRODUCT_OWNER = optional(productOwnerNum=COMPANY, productOwnerIA5=IA5)
PRODUCT = [*PRODUCT_OWNER, *optional(productIdNum=Range(0, 65535), productIdIA5=IA5)]
CARRIER = optional(carrierNum=COMPANY, carrierIA5=IA5)
CARRIERS = optional(carrierNum=COMPANIES, carrierIA5=TEXTS)
PASS_CARRIERS = optional(
    includedCarrierNum=COMPANIES,
    includedCarrierIA5=TEXTS,
    excludedCarrierNum=COMPANIES,
    excludedCarrierIA5=TEXTS,
)
BRANDS = optional(includedServiceBrands=COMPANIES, excludedServiceBrands=COMPANIES)
TRANSPORT_TYPES = optional(
    includedTransportType=ListOf(Range(0, 31)), excludedTransportType=ListOf(Range(0, 31))
)
PERIOD: list[Member] = [
    *usually(0, validFromDay=Range(-367, 700)),
    *optional(validFromTime=MINUTE, validFromUTCOffset=UTC_OFFSET),
    *usually(0, validUntilDay=Range(-1, 500)),
    *optional(validUntilTime=MINUTE, validUntilUTCOffset=UTC_OFFSET),
]
EXTENDED = optional(extension=EXTENSION)
SERVICE_LEVEL = optional(serviceLevel=Ia5String(Range(1, 2)))

VAT = record(
    always(country=COUNTRY, percentage=Range(0, 999)),
    optional(amount=NUMBER, vatId=IA5),
    extensible=False,
)
PRICE = optional(price=NUMBER, vatDetail=ListOf(VAT))

TRAIN_LINK = record(
    optional(trainNum=NUMBER, trainIA5=IA5),
    always(travelDate=Range(-1, 500), departureTime=MINUTE),
    optional(departureUTCOffset=UTC_OFFSET),
    STATIONS,
    extensible=False,
)


def _via_station() -> Record:
    return VIA_STATION


VIA_STATION = record(
    CODE_TABLE_USED,
    optional(
        stationNum=STATION,
        stationIA5=IA5,
        alternativeRoutes=ListOf(Later(_via_station)),
        route=ListOf(Later(_via_station)),
    ),
    always(border=BOOLEAN),
    CARRIERS,
    optional(seriesId=NUMBER, routeId=NUMBER),
    BRANDS,
)
ZONE = record(
    CARRIER,
    ENDS_OF_LINE,
    optional(zoneId=NUMBERS, binaryZoneId=OCTETS, nutsCode=IA5),
)
LINE = record(CARRIER, optional(lineId=NUMBERS), ENDS_OF_LINE)
POLYGON = record(
    always(
        firstEdge=POSITION,
        edges=ListOf(record(always(longitude=NUMBER, latitude=NUMBER), extensible=False)),
    ),
    extensible=False,
)
REGION = Choice(
    always(trainLink=TRAIN_LINK, viaStations=VIA_STATION, zones=ZONE, lines=LINE, polygone=POLYGON),
    extensible=True,
)
REGIONS = optional(validRegion=ListOf(REGION))

CARD = record(
    optional(
        cardIssuerNum=COMPANY,
        cardIssuerIA5=IA5,
        cardIdNum=NUMBER,
        cardIdIA5=IA5,
        cardName=UTF8,
        cardType=NUMBER,
        leadingCardIdNum=NUMBER,
        leadingCardIdIA5=IA5,
        trailingCardIdNum=NUMBER,
        trailingCardIdIA5=IA5,
    )
)
TARIFF = record(
    usually(1, numberOfPassengers=Range(1, 200)),
    optional(
        passengerType=PASSENGER_TYPE,
        ageBelow=Range(1, 64),
        ageAbove=Range(1, 128),
        travelerid=ListOf(Range(1, 254)),
    ),
    always(restrictedToCountryOfResidence=BOOLEAN),
    optional(
        restrictedToRouteSection=record(CODE_TABLE_USED, STATIONS, extensible=False),
        seriesDataDetails=record(
            optional(supplyingCarrier=COMPANY, offerIdentification=Range(1, 99), series=NUMBER),
            extensible=False,
        ),
        tariffIdNum=NUMBER,
        tariffIdIA5=IA5,
        tariffDesc=UTF8,
        reductionCard=ListOf(CARD),
    ),
)
TARIFFS = optional(tariffs=ListOf(TARIFF))
