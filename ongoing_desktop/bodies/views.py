"""The table of body views. A new view is a file in this package and a line in :data:`VIEWS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.bodies import form as _form
from ongoing_desktop.bodies import hexadecimal as _hexadecimal
from ongoing_desktop.bodies import image as _image
from ongoing_desktop.bodies import json_views as _json
from ongoing_desktop.bodies import raw as _raw
from ongoing_desktop.bodies import xml as _xml
from ongoing_desktop.bodies.base import View

VIEWS: Final[Mapping[str, View]] = MappingProxyType(
    {
        view.key: view
        for view in (
            View("pretty", "Pretty", _json.show_indented, _json.fits),
            View("tree", "Tree", _json.show_tree, _json.fits),
            View("form", "Form", _form.show, _form.fits),
            View("xml", "XML", _xml.show, _xml.fits),
            View("image", "Image", _image.show, _image.fits),
            View("raw", "Raw", _raw.show),
            View("hex", "Hex", _hexadecimal.show, as_received=True),
        )
    }
)
"""The first view that fits a body is its default."""


def fitting(body: bytes, content_type: str) -> tuple[str, ...]:
    """Keys of the views offered for a body, best first. Cheap; safe on any thread; never raises."""
    return tuple(view.key for view in VIEWS.values() if view.fits(body, content_type))
