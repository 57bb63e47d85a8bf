"""JUnit XML, the report that build servers read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from ongoing_desktop.domain.report_case import Case

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(name: str, cases: Iterable[Case], at: datetime) -> bytes:
    """A report with one suite. ``at``: when it began, UTC."""
    every = tuple(cases)
    suite = Element(
        "testsuite",
        name=_clean(name),
        tests=str(len(every)),
        failures=str(sum(bool(case.failed) for case in every)),
        errors="0",
        skipped=str(sum(bool(case.skipped) for case in every)),
        time=f"{sum(case.seconds for case in every):.3f}",
        timestamp=f"{at:%Y-%m-%dT%H:%M:%S}",
    )
    for case in every:
        node = SubElement(
            suite, "testcase", classname=_clean(case.group), name=_clean(case.name), time=f"{case.seconds:.3f}"
        )
        if case.failed:
            SubElement(node, "failure", message=_clean(case.failed)).text = _clean(case.output or case.failed)
        elif case.skipped:
            SubElement(node, "skipped", message=_clean(case.skipped))
        if case.output:
            SubElement(node, "system-out").text = _clean(case.output)
    root = Element("testsuites")
    root.append(suite)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
