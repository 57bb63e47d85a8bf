"""Places of credentials in requests and responses, and lookalikes: tables for several tests."""

from __future__ import annotations

from typing import Final

S: Final = "s3cr3t-V4lue"
"""The value that must not be found anywhere unredacted. It is not among the stored credentials."""

HEADERS: Final = (
    "Authorization", "Proxy-Authorization", "X-Authorization", "X-Original-Authorization",
    "ServiceBusAuthorization", "Authentication", "X-Gitlab-Token", "Api-Key", "ApiKey", "X-Api-Key", "X-ApiKey",
    "X-Access-Token", "Ocp-Apim-Subscription-Key", "X-Amz-Security-Token", "X-Webhook-Secret", "X-Webhook-Key",
    "Private-Token", "X-Vault-Token", "X-CSRF-Token", "X-XSRF-TOKEN", "DD-API-KEY", "DD-APPLICATION-KEY",
    "X-Shopify-Access-Token", "X-MBX-APIKEY", "CB-ACCESS-KEY", "CB-ACCESS-SIGN", "CB-ACCESS-PASSPHRASE",
    "X-Auth-Token", "X-Auth-Key", "X-Functions-Key", "aeg-sas-key", "aeg-sas-token", "X-Client-Secret", "Token",
    "Auth", "X-Auth", "X-Secret", "X-Password", "X-Basic-Auth", "Cookie", "Cookie2", "Set-Cookie", "X-Session-Id",
    "X-Sid", "X-GitHub-OTP", "X-Pin", "Session", "JSESSIONID", "WebhookSecret", "X-Hub-Signature",
    "X-Hub-Signature-256", "X-Shopify-Hmac-Sha256", "Stripe-Signature", "Signature",
    "X-Telegram-Bot-Api-Secret-Token", "Cf-Access-Jwt-Assertion", "X-MS-Token-AAD-Id-Token", "X-Goog-Api-Key",
    "X-Goog-Channel-Token", "X-Parse-REST-API-Key", "Secret-Key", "X-License-Key", "X-Token-2", "x-api-key-v2",
    "X-Code", "Bearer", "X-Jwt", "X-Credentials", "X-Forwarded-Access-Token",
)  # fmt: skip
PARAMETERS: Final = (
    "token", "access_token", "accessToken", "id_token", "refresh_token", "api_key", "apikey", "apiKey", "key",
    "keys", "subscription-key", "accessKeyId", "secret", "client_secret", "clientSecret", "password", "passwd",
    "passwort", "losenord", "pwd", "pw", "pass", "user_pass", "userpass", "dbpass", "passphrase", "passcode",
    "code", "auth_code", "authcode", "device_code", "pin", "otp", "totp", "jwt", "sas", "sig", "sign", "signature",
    "X-Amz-Signature", "X-Amz-Credential", "session", "sessionid", "session_key", "JSESSIONID", "PHPSESSID", "sid",
    "connect.sid", "bearer", "credentials", "creds", "auth", "authorization", "basic-auth", "authData", "hapikey",
    "csrf_token", "samlresponse", "client_assertion", "code_verifier", "secret_id", "TOKEN", "ToKeN", "pAsS",
    "api_key2", "password1", "token[]", "user[password]", "auth.token", "hub.verify_token", "to%6ben", "%74oken",
    "to%256ben", "token%5B%5D", "%20token", "+token",
)  # fmt: skip
TARGETS: Final = tuple(
    text.replace("S", S)
    for text in (
        "/a?token=S&x=1",
        "https://user:S@host/a",
        "/?Password=S#f",
        "/?a=1;sig=S",
        "/?token%3DS",
        "/?a=1%26token=S",
        "/?a=1%26token%3DS",
        "/?next=https%3A%2F%2Fh%2F%3Ftoken%3DS",
        "/?next=/b?token=S",
        "/?next=https://u:S@h/",
        "/?next=https%3A%2F%2Fu%3AS%40h%2F",
        "/cb#access_token=S&x=1",
        "/#/r?token=S",
        "/a;token=S/b",
        "/a;token=S?x=1",
        "/a/token=S/c",
        "//u:S@h/x",
        "u:S@h:443",
        "http://u:p@S@h/",
        "http://u:S/w@h/a",
        "http:\\\\u:S@h/",
        '/?filter={"token":"S"}',
        "/?filter=%7B%22token%22%3A%22S%22%7D",
        "/?x=eyJhbGciOiJI.eyJzdWIiOi.S",
        "/?token=aa;S",
        "/?token=aa#S",
        "/?token=a?S",
        '/?token="S',
        "/?token=%73S",
        "/?a=b=c=d=e=f=token=S",
        "https://h/p?x=1&amp;token=S",
    )
)
VALUES: Final = tuple(
    (name, text.replace("S", S))
    for name, text in (
        ("Referer", "https://h/?token=S"),
        ("Location", "/cb?code=S"),
        ("Location", "https://u:S@h/"),
        ("Content-Location", "?token=S"),
        ("Link", "<https://h/?token=S>; rel=next, <https://h/>; rel=prev"),
        ("Refresh", "0; url=https://h/?access_token=S"),
        ("Origin", "https://u:S@h"),
        ("Host", "u:S@h"),
        ("X-Forwarded-Host", "u:S@h"),
        ("Forwarded", "for=1;host=u:S@h"),
        ("X-Original-URL", "/a?token=S"),
        ("X-Callback", "https%3A%2F%2Fh%2F%3Ftoken%3DS"),
        ("X-A", "Bearer S"),
        ("X-A", "basic S"),
        ("X-Meta", '{"token": "S"}'),
        ("X-Q", 'token="S x"'),
        ("Baggage", "userId=1,sessionId=S"),
        ("X-Data", "eyJhbGciOiJI.eyJzdWIiOi.S"),
        ("X-A", "1\rAuthorization: Basic S"),
        ("X-A", "1\x0bX-Auth-Token: S"),
    )
)
"""Header fields with harmless names."""
HEADS: Final = tuple(
    head.replace(b"S", S.encode())
    for head in (
        b"GET / HTTP/1.1\rHost: h\rX-Gitlab-Token: S\rX-A: 1\r\r",
        b"GET / HTTP/1.1\r\n\x0bAuthorization: Basic S\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : u:S@h\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nApi-Key S\r\n\r\n",
        b"GET / HTTP/1.1\nX-Auth-Token: a\rS\n\n",
        b"GET / HTTP/1.1\r\nX-Auth-Token: a\x0bS\r\n\r\n",
        b"GET / HTTP/1.1\r\nAuth\x00orization: S\r\n\r\n",
        b'GET / HTTP/1.1\r\n"Authorization": S\r\n\r\n',
        b"GET / HTTP/1.1\r\nAuthorization\xa0: S\r\n\r\n",
        b"GET / HTTP/1.1\r\nX-A: 1\r\n Authorization:\r\n S\r\n\r\n",
        b"GET / HTTP/1.1\r\nAuthorization=S\r\n\r\n",
        b"GET /?%74oken=S HTTP/9.9\r\nReferer : https://h/?code=S\r\n\r\n",
        b"GET / HTTP/1.1\r\nX A: 1\r\n\r\nGET /?token=S HTTP/1.1\r\nX-Api-Key: S\r\n\r\n",
    )
) + tuple(
    f"GET /?token={S} HTTP/1.1\r\nAuthorization: Basic {S}\r\nX-Auth-Token: {S}\r\n\r\n".encode(coding)
    for coding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
)
"""Malformed heads of requests."""
PLAIN_HEADERS: Final = (
    "Accept", "Accept-Encoding", "Content-Type", "Content-Encoding", "Content-Length", "Host", "User-Agent",
    "X-Request-Id", "X-Correlation-Id", "Idempotency-Key", "X-Idempotency-Key", "Sec-WebSocket-Key",
    "Surrogate-Key", "Public-Key-Pins", "Digest", "Content-Digest", "Content-MD5", "ETag", "Traceparent",
    "WWW-Authenticate", "Proxy-Authenticate", "Authentication-Info", "X-Auth-User", "X-Auth-Email",
    "X-Authenticated-User", "X-Status-Code", "X-Signature-Timestamp", "Signature-Input", "X-Client-Id",
    "X-Hub-Mode", "X-Rate-Limit-Remaining", "X-Amz-Date", "X-Amz-Content-Sha256", "Cookie-Policy",
    "X-Forwarded-For", "Location", "Referer", "Cross-Origin-Opener-Policy",
)  # fmt: skip
PLAIN_PARAMETERS: Final = (
    "author", "authorId", "authority", "author_name", "passenger", "passengers", "compass", "bypass", "passage",
    "passive", "passport", "postcode", "postalCode", "zip_code", "countryCode", "statusCode", "errorcode",
    "barcode", "articleCode", "goodsOwnerCode", "encode", "codec", "code_challenge", "decoder", "unicode", "pinned",
    "shipping", "spin", "mapping", "spinner", "opinion", "sigma", "design", "signal", "signed", "X-Amz-SignedHeaders", "X-Amz-Expires", "X-Amz-Algorithm", "assign", "secretary", "secretariat", "tokenizer",
    "tokenize", "monkey", "turkey", "keyword", "keyboard", "key_id", "keyid", "sortKey", "routing_key",
    "partition_key", "primaryKey", "token_type", "tokenType", "tokentype", "token_expires", "session_count",
    "cookie_consent", "password_policy", "obsession", "possession", "AccountSid", "MessageSid", "inside",
    "resident", "state", "nonce", "user", "username", "email", "id", "orderNumber", "goodsOwnerId", "warehouse",
    "webhookEventId", "timestamp", "page", "limit", "cursor", "filter", "grant_type", "response_type", "scope",
    "redirect_uri", "client_id", "description",
)  # fmt: skip
PLAIN_VALUES: Final = (
    ("Content-MD5", "Q2hlY2sgSW50ZWdyaXR5IQ=="),
    ("Digest", "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
    ("WWW-Authenticate", 'Basic realm="Ongoing Desktop", charset="UTF-8"'),
    ("WWW-Authenticate", 'Bearer realm="x", error="invalid_token"'),
    ("Content-Type", "application/json; charset=utf-8"),
    ("Accept", "text/html;q=0.8, */*"),
    ("Sec-CH-UA", '"Not;A=Brand";v="8", "Chromium";v="100"'),
    ("User-Agent", "Mozilla/5.0 (X11; Linux) x/1"),
    ("From", "a@b.example"),
    ("Link", '<https://h/?page=2>; rel="next"'),
    ("Referer", "https://h/orders?code_challenge=x&postcode=123&author=Ann#top"),
    ("Keep-Alive", "timeout=5, max=100"),
    ("ETag", 'W/"abc=="'),
    ("Server-Timing", "auth;dur=5"),
    ("Content-Disposition", 'form-data; name="key"; filename="a.txt"'),
    ("X-Msg", "50% done"),
    ("Location", "https://h/a/b@c?x=%41"),
    ("X-Time", "10:30"),
    ("Message-ID", "<a:b@c.example>"),
)
PLAIN_TARGETS: Final = (
    "/../..%2e%2e/etc?x=%00%ff&tokens",
    "/?statusCode=5&postcode=1&author=x",
    "/orders/12?email=a@b.example",
    "/a//user@x/",
    "/@scope/pkg",
    "https://h/x?mail=a@b&t=http://z/",
    "/a%20b?q=a%3Db&r=%2F",
)
