"""Charts are well-formed SVG, the same bytes for the same numbers, and stay within their frame."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from ongoing_desktop.formats.pictures import WIDTH, Bars, Curve, Dots, Panel, chart_svg

PANELS = (
    Panel("Counts <&>", (Bars("", (0.0, 3.0, 7.0), "accent"),), ("a", "b", "c")),
    Panel(
        "Shares",
        (Curve("50 %", (None, 12.5, 0.1), "good"), Curve("95 %", (None, None, 80.0), "warn")),
        ("a", "b"),
        " ms",
    ),
    Panel("Dots", (Dots("", ((0.0, 1.0, "good"), (1.0, 999.0, "bad"))),), ("0 s", "9 s"), " ms"),
    Panel("Nothing", (Bars("", (), "accent"), Curve("", (), "bad"), Dots("", ())), ()),
)


@pytest.mark.parametrize("count", range(len(PANELS) + 1))
def test_a_chart_is_well_formed_and_reproducible(count: int) -> None:
    made = chart_svg("Title \u00e5 & <b>", "Summary", PANELS[:count])
    assert made == chart_svg("Title \u00e5 & <b>", "Summary", PANELS[:count])
    root = ET.fromstring(made.decode())
    assert "Title \u00e5 & <b>" in [item.text for item in root]
    height = float(root.get("height", "0"))
    for item in root:
        for name, most in (("x", WIDTH), ("cx", WIDTH), ("y", height), ("cy", height)):
            if (value := item.get(name)) is not None:
                assert 0 <= float(value) <= most, ET.tostring(item)
    assert not re.search(rb"nan|inf", made)
