"""The guides of the program: their sections, the anchors of these, and a search over all of them.

A guide is a Markdown file of ``resources/docs/guide``. Its headings have the anchors that GitHub gives them. The guides
of all languages have the same names, and the same headings in the same order, so that a place is named only once: by
``guide`` or ``guide#anchor``, with the anchor of the English guide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ORDER: Final = (
    "first-round-trip",
    "real-payload",
    "test-my-receiver",
    "why-refused",
    "retries-duplicates-order",
    "hand-over",
    "connect-to-ongoing",
    "api-simulator",
    "server-and-ci",
    "where-things-are-kept",
    "what-it-does",
    "command-line",
    "filters",
)
"""The names of the guides in the order of the list: first the jobs, then what is looked up."""
AROUND: Final = 30
"""Characters before a match in the excerpt of a hit; twice as many follow."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text up to the next one."""

    heading: str
    anchor: str
    level: int
    text: str
    """Plain text, one line per line of the file."""


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language."""

    name: str
    markdown: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The first heading."""
        return self.sections[0].heading

    def section(self, anchor: str) -> int | None:
        """The index of a section; 0 for an empty anchor, None if there is none."""
        anchors = [section.anchor for section in self.sections]
        return 0 if not anchor else anchors.index(anchor) if anchor in anchors else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that contains all words of a search."""

    guide: Guide
    section: int
    excerpt: str


def read_guide(name: str, markdown: str) -> Guide:
    """Divide a guide into sections. Raises ValueError if it does not begin with a heading."""
    found: list[tuple[int, str, list[str]]] = []
    fenced = False
    for line in markdown.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else re.fullmatch(r"(#{1,6}) (.+)", line)
        if heading is not None:
            found.append((len(heading[1]), plain(heading[2]), []))
        elif found:
            found[-1][2].append(plain(line))
        elif line:
            raise ValueError(f"{name} does not begin with a heading")
    if not found:
        raise ValueError(f"{name} has no heading")
    return Guide(name, markdown, tuple(_sections(found)))


def _sections(found: Sequence[tuple[int, str, list[str]]]) -> Iterator[Section]:
    used: dict[str, int] = {}
    for level, heading, lines in found:
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = used[slug] = used.get(slug, -1) + 1
        yield Section(heading, f"{slug}-{count}" if count else slug, level, "\n".join(filter(None, lines)))


def plain(line: str) -> str:
    """A line of Markdown as text."""
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"^\s*(?:[-*] |\d+\. |\|[-|: ]+$)", "", line)
    return " ".join(line.replace("`", "").replace("*", "").replace("|", " ").replace("\\", "").split())


def search(guides: Mapping[str, Guide], words: str) -> list[Hit]:
    """The sections that contain all words, those with all of them in the heading first. Case is ignored."""
    wanted = words.casefold().split()
    hits: list[Hit] = []
    by_heading: list[Hit] = []
    for guide in guides.values():
        for number, section in enumerate(guide.sections):
            heading = section.heading.casefold()
            whole = f"{heading}\n{section.text.casefold()}"
            if wanted and all(word in whole for word in wanted):
                hit = Hit(guide, number, _excerpt(section.text, wanted))
                (by_heading if all(word in heading for word in wanted) else hits).append(hit)
    return by_heading + hits


def _excerpt(text: str, wanted: Sequence[str]) -> str:
    flat = text.replace("\n", " ")
    places = [place for word in wanted if (place := flat.casefold().find(word)) >= 0]
    begin = max(0, min(places, default=0) - AROUND)
    begin = flat.find(" ", begin) + 1 if begin else 0
    end = begin + 3 * AROUND
    return ("…" if begin else "") + flat[begin:end].strip() + ("…" if end < len(flat) else "")
