"""The texts of probes and their findings in one language. Both languages are complete."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

from ongoing_desktop.domain.probing import Finding

PROOF_LANGUAGES: Final = ("en", "sv")


class ProbeText(NamedTuple):
    """What a probe is about."""

    title: str
    why: str
    advice: str
    question: str = ""


class ProofWords:
    """The texts in one language. A probe without a text in it is shown in English, and one without any by its key."""

    def __init__(self, language: str) -> None:
        """``language``: of :data:`PROOF_LANGUAGES`; English for any other."""
        self.language = language if language in PROOF_LANGUAGES else "en"
        own, english = (import_module(f"ongoing_desktop.wording.texts.probes_{key}") for key in (self.language, "en"))
        self._probes: Mapping[str, tuple[str, ...]] = {**english.PROBES, **own.PROBES}
        self._reasons: Mapping[str, str] = own.REASONS
        self.report: Mapping[str, str] = own.REPORT

    def probe(self, key: str) -> ProbeText:
        """The texts of a probe."""
        return ProbeText(*self._probes.get(key, (key, "", "")))

    def reason(self, finding: Finding) -> str:
        """The sentence of a finding; a finding about another probe names it by its title."""
        params: dict[str, Any] = dict(finding.params)
        if "probe" in params:
            params["title"] = self.probe(str(params["probe"])).title
        return self._reasons[finding.code].format(**params)


@cache
def proof_words(language: str = "en") -> ProofWords:
    """The texts in a language, loaded once."""
    return ProofWords(language)
