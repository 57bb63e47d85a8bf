"""The part of :mod:`dataclasses` that this package uses, optimised for start-up.

The standard library compiles up to eight functions for each class when its module is imported: 0.5 ms for each of the
hundred classes used at the window's start. Here all classes share their methods, and ``__init__`` is compiled for the
first instance. Type checkers see the standard library's functions; ``dataclasses.replace``, ``fields`` and ``asdict``
accept these classes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

_MISSING: Final[Any] = object()
_NO_FIELDS: Final[Mapping[str, _Field]] = {}


class _Field:
    """One field of a class."""

    __slots__ = ("annotation", "compare", "default", "default_factory", "init", "kw_only", "name", "repr")

    def __init__(self, default: Any, default_factory: Any, *, init: bool, repr: bool, compare: bool) -> None:  # noqa: A002
        self.name = ""
        self.annotation: Any = None
        self.kw_only = False
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare


def _field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    init: bool = True,
    repr: bool = True,  # noqa: A002
    compare: bool = True,
) -> Any:
    return _Field(default, default_factory, init=init, repr=repr, compare=compare)


def _dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Callable[[type], type]:
    def made(cls: type) -> type:
        return _made(cls, frozen=frozen, slots=slots, kw_only=kw_only)

    return made


def _made(cls: type, *, frozen: bool, slots: bool, kw_only: bool) -> type:
    """The class rebuilt with its fields and the shared methods."""
    own = _own_fields(cls, kw_only=kw_only)
    inherited: dict[str, _Field] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited |= base.__dict__.get("__record_fields__", _NO_FIELDS)
    every = inherited | own
    names = {
        name: value for name, value in vars(cls).items() if name not in own and name not in {"__dict__", "__weakref__"}
    }
    if slots:
        names["__slots__"] = tuple(name for name in own if name not in inherited)
    else:
        names |= {name: item.default for name, item in own.items() if item.default is not _MISSING}
    names["__record_fields__"] = every
    names["__record_key__"] = attrgetter(*([name for name, item in every.items() if item.compare] or ["__class__"]))
    names["__dataclass_fields__"] = _StandardFields()
    names["__match_args__"] = tuple(name for name, item in every.items() if item.init and not item.kw_only)
    if names.get("__hash__") is None:
        names["__hash__"] = _hash if frozen else None
    for name, method in {"__init__": _first_init(frozen=frozen), "__repr__": _repr, "__eq__": _eq}.items():
        names.setdefault(name, method)
    if frozen:
        names["__setattr__"], names["__delattr__"] = _refuse, _refuse
    result: type = type(cls)(cls.__name__, cls.__bases__, names)
    result.__qualname__ = cls.__qualname__
    return result


def _own_fields(cls: type, *, kw_only: bool) -> dict[str, _Field]:
    found: dict[str, _Field] = {}
    for name, annotation in cls.__annotations__.items():
        if str(annotation).startswith(("ClassVar", "typing.ClassVar")):
            continue
        default = cls.__dict__.get(name, _MISSING)
        item: _Field = default if isinstance(default, _Field) else _field(default=default)
        if item.default is not _MISSING and type(item.default).__hash__ is None:
            raise ValueError(f"{cls.__qualname__}.{name}: all instances would share this default; use default_factory")
        item.name, item.annotation, item.kw_only = name, annotation, kw_only
        found[name] = item
    return found


def _first_init(*, frozen: bool) -> Callable[..., None]:
    def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807
        owner = next(base for base in type(self).__mro__ if base.__dict__.get("__init__") is __init__)
        compiled = _compiled_init(owner, frozen=frozen)
        type.__setattr__(owner, "__init__", compiled)
        compiled(self, *args, **named)

    return __init__


def _compiled_init(cls: Any, *, frozen: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"__set": object.__setattr__, "__missing": _MISSING}
    parameters, keywords, lines = ["self"], ["*"], []
    presets: dict[str, Any] = {}
    for name, item in cls.__record_fields__.items():
        value = name
        if item.default_factory is not _MISSING:
            known[f"{name}__factory"] = item.default_factory
            value = f"{name}__factory()" + (f" if {name} is __missing else {name}" if item.init else "")
        elif not item.init:
            if item.default is _MISSING:
                continue
            value, known[f"{name}__default"] = f"{name}__default", item.default
        if item.init:
            optional = item.default is not _MISSING or item.default_factory is not _MISSING
            if optional:
                presets[name] = item.default
            (keywords if item.kw_only else parameters).append(f"{name}=0" if optional else name)
        lines.append(f"__set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    heads = ", ".join(parameters + (keywords if len(keywords) > 1 else []))
    exec(f"def __init__({heads}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - of our own names
    compiled: Any = known.pop("__init__")
    named = {name: presets.pop(name) for name in compiled.__kwdefaults__ or ()}
    compiled.__defaults__, compiled.__kwdefaults__ = tuple(presets.values()), named
    compiled.__qualname__ = f"{cls.__qualname__}.__init__"
    return compiled  # type: ignore[no-any-return]


class _StandardFields:
    """The attributes that the standard library's functions need, created on first use."""

    def __get__(self, _: object, owner: Any) -> Any:
        import dataclasses  # noqa: PLC0415 - loads inspect, which takes as long as ten modules

        def standard(item: _Field) -> Any:
            presets = {"default": item.default, "default_factory": item.default_factory}
            given: Any = {name: value for name, value in presets.items() if value is not _MISSING}
            return dataclasses.field(
                init=item.init, repr=item.repr, compare=item.compare, kw_only=item.kw_only, **given
            )

        every = owner.__record_fields__.values()
        twin: Any = dataclasses.make_dataclass(
            owner.__name__, [(item.name, item.annotation, standard(item)) for item in every], kw_only=True
        )
        type.__setattr__(owner, "__dataclass_fields__", twin.__dataclass_fields__)
        return twin.__dataclass_fields__


def _fields(value: Any) -> tuple[_Field, ...]:
    return tuple(value.__record_fields__.values())


def _is_dataclass(value: object) -> bool:
    return hasattr(value, "__record_fields__")


def _replace(value: Any, /, **changes: Any) -> Any:
    for name, item in value.__record_fields__.items():
        if item.init:
            changes.setdefault(name, getattr(value, name))
        elif name in changes:
            raise TypeError(f"{name} is not an argument of {type(value).__qualname__}")
    return type(value)(**changes)


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, item in self.__record_fields__.items() if item.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> bool:
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return]
    key = self.__record_key__
    return bool(key(self) == key(other))


def _hash(self: Any) -> int:
    return hash(self.__record_key__(self))


def _refuse(self: object, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - at a mistake only

    raise FrozenInstanceError(f"cannot assign to or delete the field {name!r} of {type(self).__qualname__}")


class _EmptyMapping(Mapping[str, Any]):
    """An empty mapping as a dataclass default. It is hashable, unlike ``MappingProxyType`` before 3.12."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0


EMPTY_MAPPING: Final[Mapping[str, Any]] = _EmptyMapping()


if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, is_dataclass, replace
else:
    dataclass, field, fields, is_dataclass, replace = _dataclass, _field, _fields, _is_dataclass, _replace

__all__ = ["EMPTY_MAPPING", "dataclass", "field", "fields", "is_dataclass", "replace"]
