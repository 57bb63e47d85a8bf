"""Every probe and every reason has its text in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from ongoing_desktop.domain import probe_judges
from ongoing_desktop.domain.probes import PROBES
from ongoing_desktop.domain.probing import Finding
from ongoing_desktop.services import proof_run
from ongoing_desktop.wording.proof_text import proof_words
from ongoing_desktop.wording.texts import probes_en, probes_sv

FIELD = re.compile(r"\{\w+\}")


def test_both_languages_have_the_same_texts_with_the_same_fields() -> None:
    for english, swedish in ((probes_en.REASONS, probes_sv.REASONS), (probes_en.REPORT, probes_sv.REPORT)):
        assert english.keys() == swedish.keys()
        wrong = [
            code for code, text in english.items() if set(FIELD.findall(text)) != set(FIELD.findall(swedish[code]))
        ]
        assert not wrong
    assert {key: len(texts) for key, texts in probes_en.PROBES.items()} == {
        key: len(texts) for key, texts in probes_sv.PROBES.items()
    }


def test_the_table_and_its_texts_agree() -> None:
    assert [probe.key for probe in PROBES if len(probes_en.PROBES[probe.key]) != 3 + probe.asks] == []
    assert probes_en.PROBES.keys() == {probe.key for probe in PROBES}


def test_every_code_in_the_source_has_a_reason() -> None:
    text = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (probe_judges, proof_run))
    used = set(re.findall(r'Finding\(\s*"\w+", "([\w-]+)"', text)) | set(
        re.findall(r'_found\(.+?, "([\w-]+)", "', text)
    )
    used |= set(re.findall(r'_found\(.+?, "[\w-]+", "([\w-]+)"', text)) | {"asked-yes", "asked-no", "tls-first"}
    assert used == probes_en.REASONS.keys()


def test_a_new_probe_without_texts_is_shown_by_its_key() -> None:
    words = proof_words("sv")
    assert words.probe("a-new-one").title == "a-new-one"
    assert (
        words.reason(Finding("skip", "gate", {"probe": "quick"}))
        == "Hoppades över eftersom ”Svarar snabbt” inte godkändes."
    )
    assert proof_words("xx").language == "en"
