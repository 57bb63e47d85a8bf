"""Sentences of advice on addresses, and of what checking one found."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "advice-http": "Not https: payload and credential would cross the internet in clear.",
    "advice-loopback": "{host} is the sender's own computer: Ongoing's cloud cannot reach this one by it.",
    "advice-private": "{host} is an address of a private network, which Ongoing's cloud cannot reach.",
    "advice-local-name": "“{host}” looks like a name of a local network, which Ongoing's cloud does not know.",
    "advice-reserved-name": "“{host}” ends in a name that is reserved and never resolves.",
    "advice-bare-address": "A bare IP address: certificates are rarely issued for one, and it may change.",
    "advice-port": "Port {port} is unusual: a firewall on the way may let only 80 and 443 pass.",
    "advice-port-scheme": "Port {port} is the other scheme's usual one; {scheme} is probably not spoken there.",
    "advice-credentials": "User name and password in the address end up in lists and logs; they belong in the authentication.",
    "advice-blank": "The address holds a blank, which is sent as %20.",
    "advice-fragment": "The part from # on is never sent.",
    "advice-no-path": "There is no path, so every webhook sent there looks alike; a path of its own tells them apart.",
    "advice-double-slash": "The path holds a double slash; some servers take that for another path.",
    "advice-idn": "The host name is not ASCII; it is sent as {plain}. Enter that if Ongoing does not take the other.",
    "advice-twin": "“{name}” has the same type, goods owner and address: the receiver gets every event twice.",
    "reach-dns-ok": "{host} resolves to {addresses}.",
    "reach-dns-literal": "{host} is an address already; nothing to look up.",
    "reach-dns-unknown": "There is no host “{host}”, as far as this computer's name server knows.",
    "reach-dns-timeout": "No name server answered within {seconds:g} seconds.",
    "reach-tcp-ok": "{address} accepts connections.",
    "reach-tcp-refused": "{address} refuses connections: nothing listens there, or a firewall says no.",
    "reach-tcp-timeout": "{address} did not answer within {seconds:g} seconds; a firewall may be dropping it.",
    "reach-tcp-failed": "{address} could not be reached: {what}.",
    "reach-tls-ok": "{version}; the certificate is for this host and was issued by {issuer}; valid until {until:%Y-%m-%d} ({days} days).",
    "reach-tls-soon": "{version}; the certificate runs out on {until:%Y-%m-%d}, in {days} days: renew it.",
    "reach-tls-expired": "The certificate ran out on {until:%Y-%m-%d}; senders will refuse it.",
    "reach-tls-not-yet": "The certificate is valid only from {since:%Y-%m-%d} on; check the clocks.",
    "reach-tls-host": "The certificate is not for “{host}” but for {names}.",
    "reach-tls-issuer": "The certificate was issued by {issuer}, which this computer does not trust.",
    "reach-tls-failed": "No TLS came about: the other side may not speak https on this port.",
    "reach-tls-timeout": "The TLS handshake did not finish within {seconds:g} seconds.",
    "reach-tls-none": "http: nothing is encrypted, so there is no certificate to check.",
    "reach-skipped": "Not tried, because the step before failed.",
    "reach-elsewhere": "This is how it looks from this computer; Ongoing's network may see it differently.",
    "reach-bad-url": "This address cannot be checked: {what}.",
}
