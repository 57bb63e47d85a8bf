"""``history shapes``: what the payloads of each type looked like so far."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ongoing_desktop.cli.output import json_line, visible, write_file
from ongoing_desktop.cli.session import OK, opened_services
from ongoing_desktop.domain.payload_shapes import Shapes
from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.payload_shapes import NewShape, TypeShape


def history_shapes(arguments: argparse.Namespace) -> int:
    """Learn from exchanges not looked at yet, then print each type with its members and new shapes."""
    with opened_services(arguments) as services:
        shapes = services.engine.submit(services.shapes.learn()).result()
    if arguments.format or arguments.output:
        found = Shapes(shapes.upto, {key: item for key, item in shapes.types.items() if arguments.type in ("", key)})
        found.news = [item for item in shapes.news if item.type in found.types]
        write_file(arguments.output, SHAPE_FORMATS[arguments.format or "json"].write(found))
        return OK
    plain = shapes.plain()
    for key, shape in sorted(shapes.types.items()):
        if arguments.type in ("", key):
            if arguments.json:
                news = [item for item in plain["news"] if item["type"] == key]
                json_line({"type": key, **plain["types"][key], "news": news})
            else:
                _print_type(key, shape, [item for item in shapes.news if item.type == key])
    return OK


def _print_type(key: str, shape: TypeShape, news: list[NewShape]) -> None:
    print(visible(f"{key}  ({shape.payloads})"))
    for path, seen in sorted(shape.members.items()):
        if path:
            share = shape.share(path)
            often = "" if share is None else f"{100 * share:.0f} %"
            types, values = " | ".join(sorted(seen.types)), ", ".join(sorted(seen.values))
            print(visible(f"  {path:<44}  {types:<16}  {often:>5}  {values}").rstrip())
    for item in news:
        sentences = " ".join(sentence(change.sentence, change.params) for change in item.changes)
        print(visible(f"  {item.exchange:>7}  {item.at}  {sentences}"))
