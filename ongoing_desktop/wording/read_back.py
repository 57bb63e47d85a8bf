"""Finds the source of a displayed text, to show it in another language. Used when the language changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from string import Formatter
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.wording.language import Language, placeholders

_LEAST_LETTERS: Final = 2
"""A template with fewer letters would match nearly any text."""
_PARTS: Final = re.compile(r"(\n+|\s+[·–—]\s+|\s+[▾✓✕!]$|\s+\([^()]+\)$|(?<=[.!?…;]) )")
"""Between texts that were joined after they were translated."""
_SIGN: Final = re.compile(r"[●○✕✓!…–•↑↓]\s+")
"""Before a text."""


@dataclass(frozen=True)
class _Template:
    """A text with placeholders in both languages."""

    before: str
    after: str

    @cached_property
    def literals(self) -> tuple[str, ...]:
        return tuple(literal for literal, _, _, _ in Formatter().parse(self.before) if literal)

    @cached_property
    def longest(self) -> str:
        return max(self.literals, key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        made = []
        names: list[str] = []
        for literal, name, _, _ in Formatter().parse(self.before):
            made.append(re.escape(literal))
            if name is not None:
                known = name in names
                made.append(f"(?P=p{names.index(name)})" if known else f"(?P<p{len(names)}>[^·\\n]*?)")
                names += [] if known else [name]
        return re.compile("".join(made))


class ReadBack:
    """Translates displayed texts from one language into another, also with filled-in parameters.

    A text that was not translated, such as a name, is returned unchanged.
    """

    def __init__(self, before: Language, after: Language, names: Iterable[str] = ()) -> None:
        """``names``: texts that are not translated, unless they are also texts of the program."""
        self._before = before
        self._after = after
        group, point = re.escape(before.group), re.escape(before.point)
        self._number = re.compile(rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})*(?:{point}[0-9]+)?")
        self._whole: dict[str, str] = {}
        self._templates: list[_Template] = []
        for old, new in self._pairs():
            if "{" not in old:
                self._whole.setdefault(old, new)
                continue
            template = _Template(old, new)
            try:
                if sum(map(str.isalpha, "".join(template.literals))) >= _LEAST_LETTERS:
                    self._templates.append(template)
            except ValueError:
                self._whole.setdefault(old, new)
        for name in names:
            self._whole.setdefault(name, name)
        self._templates.sort(key=lambda item: -sum(map(len, item.literals)))

    def __call__(self, text: str) -> str:
        """The text in the other language."""
        if not text or text.isspace():
            return text
        if (known := self._whole.get(text)) is not None:
            return known
        core = text.strip()
        if core != text:
            made = text.replace(core, self(core))
        elif sign := _SIGN.match(text):
            made = sign[0] + self(text[sign.end() :])
        else:
            made = self._filled(text) or self._joined(text)
        self._whole[text] = made
        return made

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for key in {**self._before.texts, **self._after.texts}:
            text = key.rpartition("\x04")[2]
            one = self._singular(text)
            for count, english in ((2, text), (5, text), *([(1, one)] if one else [])):
                pair = (_form(self._before, key, count, english), _form(self._after, key, count, english))
                old, new = (form.replace("{count}", "1") for form in pair) if count == 1 else pair
                yield old, new

    def _singular(self, text: str) -> str:
        return self._before.singulars.get(text) or self._after.singulars.get(text) or ""

    def _filled(self, text: str) -> str:
        fitting = [
            (template, found.groups())
            for template in self._templates
            # Most are left out by their longest part, so that a change of language takes a fraction of the time.
            if template.longest in text
            and all(literal in text for literal in template.literals)
            and (found := template.pattern.fullmatch(text)) is not None
        ]
        if not fitting:
            return ""
        # Rather one whose parameters are texts of the program, as “Reset {title}” for “Reset Total time”.
        template, groups = next((fit for fit in fitting if all(value in self._whole for value in fit[1])), fitting[0])
        values = dict(zip(dict.fromkeys(placeholders(template.before)), map(self._value, groups), strict=True))
        return "".join(
            literal + (values.get(name, "…") if name is not None else "")
            for literal, name, _, _ in Formatter().parse(template.after)
        )

    def _joined(self, text: str) -> str:
        parts = _PARTS.split(text)
        return (
            "".join(part if place % 2 else self(part) for place, part in enumerate(parts)) if len(parts) > 1 else text
        )

    def _value(self, value: str) -> str:
        if self._number.fullmatch(value):
            swap = {self._before.group: self._after.group, self._before.point: self._after.point}
            return "".join(swap.get(sign, sign) for sign in value)
        return self(value)


def _form(language: Language, key: str, count: int, english: str) -> str:
    forms = language.texts.get(key)
    return forms[min(language.plural_form(count), len(forms) - 1)] if forms else english
