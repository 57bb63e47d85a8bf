"""Which members of payloads and API answers contain personal data.

The catalogue marks the members of webhook payloads (``personal`` of a field). This module has the table for answers of
Ongoing's REST API. A member in neither is unknown, and its value is treated as possibly personal text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from ongoing_desktop.domain.catalogue import Catalogue

PersonalKind = Literal["keep", "number", "name", "address", "email", "phone", "text", "unknown"]
"""``keep``: not personal. ``number``: identifies an object and is replaced only on request. ``unknown``: undocumented.
"""

# Every value inside these objects is personal, whatever its name.
_PERSONAL_OBJECTS: Final = frozenset(
    {
        "consignee", "address", "deliveryaddress", "invoiceaddress", "returnaddress", "contact", "contactperson",
        "customer", "endcustomer", "sellerinfo", "buyer", "seller", "sender", "recipient", "emailnotification",
        "smsnotification", "telephonenotification",
    }
)  # fmt: skip
# Exceptions.
_HARMLESS_INSIDE: Final = frozenset({"countrycode", "countrystatecode", "tobenotified", "country", "isvisible"})

# By the last name, or by the last two if one name has several meanings; lower case.
_API: Final[Mapping[PersonalKind, str]] = {
    "name": """
        goodsOwnerName goodsOwner.name supplierName supplierInfo.name manufacturerName logo.fileName fileName computerName
        userName createdBy updatedBy pickedBy packedBy
    """,
    "address": "address1 address2 address3 postCode postalCode zipCode city street",
    "email": "email emailAddress goodsOwnerAdviseEmail",
    "phone": "phone telePhone telephone mobilePhone phoneNumber",
    "text": """
        orderRemark deliveryInstruction warehouseInstruction purchaseOrderRemark comment remark text1 freeText1 freeText2
        freeText3 goodsOwnerComment serviceComment inventoryItemComment inventoryComment inventoryTransactionComment
        articleItemComment doorCode customerReference goodsOwnerContactReference goodsOwnerReference referenceNumber
        trackingUrl fileDataBase64 message exceptionMessage description freeValue1 freeValue2 freeValue3 consigneeRemark
    """,
    "number": """
        serial batch barCode barCodeText barCodePackage barCodePallet container labelId waybill wayBill returnWayBill
        servicePointCode path productionCode fileId
    """,
    "keep": """
        code type status number system timestamp mimeType countryCode countryStateCode unitCode currency invoicingCurrency
        customerPrice currencyCode webhookTemplate location locationName zoneName aisleName warehouseName warehouseCode
        fromLocation toLocation orderStatus.text returnOrderStatus.text purchaseOrderStatus.text productionOrderStatus.text
        orderStatuses.text returnOrderStatuses.text
        orderType.name wayOfDelivery.name wayOfDeliveryType.name purchaseOrderType.name warehouse.name classes.name
        goodsOwnerGroup.name goodsOwnerClasses.name purchaseOrderClasses.name articleGroup.name articleClasses.name
        transporter.name returnTransporter.name transporterName transporterCode transporterServiceName transporterServiceCode
        transporterContract ediCode serviceCode salesCode marketPlace termsOfDeliveryType financialCode goodsLocationCode
        deliveryDate createdDate shippedTime inDate outDate expiryDate lastInDate inventoryTime articleName
        purchaseOrderLines.rowNumber articleItemStatusCode articleItemStatusName inventoryAdjustmentCause.name
        returnCauseCode returnCauseName returnCause.name parcelType.name statuses.name exceptionType
    """,
}
_NUMBER: Final = re.compile(r"(?:\A[iI]|I)[dD]s?(?:From|To)?\Z|[a-z]Numbers?\Z")
_COUNT: Final = re.compile(r"[nN]umberOf[A-Za-z]*\Z|\Amax[A-Z][A-Za-z]*\Z")
_TIME_NAME: Final = re.compile(r"(?:[dD]ate|[tT]ime|Start(?:ed)?|Finished)(?:From|To)?\Z")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


class Members:
    """Looks up the kind of members. Immutable; safe on any thread."""

    def __init__(
        self, catalogue: Catalogue | None = None, more: Mapping[str, PersonalKind] = MappingProxyType({})
    ) -> None:
        """Without a catalogue, only the members of API answers are known."""
        self._known: dict[str, PersonalKind] = {}
        if catalogue is not None:
            self._learn(catalogue)
        for kind, names in _API.items():
            self._known.update(dict.fromkeys(names.lower().split(), kind))
        self._known.update(more)

    def kind(self, names: tuple[str, ...]) -> PersonalKind:
        """The kind of the member at the end of a path of names, outermost first."""
        if not names:
            return "unknown"
        lower = [name.lower() for name in names]
        last = lower[-1]
        if _PERSONAL_OBJECTS.intersection(lower[:-1]):
            return self._inside(last)
        found = self._known.get(".".join(lower[-2:])) or self._known.get(last)
        if found:
            return found
        return by_name(names[-1]) or "unknown"

    def _inside(self, last: str) -> PersonalKind:
        if last in _HARMLESS_INSIDE:
            return "keep"
        if last.endswith("name"):
            return "name"
        found = self._known.get(last)
        return found if found in ("name", "address", "email", "phone") else "text"

    def _learn(self, catalogue: Catalogue) -> None:
        shared: dict[str, set[PersonalKind]] = {}
        for family in catalogue:
            for field in family.fields:
                if field.type == "object":
                    continue
                path = field.path.replace("[]", "")
                kind: PersonalKind = field.personal or by_name(path.rpartition(".")[2]) or "keep"
                path = path.lower()
                last = path.rpartition(".")[2]
                self._known[".".join(path.split(".")[-2:])] = kind
                shared.setdefault(last, set()).add(kind)
        for last, kinds in shared.items():
            if len(kinds) == 1 and last not in ("name", "code", "id", "number", "comment"):
                self._known.setdefault(last, next(iter(kinds)))


def by_name(name: str) -> PersonalKind | None:
    """``number`` or ``keep`` for a name in Ongoing's style, such as ``orderId`` or ``pickedNumberOfItems``."""
    if _COUNT.search(name):
        return "keep"
    return "number" if _NUMBER.search(name) else None


def is_time_of(name: str, value: str) -> bool:
    """Whether an undocumented member is a point in time, by its name and value. A date of birth is not."""
    return bool(_TIME.fullmatch(value) and _TIME_NAME.search(name)) and "birth" not in name.lower()


def known_words(urls: Iterable[str]) -> frozenset[str]:
    """The path segments of these addresses. They are not personal, because the user entered them as settings."""
    found: set[str] = set()
    for url in urls:
        path = url.partition("://")[2].partition("/")[2] if "://" in url else url
        found.update(path.partition("?")[0].partition("#")[0].split("/"))
    return frozenset(found - {""})
