"""Parses answers of Ongoing's REST API. Whatever the bytes are, the only error raised is ApiError.

Observed errors: ``{"message": "…"}`` with HTML inside, ASP.NET's ``{"Message": "An error has occurred."}`` with 500,
and HTML or plain text from the gateway, even with 200. Optional members may be ``null``; files may begin with a byte
order mark.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any, Final, Generic, TypeVar

from ongoing_desktop.domain.api import Lookup, Resource
from ongoing_desktop.domain.api_paths import whole_id
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.exchange import Headers, header
from ongoing_desktop.domain.foreign import DEEPEST_BODY, TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.payload import member
from ongoing_desktop.domain.settings import GoodsOwner
from ongoing_desktop.domain.statuses import Status
from ongoing_desktop.domain.urls import hostname_of
from ongoing_desktop.domain.validation import LONGEST_NAME

T = TypeVar("T")
LONGEST_SAID: Final = 200
MOST_ENTRIES: Final = 100_000
_TRANSPORT_TRAP: Final = "an error has occurred."
_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in an answer that was left out or changed. ``code`` names the sentence."""

    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class ReadList(Generic[T]):
    """A list as read. Problems with single entries are in the remarks."""

    items: tuple[T, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_answer(status: int, headers: Headers, body: bytes, *, cut: bool = False) -> Any:
    """The JSON value of a 2xx answer. Raises ApiError for any other answer, with a code that suggests what to do."""
    if not 200 <= status <= 299:
        raise _refusal(status, headers, body)
    if cut:
        raise ApiError("api-large", megabytes=len(body) // 1_000_000)
    text = body.removeprefix(BOM_UTF8).strip()
    if not text:
        raise ApiError("api-empty", status=status)
    try:
        return read_json(text, deepest=DEEPEST_BODY)
    except TooDeepError as error:
        raise ApiError("api-deep", limit=error.limit) from None
    except ValueError:
        kind = header(headers, "content-type").partition(";")[0].strip().lower()
        code = "api-html" if text[:1] == b"<" or kind == "text/html" else "api-not-json"
        raise ApiError(code, status=status, said=said(body)) from None


def read_object(data: Any) -> Mapping[str, Any]:
    """One object; a list of exactly one is accepted. Raises ApiError."""
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if data is None or data == []:
        raise ApiError("api-nothing")
    if isinstance(data, list):
        raise ApiError("api-several", count=len(data))
    if not isinstance(data, Mapping):
        raise ApiError("api-shape", what="an object")
    return data


def read_list(data: Any, lookup: Lookup) -> list[Any]:
    """The list of a look-up, empty if the answer has ``null`` instead. Raises ApiError for another shape."""
    found = data
    if lookup.member:
        if not isinstance(data, Mapping) or lookup.member not in data:
            raise ApiError("api-shape", what=f"the list “{lookup.member}”")
        found = data[lookup.member]
    return read_rows(found)


def read_rows(data: Any) -> list[Any]:
    """An answer that is a list. Raises ApiError."""
    if data is None:
        return []
    if not isinstance(data, list):
        raise ApiError("api-shape", what="a list")
    if len(data) > MOST_ENTRIES:
        raise ApiError("api-many", count=len(data), most=MOST_ENTRIES)
    return data


def read_goods_owners(rows: Iterable[Any]) -> ReadList[GoodsOwner]:
    """Goods owners by id, without a code, which the API does not have. Of duplicates the first counts."""
    found, remarks = _by_number(rows, "goods owner", lambda row: whole_id(row.get("goodsOwnerId")))
    owners = (
        GoodsOwner(
            owner_id,
            clean_name(row.get("goodsOwnerName")) or f"Goods owner {owner_id}",
            training=row.get("isTrainingGoodsOwner") is True,
        )
        for owner_id, row in found
    )
    return ReadList(tuple(owners), remarks)


def read_status_list(rows: Iterable[Any]) -> ReadList[Status]:
    """Statuses by number, with the warehouse's own names."""
    found, remarks = _by_number(rows, "status", _status_number)
    return ReadList(tuple(Status(number, clean_name(row.get("text")) or str(number)) for number, row in found), remarks)


def _status_number(row: Mapping[str, Any]) -> int | None:
    number = row.get("number")
    return number if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**31 else None


def _by_number(
    rows: Iterable[Any], what: str, number_of: Callable[[Mapping[str, Any]], int | None]
) -> tuple[list[tuple[int, Mapping[str, Any]]], tuple[Remark, ...]]:
    """The rows by their number, and remarks about those without one and those whose number came before."""
    found: dict[int, Mapping[str, Any]] = {}
    remarks: list[Remark] = []
    for place, row in enumerate(rows, 1):
        number = number_of(row) if isinstance(row, Mapping) else None
        if number is None:
            remarks.append(Remark("api-row-id", {"what": what, "place": place}))
        elif number in found:
            remarks.append(Remark("api-row-twice", {"what": what.capitalize(), "key": number}))
        else:
            found[number] = row
    return sorted(found.items()), tuple(remarks)


def read_transporters(rows: Iterable[Any]) -> ReadList[str]:
    """Names of transporters. One with several contracts or services is listed several times but counts once."""
    names: dict[str, None] = {}
    remarks: list[Remark] = []
    for place, row in enumerate(rows, 1):
        name = clean_name(row.get("transporterName") or row.get("transporterCode")) if isinstance(row, Mapping) else ""
        if name:
            names[name] = None
        else:
            remarks.append(Remark("api-row-id", {"what": "transporter", "place": place}))
    return ReadList(tuple(sorted(names, key=str.casefold)), tuple(remarks))


def status_of(found: Mapping[str, Any], resource: Resource) -> Status | None:
    """The current status of an object, or None if it has none or an unexpected shape."""
    value = member(found, resource.status) if resource.status else None
    number = value.get("number") if isinstance(value, Mapping) else None
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return Status(number, clean_name(value.get("text")) if isinstance(value, Mapping) else "")


def rows_with_id(rows: Iterable[Any], resource: Resource) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Id and object of each row that has an id."""
    for row in rows:
        if isinstance(row, Mapping) and (object_id := whole_id(member(row, resource.id))) is not None:
            yield object_id, row


def clean_name(value: object) -> str:
    """A name for lists: one line without control characters, limited in length; empty if it is not text."""
    if not isinstance(value, str):
        return ""
    return " ".join(_CONTROLS.sub(" ", value).split())[:LONGEST_NAME].rstrip()


def said(body: bytes) -> str:
    """The message of an error answer as one short line without markup."""
    text = body[:20_000].removeprefix(BOM_UTF8).decode("utf-8", "replace")
    try:
        data = read_json(text)
    except ValueError:
        data = None
    if isinstance(data, Mapping):
        text = next((str(data[name]) for name in ("message", "Message") if isinstance(data.get(name), str)), "")
    text = " ".join(_CONTROLS.sub(" ", unescape(_TAG.sub(" ", text))).split())
    return text if len(text) <= LONGEST_SAID else text[:LONGEST_SAID] + "…"


def retry_after_s(headers: Headers) -> float | None:
    """The seconds of ``Retry-After``, or None if it is absent or a date."""
    value = header(headers, "retry-after").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) <= 6 else None


def _refusal(status: int, headers: Headers, body: bytes) -> ApiError:
    text = said(body)
    if 300 <= status <= 399:
        return ApiError("api-redirect", status=status, host=hostname_of(header(headers, "location")) or "another path")
    if status in (401, 403):
        return ApiError("api-login", status=status)
    if status == 404:
        return ApiError("api-not-found")
    if status in (429, 503) and (wait := retry_after_s(headers)) is not None:
        return ApiError("api-wait", status=status, seconds=wait)
    if status == 500 and text.casefold() == _TRANSPORT_TRAP:
        return ApiError("api-transport")
    return ApiError("api-status", status=status, said=f": “{text}”" if text else "")
