"""Personal data is replaced; other data stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain import pseudonyms
from ongoing_desktop.domain.anonymise import Anonymiser, anonymise, shape_of
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.personal import Members
from ongoing_desktop.storage.resources import load_catalogue

CATALOGUE: Catalogue = load_catalogue()
MEMBERS = Members(CATALOGUE)
KEY = b"a key of the test"
ORDER = {
    "goodsOwner": {"id": 12, "name": "Acme Handels AB"},
    "orderInfo": {
        "orderId": 70031,
        "orderNumber": "3992",
        "orderRemark": "Ring Anna Svensson 070-123 45 67 före 12",
        "createdDate": "2026-11-29T10:00:00",
        "orderStatus": {"number": 400, "text": "Plockad"},
        "emailNotification": {"toBeNotified": True, "value": "anna.svensson@acme.se"},
        "smsNotification": {"toBeNotified": True, "value": "+46701234567"},
    },
    "consignee": {
        "customerNumber": "88123",
        "name": "Anna Svensson",
        "address1": "Storgatan 5",
        "postCode": "411 38",
        "city": "Göteborg",
        "countryCode": "SE",
    },
    "orderLines": [{"id": 1, "article": {"articleNumber": "107 01"}, "pickedNumberOfItems": 2.0}],
    "tracking": None,
}
PERSONAL = ("Anna", "Svensson", "Acme", "Storgatan", "Göteborg", "411 38", "88123", "070-123", "46701234567", "Ring")


def worker(*, numbers: bool = False) -> Anonymiser:
    return Anonymiser(MEMBERS, KEY, numbers=numbers, words=frozenset({"hooks", "order-picked"}))


def test_nothing_personal_stays_and_everything_else_does() -> None:
    found = json.loads(anonymise(json.dumps(ORDER).encode(), MEMBERS, KEY).data)
    text = json.dumps(found, ensure_ascii=False)
    assert not [item for item in PERSONAL if item in text]
    assert found["orderInfo"]["orderId"] == 70031
    assert found["orderInfo"]["orderNumber"] == "3992"
    assert found["orderInfo"]["createdDate"] == "2026-11-29T10:00:00"
    assert found["orderInfo"]["orderStatus"] == {"number": 400, "text": "Plockad"}
    assert found["consignee"]["countryCode"] == "SE"
    assert found["orderLines"] == ORDER["orderLines"]
    assert found["tracking"] is None
    assert found["goodsOwner"]["id"] == 12


def test_the_same_name_becomes_the_same_name_wherever_it_is() -> None:
    found = worker().value(ORDER)
    first, last = found["consignee"]["name"].split()
    assert found["orderInfo"]["orderRemark"].split()[1:3] == [first, last]
    assert found["orderInfo"]["emailNotification"]["value"].startswith(f"{first}.{last}@".lower())
    again = worker().text("ANNA svensson")
    assert again == f"{first.upper()} {last.lower()}"


def test_another_key_gives_other_names() -> None:
    one, other = Anonymiser(MEMBERS, b"1"), Anonymiser(MEMBERS, b"2")
    assert one.text("Anna Svensson") != other.text("Anna Svensson")


def test_different_names_stay_different() -> None:
    one = worker()
    names = [f"Person{chr(97 + a)}{chr(97 + b)}{chr(97 + c)}" for a in range(20) for b in range(20) for c in range(10)]
    assert len({one.text(name) for name in names}) == len(names)
    numbers = [str(number) for number in range(100_000, 104_000)]
    assert len({one.text(number) for number in numbers}) == len(numbers)


def test_numbers_are_replaced_only_on_request_and_alike_in_paths() -> None:
    kept = worker()
    assert kept.path("/hooks/70031?orderId=70031") == "/hooks/70031?orderId=70031"
    replaced = worker(numbers=True)
    found = replaced.value(ORDER)
    number = found["orderInfo"]["orderId"]
    assert number != 70031
    assert len(str(number)) == 5
    assert found["orderInfo"]["orderStatus"]["number"] == 400
    assert found["orderLines"][0]["pickedNumberOfItems"] == 2.0
    assert replaced.path("api/v1/orders/70031?orderId=70031") == f"api/v1/orders/{number}?orderId={number}"


@pytest.mark.parametrize(
    "target",
    [
        "/hooks/Anna%20Svensson",
        "/hooks?consignee=Anna+Svensson&x=1",
        "/hooks?Anna+Svensson",
        "/hooks/order-picked#Anna%20Svensson",
        "/hooks/Svensson/70031",
        "/hooks?q=anna.svensson%40acme.se",
        "/hooks?city=G%F6teborg",
        "/hooks?city=G%C3%B6teborg",
    ],
)
def test_paths_and_queries(target: str) -> None:
    found = worker().path(target)
    assert found.startswith("/hooks")
    assert not [item for item in ("Anna", "anna", "vensson", "acme", "teborg", "%F6", "%C3%B6") if item in found]


def test_what_is_not_documented_is_replaced_and_named() -> None:
    found = worker()
    text = found.document(
        '{"newThing": {"who": "Per Åberg", "n": 12, "tel": 46701234567, "changedTime": "2026-11-29"}}'
    )
    made = json.loads(text)["newThing"]
    assert made["n"] == 12
    assert made["changedTime"] == "2026-11-29"
    assert made["tel"] != 46701234567
    assert "Åberg" not in made["who"]
    unknown = [item for item in found.replaced if not item.known]
    assert [item.member for item in unknown] == ["newThing.tel", "newThing.who"]
    assert unknown[1].before == "Per Åberg"
    assert unknown[1].after == made["who"]


def test_a_date_of_birth_is_personal() -> None:
    assert "1980-02-03" not in worker().document('{"birthDate": "1980-02-03"}')


def test_the_spelling_of_the_document_stays() -> None:
    text = '{\n "orderId" : 1.50,\t"orderId": 10000000000000000000001, "consignee": {"countryCode": "S\\u0045"}}'
    assert worker().document(text) == text


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ('{"name": "Svensson', "json"),
        ('{"consignee": {"name": "Svensson"', "json"),
        ("{'name': Svensson}", "json"),
        ('{"a": "\\ud800 Svensson"}', "json"),
        ('{"Svensson Anna": 1}', "json"),
        ('[["Svensson"], {"": "Svensson"}]', "json"),
        ('"Svensson"', "json"),
        ("name=Svensson&x=1", "form"),
        ("<order><name kind='Svensson'>Svensson</name><!-- Svensson --></order>", "markup"),
        ("Thank you, Svensson!", "text"),
        ("Svensson", "text"),
    ],
)
def test_every_shape_also_broken(text: str, shape: str) -> None:
    assert shape_of(text) == shape
    found = worker().body(text.encode("utf-8", "surrogatepass"))
    assert b"Svensson" not in found
    assert found


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-32-le"])
def test_other_encodings_are_read(coding: str) -> None:
    found = json.loads(worker().body(json.dumps(ORDER).encode(coding)))
    assert "Svensson" not in str(found)
    assert found["orderInfo"]["orderId"] == 70031


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0Svensson", b"%PDF\xff Svensson", "Åsa Svensson".encode("latin-1")]
)
def test_what_is_no_text_is_left_out(data: bytes) -> None:
    found = worker().body(data)
    assert b"Svensson" not in found
    assert str(len(data)).encode() in found


def test_an_error_message_can_still_be_read() -> None:
    text = '{"Message":"An error has occurred."}'
    assert worker().document(text) == text


def test_redacted_credentials_stay_marked() -> None:
    assert worker().path("/hooks?token=[redacted-1a2b3c4d]") == "/hooks?token=[redacted-1a2b3c4d]"


def test_a_deep_document_is_no_trouble() -> None:
    text = '{"a":' * 20_000 + '"Svensson"' + "}" * 20_000
    assert "Svensson" not in worker().document(text)


def test_every_member_of_the_catalogue_is_known() -> None:
    wrong = []
    for family in CATALOGUE:
        for field in family.fields:
            names = tuple(field.path.replace("[]", "").split("."))
            kind = MEMBERS.kind(names)
            if field.type != "object" and (kind == "unknown" or (field.personal and kind != field.personal)):
                wrong.append((family.key, field.path, kind))
    assert not wrong


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def structure(value: object) -> object:
    if isinstance(value, dict):
        return [structure(item) for item in value.values()]
    if isinstance(value, list):
        return [structure(item) for item in value]
    return type(value).__name__ if not isinstance(value, bool) else value


@given(JSON, st.booleans())
def test_any_document_keeps_its_structure(value: object, numbers: bool) -> None:
    text = json.dumps(value, ensure_ascii=False)
    pairs = worker(numbers=numbers).document(text, "json")
    read = json.loads(pairs, object_pairs_hook=lambda items: [item for _, item in items] if items else [])
    before = json.loads(text, object_pairs_hook=lambda items: [item for _, item in items] if items else [])
    assert structure(read) == structure(before)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_word_of_a_text_stays(text: str) -> None:
    found = worker().text(f"Svensson {text} Svensson")
    assert "svensson" not in found.lower()


def test_an_address_in_a_number_is_an_address() -> None:
    found = worker().document('{"orderNumber": "anna.svensson@acme.se", "orderStatus": {"text": "a@b.se"}}')
    assert "svensson" not in found
    assert "b.se" not in found


def test_files_in_texts_are_left_out_and_long_numbers_are_none() -> None:
    lines = "\n".join("QUJD" * 19 for _ in range(2000))
    assert worker().text(lines) == f"({len(lines)} characters left out)"
    text = worker().document('{"tel": ' + "7" * 20_000 + "}")
    assert len(json.loads(text, parse_int=str)["tel"]) == 20_000
    assert "77777" not in text


def test_many_words_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pseudonyms, "MOST_REMEMBERED", 10)
    found = worker()
    names = [f"Name{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200)]
    first = [found.text(name) for name in names]
    assert first == [found.text(name) for name in names]
    assert len(found._pseudonyms._words) == 10
