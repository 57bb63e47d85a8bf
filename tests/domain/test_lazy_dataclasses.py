"""Classes made by :mod:`ongoing_desktop.domain.lazy_dataclasses` behave as those of the standard library."""

from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys
from functools import cached_property
from typing import Any, ClassVar

import pytest

from ongoing_desktop.domain import lazy_dataclasses as lazy


def twins(**words: Any) -> list[type]:
    """The same class made both ways."""
    found = []
    for module in (dataclasses, lazy):

        @module.dataclass(**words)
        class Order:
            KNOWN: ClassVar[int] = 3
            number: int
            name: str = "none"
            lines: list[int] = module.field(default_factory=list, repr=False)
            noise: int = module.field(default=0, compare=False)
            total: int = module.field(init=False)

            def __post_init__(self) -> None:
                object.__setattr__(self, "total", self.number + len(self.lines))

        found.append(Order)
    return found


def outcome(work: Any) -> Any:
    try:
        return work()
    except (TypeError, AttributeError, ValueError) as error:
        return type(error)


@pytest.mark.parametrize(
    "words",
    [
        {"frozen": True, "slots": True},
        {"slots": True},
        {"frozen": True},
        {"frozen": True, "slots": True, "kw_only": True},
    ],
)
@pytest.mark.parametrize(
    "work",
    [
        lambda cls: cls(),
        lambda cls: cls(1).name,
        lambda cls: cls(number=1),
        lambda cls: cls(1, "a", [2], 4),
        lambda cls: cls(1, "a", [2], 4, 5),
        lambda cls: cls(1, unknown=2),
        lambda cls: cls(number=1, lines=[1, 2]).total,
        lambda cls: cls(number=1).lines is cls(number=1).lines,
        lambda cls: cls(number=1) == cls(number=1, noise=2),
        lambda cls: cls(number=1) == cls(number=2),
        lambda cls: cls(number=1) == 1,
        lambda cls: hash(cls(number=1)),
        lambda cls: cls(number=1).KNOWN,
        lambda cls: setattr(cls(number=1), "name", "b"),
        lambda cls: delattr(cls(number=1), "name"),
        lambda cls: hasattr(cls(number=1), "__dict__"),
        lambda cls: cls.__match_args__,
        lambda cls: [item.name for item in dataclasses.fields(cls)],
        lambda cls: dataclasses.asdict(cls(number=1, lines=[3])),
        lambda cls: dataclasses.replace(cls(number=1), name="c").name,
        lambda cls: dataclasses.replace(cls(number=1), total=3),
    ],
)
def test_they_agree(words: dict[str, Any], work: Any) -> None:
    standard, ours = twins(**words)
    found, expected = outcome(lambda: work(ours)), outcome(lambda: work(standard))
    assert repr(found) == repr(expected)


def test_its_own_replace_and_fields() -> None:
    _, order = twins(frozen=True, slots=True)
    changed = lazy.replace(order(1, "a", [2], 4), number=5)
    assert (changed.number, changed.name, changed.lines, changed.noise, changed.total) == (5, "a", [2], 4, 6)
    assert [item.name for item in lazy.fields(order)] == ["number", "name", "lines", "noise", "total"]
    assert lazy.is_dataclass(changed)
    assert not lazy.is_dataclass(1)
    with pytest.raises(TypeError):
        lazy.replace(changed, total=3)


def test_fields_of_a_base_come_first() -> None:
    @lazy.dataclass(frozen=True, slots=True)
    class Base:
        a: int
        b: int = 2

    @lazy.dataclass(frozen=True, slots=True)
    class Derived(Base):
        c: int = 3

        def __repr__(self) -> str:
            return "own"

    assert (Base(1).b, Derived(1, 5).b, Derived(1).c) == (2, 5, 3)
    assert repr(Derived(1)) == "own"
    assert Derived(1) != Base(1)
    assert Derived.__slots__ == ("c",)


def test_what_a_class_computes_once_is_kept() -> None:
    @lazy.dataclass(frozen=True)
    class Circle:
        radius: int = 1

        @cached_property
        def parts(self) -> list[int]:
            return [self.radius]

    circle = Circle(4)
    assert circle.parts is circle.parts
    assert circle == Circle(4)


def test_a_shared_default_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @lazy.dataclass(frozen=True)
        class Wrong:
            items: list[int] = []  # noqa: RUF012


def test_arguments_are_known_after_the_first_instance() -> None:
    _, order = twins(frozen=True, slots=True)
    order(1)
    assert list(inspect.signature(order).parameters) == ["number", "name", "lines", "noise"]


def test_the_domain_does_not_load_the_standard_librarys() -> None:
    code = "import sys, ongoing_desktop.domain.settings as s; s.Settings(); sys.exit('inspect' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
