"""The available scenarios: built-in, the user's own, and files anywhere."""

from __future__ import annotations

from pathlib import Path

from ongoing_desktop.domain.errors import KnownError, UsageError
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.scenario import Scenario, scenario_problems
from ongoing_desktop.formats.scenario import parse_scenario, write_scenario
from ongoing_desktop.services import Services
from ongoing_desktop.services.reading import is_path, read_file
from ongoing_desktop.wording.messages import error_sentence

LARGEST_FILE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario in the list."""

    key: str
    own: bool
    """Whether it is the user's own. Built-in ones cannot be changed."""
    scenario: Scenario | None
    problem: str = ""
    """Why a file cannot be read; the file is kept."""

    @property
    def title(self) -> str:
        """The title in the list."""
        return self.scenario.name if self.scenario else self.key


class ScenarioLibrary:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._standard = services.ports.resources.scenarios()
        self._files = services.ports.scenario_files
        self._key_of = services.ports.file_key
        self._catalogue = services.catalogue
        self._engine = services.engine
        self._write = services.ports.write

    async def entries(self) -> tuple[Entry, ...]:
        """Built-in scenarios first, then the user's by title. Raises StorageError."""
        own = await self._engine.blocking(self._files.read)
        made = [self._entry(key, data, own=True) for key, data in own.items()]
        given = [self._entry(key, data, own=False) for key, data in self._standard.items()]
        return (*given, *sorted(made, key=lambda entry: entry.title.casefold()))

    async def save(self, scenario: Scenario) -> str:
        """Save a scenario of the user, replacing one of the same name; returns its key. Raises KnownError."""
        self._check(scenario)
        key = self._key_of(scenario.name)
        await self._engine.blocking(self._files.write, key, write_scenario(scenario))
        return key

    async def remove(self, key: str) -> None:
        """Remove a scenario of the user. Raises StorageError."""
        await self._engine.blocking(self._files.remove, key)

    async def open(self, path: Path) -> Scenario:
        """Read a file. Raises KnownError."""
        data: bytes = await self._engine.blocking(read_file, path, LARGEST_FILE)
        return parse_scenario(data, self._catalogue, path.name)

    async def write_to(self, path: Path, scenario: Scenario) -> None:
        """Write a file. Raises KnownError; the old file is then unchanged."""
        self._check(scenario)
        await self._engine.blocking(self._write, path, write_scenario(scenario))

    async def find(self, name: str) -> Scenario:
        """Find a scenario by a file's path, a key or a title. Raises UsageError with the known names."""
        path = Path(name)
        named: bool = await self._engine.blocking(is_path, path)
        if named:
            return await self.open(path)
        entries = await self.entries()
        wanted = name.strip().casefold()
        for entry in entries:
            if wanted in (entry.key, entry.title.casefold()):
                if entry.scenario is None:
                    raise UsageError("scenario-file", name=entry.key, what=entry.problem)
                return entry.scenario
        raise UsageError("scenario-unknown", name=name[:80], known=", ".join(entry.key for entry in entries))

    def _check(self, scenario: Scenario) -> None:
        for problem in scenario_problems(scenario, self._catalogue):
            raise UsageError(problem.code, **problem.params)

    def _entry(self, key: str, data: bytes, *, own: bool) -> Entry:
        try:
            return Entry(key, own, parse_scenario(data, self._catalogue, f"{key}.json"))
        except KnownError as error:
            return Entry(key, own, None, error_sentence(error))
