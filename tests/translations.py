"""Keeps the translations in ``resources/languages`` in step with the texts of the program.

``python tests/translations.py update`` adds new texts to each file, and marks those that are no longer used as vanished;
``drop`` removes them.
``export LANGUAGE START…`` writes the texts without a translation as JSON; each START is the beginning of a context, such
as ``ui.webhooks``. ``merge LANGUAGE FILE`` puts the translations of such a file in. ``parts LANGUAGE`` counts the texts.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.formats.translation_file import SINGULAR
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.event_text import done_phrase
from ongoing_desktop.wording.language import text_key
from tests.source import nodes as nodes_of

PACKAGE = ROOT / "ongoing_desktop"
LANGUAGES = ROOT / "resources" / "languages"
SKIPPED: Final = frozenset(
    {
        "wording.language",
        "wording.texts.probes_en",
        "wording.texts.probes_sv",
        "wording.texts.sheet",
        "wording.texts.usage",
    }
)
"""Modules whose texts have their own translations, or belong to the command line."""
TRANSLATED: Final[Mapping[str, tuple[int, ...]]] = {"tr": (0,), "translated": (0,), "translate": (1,)}
"""Functions that translate an argument, by name."""
COUNTED: Final = frozenset({"plural", "agreeing"})
"""Functions whose second and third argument are the texts for one and for many."""
ROWS: Final[Mapping[str, tuple[tuple[int, ...], tuple[str, ...]]]] = {
    "Command": ((1,), ("text", "submenu", "unavailable")),
    "_choice": ((1, 4), ("unavailable",)),
    "_grouping": ((1,), ()),
    "PreferenceRow": ((2, 3), ()),
    "NamesControl": ((0,), ()),
    "Pill": ((0,), ()),
    "Column": ((1,), ()),
    "HistoryFormat": ((1, 3), ()),
    "Group": ((1,), ()),
    "Preset": ((1,), ("title",)),
    "Probe": ((1, 2, 3), ("title", "why", "advice")),
    "Resource": ((1,), ()),
    "Success": ((1,), ()),
    "View": ((1,), ()),
    "Watch": ((1, 2, 3, 4), ()),
    "Policy": ((0, 1), ()),
}
"""Classes of table rows: positions and names of the arguments that are texts."""
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "bodies.json_text": ("FAULTS",),
    "domain.assumed": ("READING_WORDS",),
    "ui.commands.about": ("EXTRA_KEYS",),
    "ui.commands.actions": ("MENUS",),
    "ui.exchanges.compare_model": ("WORDS", "PARTS"),
    "ui.exchanges.completion": ("HINTS",),
    "ui.exchanges.exchange_texts": ("FAILURES", "NO_EVENT"),
    "ui.exchanges.filter_bar": ("CHIPS", "WEBHOOK_CHIP"),
    "ui.exchanges.timeline_window": ("TITLES", "MARKS"),
    "ui.simulate.prove_dialog": ("SIGNS",),
    "ui.simulate.series_dialog": ("_WORDS", "_PARTS"),
    "ui.webhooks.list_bar": ("VERBS",),
    "wording.event_text": ("_ORDINALS", "_ENDINGS"),
    "wording.playing_text": ("DAY_TITLES",),
    "wording.preferences": ("PREFERENCE_PAGES",),
    "wording.secret_places": ("PLACES",),
    "wording.schedule_text": ("KIND_TITLES", "PROFILE_TITLES", "RUN_STATES"),
}
"""Constants by module. Their texts are the values of a dict, or the texts with a capital letter or a space in tuples."""

KEYS: Final = re.compile(r"((Ctrl|Shift|Alt)\+|F[0-9]+\b|(Space|Enter|Esc|Right, Left)$)")
"""Names of keys, which Qt translates."""


@dataclass(frozen=True)
class Source:
    """A text of the program."""

    context: str
    text: str
    comment: str = ""
    one: str = ""
    """For a text with a count: the text for one."""

    @property
    def key(self) -> str:
        return text_key(self.text, self.comment)


@dataclass
class Translation:
    """A translated text of a file."""

    source: Source
    forms: tuple[str, ...] = ()
    state: str = "unfinished"


@dataclass
class Collected:
    """All texts, each once, in the context where it occurs first."""

    found: dict[str, Source] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, context: str, text: str, comment: str = "", one: str = "") -> None:
        if not any(map(str.isalpha, text)) or KEYS.match(text):
            return
        source = Source(context, text, comment, one)
        before = self.found.setdefault(source.key, source)
        if one and not before.one:
            self.found[source.key] = Source(before.context, text, comment, one)


def sources() -> Collected:
    """Every text of the program that users see in the window."""
    collected = Collected()
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if module in SKIPPED or module.startswith("cli"):
            continue
        nodes = nodes_of(path)
        if module.startswith("wording.texts."):
            _sentences(collected, module, nodes)
        _code(collected, module, nodes)
    for scheme in SCHEMES.values():
        for text in (*scheme.sentences.values(), scheme.title, scheme.word, *(item.label for item in scheme.fields)):
            collected.add(f"auth.{scheme.key}", text)
    _resources(collected)
    return collected


def _sentences(collected: Collected, module: str, nodes: Iterable[ast.AST]) -> None:
    texts: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    texts[str(key.value)] = value.value
    for code, text in texts.items():
        if not (code.endswith("-one") and code.removesuffix("-one") in texts):
            collected.add(module, text, one=texts.get(f"{code}-one", ""))


def _code(collected: Collected, module: str, nodes: Iterable[ast.AST]) -> None:
    for node in nodes:
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            painting = name == "translate" and not any(map(_is_text, node.args))
            if name in TRANSLATED and len(node.args) > TRANSLATED[name][0] and not painting:
                place = TRANSLATED[name][0]
                comment = node.args[place + 1] if len(node.args) > place + 1 else None
                for text in _texts(node.args[place]):
                    collected.add(module, text, comment.value if isinstance(comment, ast.Constant) else "")
                if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in ast.walk(node.args[place])):
                    collected.problems.append(f"{module}:{node.lineno}: a text for translation is glued from parts")
            elif name in COUNTED and len(node.args) == 3:
                for one, many in zip(_texts(node.args[1]), _texts(node.args[2]), strict=False):
                    collected.add(module, many, one=one)
            elif name in ROWS:
                _row(collected, module, node, *ROWS[name])
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if isinstance(target, ast.Name) and target.id in TABLES.get(module, ()) and node.value is not None:
                for text in _table(node.value):
                    collected.add(module, text)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value)


def _row(collected: Collected, module: str, node: ast.Call, places: tuple[int, ...], names: tuple[str, ...]) -> None:
    arguments = [node.args[place] for place in places if place < len(node.args)]
    arguments += [keyword.value for keyword in node.keywords if keyword.arg in names]
    for argument in arguments:
        for text in _texts(argument):
            collected.add(module, text)
    for part in ast.walk(node):
        # The labels of a choice, and the values of a filter that are always offered.
        if isinstance(part, ast.Tuple) and len(part.elts) == 2 and isinstance(part.elts[0], ast.Constant):
            for text in _texts(part.elts[1]):
                if text[:1].isupper() or " " in text:
                    collected.add(module, text)


def _table(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield from _texts(node)
    elif isinstance(node, ast.Call) and node.args:
        yield from _table(node.args[0])
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value)
            yield from _table(value)
    elif isinstance(node, ast.Tuple | ast.List):
        for item in node.elts:
            yield from (text for text in _texts(item) if text[:1].isupper() or " " in text)
            yield from _table(item)


def _resources(collected: Collected) -> None:
    for family in load_catalogue().families:
        context = f"catalogue.{family.key}"
        texts = [family.title, family.notes, family.thing, *(item.absent for item in family.fields)]
        texts += [item.description for item in family.fields]
        for trigger in family.triggers:
            texts += [trigger.description, trigger.thing, done_phrase(trigger)]
            texts += [text for setting in trigger.settings for text in (setting.label, setting.description)]
        for text in texts:
            collected.add(context, text)
    for path in sorted((ROOT / "resources" / "scenarios").glob("*.json")):
        scenario = json.loads(path.read_text("utf-8"))
        for text in (scenario["name"], scenario["description"]):
            collected.add(f"scenarios.{path.stem}", text)


def read(code: str) -> dict[str, Translation]:
    """The translations of a language's file by key."""
    found: dict[str, Translation] = {}
    for context in fromstring((LANGUAGES / f"{code}.ts").read_bytes()).iter("context"):
        for message in context.iter("message"):
            source = Source(
                context.findtext("name") or "",
                message.findtext("source") or "",
                message.findtext("comment") or "",
                message.findtext(SINGULAR) or "",
            )
            node = message.find("translation")
            assert node is not None, source
            forms = tuple(form.text or "" for form in node.iter("numerusform")) or (node.text or "",)
            found[source.key] = Translation(source, forms if any(forms) else (), node.get("type") or "")
    return found


def updated(code: str, collected: Collected) -> list[Translation]:
    """The translations of a language for all texts of the program, and used ones for texts that are gone."""
    before = read(code) if (LANGUAGES / f"{code}.ts").is_file() else {}
    made = []
    for key, source in collected.found.items():
        old = before.get(key)
        forms = old.forms if old and bool(old.source.one) == bool(source.one) else ()
        made.append(Translation(source, forms, "" if forms and old and old.state in ("", "vanished") else "unfinished"))
    gone = (old for key, old in before.items() if key not in collected.found and old.forms)
    return made + [Translation(old.source, old.forms, "vanished") for old in gone]


def file_text(code: str, translations: list[Translation]) -> str:
    """The content of a language's file. Contexts are sorted, so that changes to different ones merge."""
    contexts: dict[str, list[Translation]] = {}
    for item in translations:
        contexts.setdefault(item.source.context, []).append(item)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{code}" sourcelanguage="en">')
    for name in sorted(contexts):
        lines += ["<context>", f"    <name>{escape(name)}</name>"]
        for item in contexts[name]:
            lines += _message(item)
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def _message(item: Translation) -> list[str]:
    source = item.source
    kind = f' type="{item.state}"' if item.state else ""
    lines = ['    <message numerus="yes">' if source.one else "    <message>"]
    lines.append(f"        <source>{escape(source.text)}</source>")
    if source.comment:
        lines.append(f"        <comment>{escape(source.comment)}</comment>")
    if source.one:
        lines.append(f"        <translation{kind}>")
        lines += [f"            <numerusform>{escape(form)}</numerusform>" for form in item.forms or ("", "")]
        lines.append("        </translation>")
        lines.append(f"        <{SINGULAR}>{escape(source.one)}</{SINGULAR}>")
    else:
        lines.append(f"        <translation{kind}>{escape(item.forms[0]) if item.forms else ''}</translation>")
    return [*lines, "    </message>"]


def export(code: str, starts: list[str]) -> list[dict[str, Any]]:
    """The texts without a translation, in contexts with these beginnings."""
    found = []
    for item in updated(code, sources()):
        source = item.source
        if item.state == "unfinished" and source.context.startswith(tuple(starts) or ""):
            entry: dict[str, Any] = {"context": source.context, "text": source.text}
            if source.comment:
                entry["comment"] = source.comment
            if source.one:
                entry["one"] = source.one
            found.append(entry | {"translation": ["", ""] if source.one else ""})
    return found


def merge(code: str, entries: list[dict[str, Any]]) -> list[Translation]:
    """The translations of a language with these put in. Empty ones change nothing."""
    given = {text_key(item["text"], item.get("comment", "")): item["translation"] for item in entries}
    made = updated(code, sources())
    for item in made:
        forms = given.get(item.source.key, "")
        forms = (forms,) if isinstance(forms, str) else tuple(forms)
        if any(forms):
            item.forms, item.state = forms, ""
    return made


def write(code: str, translations: list[Translation]) -> None:
    (LANGUAGES / f"{code}.ts").write_text(file_text(code, translations), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("update", "drop", "export", "merge", "parts"))
    parser.add_argument("language", nargs="?", default="")
    parser.add_argument("rest", nargs="*")
    given = parser.parse_args()
    if given.command in ("update", "drop"):
        collected = sources()
        for code in [given.language] if given.language else sorted(path.stem for path in LANGUAGES.glob("*.ts")):
            kept = updated(code, collected)
            write(code, [item for item in kept if given.command == "update" or item.state != "vanished"])
    elif given.command == "export":
        print(json.dumps(export(given.language, given.rest), ensure_ascii=False, indent=1))
    elif given.command == "merge":
        write(given.language, merge(given.language, json.loads(Path(given.rest[0]).read_text("utf-8"))))
    else:
        counts: Counter[str] = Counter()
        missing: Counter[str] = Counter()
        for item in updated(given.language, sources()):
            counts[item.source.context] += 1
            missing[item.source.context] += item.state == "unfinished"
        for context in sorted(counts):
            print(f"{missing[context]:5} of {counts[context]:5}  {context}")
        print(f"{missing.total():5} of {counts.total():5}")


if __name__ == "__main__":
    main()
