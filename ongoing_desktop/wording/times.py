"""Times and durations as people read them. How the program shows times is decided here and nowhere else.

Times are aware. Without a zone they are shown in that of this computer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Final

from ongoing_desktop.wording.language import decimal, plural

_DAY: Final = "%Y-%m-%d"
_SHORT_CLOCK: Final = "%H:%M"
_CLOCK: Final = "%H:%M:%S"


def day_text(at: datetime, zone: tzinfo | None = None) -> str:
    """``2026-11-30``."""
    return at.astimezone(zone).strftime(_DAY)


def short_clock(at: datetime) -> str:
    """``12:00``."""
    return at.astimezone().strftime(_SHORT_CLOCK)


def clock_text(at: datetime) -> str:
    """``12:00:03``."""
    return at.astimezone().strftime(_CLOCK)


def exact_clock(at: datetime) -> str:
    """``12:00:03.123``."""
    return f"{at.astimezone().strftime(_CLOCK)}.{at.microsecond // 1000:03d}"


def short_time(at: datetime, zone: tzinfo | None = None) -> str:
    """``2026-11-30 12:00``, for what happens rarely or is planned."""
    return at.astimezone(zone).strftime(f"{_DAY} {_SHORT_CLOCK}")


def time_text(at: datetime, zone: tzinfo | None = None) -> str:
    """``2026-11-30 12:00:03``, for a request among others."""
    return at.astimezone(zone).strftime(f"{_DAY} {_CLOCK}")


def exact_time(at: datetime) -> str:
    """``2026-11-30 12:00:03.123``."""
    return f"{day_text(at)} {exact_clock(at)}"


def utc_time(at: datetime) -> str:
    """``2026-11-30 12:00 UTC``, for what other people read too."""
    return f"{short_time(at, UTC)} UTC"


def stored_time(text: str, form: Callable[[datetime], str]) -> str:
    """A time that is stored as ISO 8601, in one of these forms. Of a text that is no time, the beginning."""
    try:
        return form(datetime.fromisoformat(text))
    except (ValueError, OverflowError, OSError):
        return text[:16]


def iso_time(at: datetime) -> str:
    """ISO 8601 with the offset of the time itself, for programs: ``2026-11-30T12:00:03.123456+00:00``."""
    return at.isoformat()


def export_time(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds, for exports: ``2026-11-30T12:00:03.123456Z``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def duration_text(seconds: float) -> str:
    """A duration in its two largest units: ``22 h 51 min``, ``5 min``, ``0.4 s``."""
    if seconds < 10:
        return (f"{seconds:.0f}" if f"{seconds:.1f}".endswith(".0") else decimal(seconds, 1)) + " s"
    whole = round(seconds)
    parts = [(whole // 86400, "d"), (whole // 3600 % 24, "h"), (whole // 60 % 60, "min"), (whole % 60, "s")]
    first = next(place for place, (count, _) in enumerate(parts) if count)
    return " ".join(f"{count} {unit}" for count, unit in parts[first : first + 2] if count)


def every_text(minutes: int) -> str:
    """``every 30 minutes``, ``every 2 hours``."""
    if minutes % 60:
        return plural(minutes, "every minute", "every {count} minutes")
    return plural(minutes // 60, "every hour", "every {count} hours")
