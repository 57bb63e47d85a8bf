"""A ZIP file with safe member names, no times, and a checksum of each member in its last member."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

CHECKSUMS: Final = "checksums.txt"
_NAME: Final = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class _Sink(io.RawIOBase):
    """Collects what the ZIP writes until it is taken. It cannot seek, so nothing is written twice."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """The data since the last call."""
        found = b"".join(self._parts)
        self._parts.clear()
        return found


def write_pack(members: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The pieces of the file. Raises ValueError for an unsafe name."""
    sink = _Sink()
    sums: list[str] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, pieces in members:
            if not _NAME.fullmatch(name) or len(name) > 60:
                raise ValueError(f"not a valid member name: {name!r}")
            digest = hashlib.sha256()
            with pack.open(_info(name), "w", force_zip64=True) as member:
                for piece in pieces:
                    digest.update(piece)
                    member.write(piece)
                    yield sink.take()
            sums.append(f"{digest.hexdigest()}  {name}\n")
        pack.writestr(_info(CHECKSUMS), "".join(sums))
    yield sink.take()


def _info(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, _EPOCH)
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o600 << 16
    return found
