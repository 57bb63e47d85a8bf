"""What the window needs of the Core; :class:`ongoing_desktop.compose.Core` is one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.services.addresses import Addresses
from ongoing_desktop.services.captures import Captures
from ongoing_desktop.services.clipboard import Clipboard
from ongoing_desktop.services.contact import FirstContact
from ongoing_desktop.services.demo import Demo
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.exchanges import Exchanges
from ongoing_desktop.services.exports import Exports
from ongoing_desktop.services.feed import Feed
from ongoing_desktop.services.imports import Imports
from ongoing_desktop.services.keeping import Keeping
from ongoing_desktop.services.listening import Listening
from ongoing_desktop.services.ports import Clock, History
from ongoing_desktop.services.replay import Replay
from ongoing_desktop.services.retries import Retries
from ongoing_desktop.services.rules import Rules
from ongoing_desktop.services.scenario_library import ScenarioLibrary
from ongoing_desktop.services.scenarios import Scenarios
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.sending import Sending
from ongoing_desktop.services.series import Series
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.services.sheets import Sheets
from ongoing_desktop.services.support import Support
from ongoing_desktop.services.systems import Systems
from ongoing_desktop.services.teaching import Teaching
from ongoing_desktop.services.transfers import Transfers
from ongoing_desktop.services.webhooks import Webhooks


class Core(Protocol):
    """The services, without Qt."""

    @property
    def data_dir(self) -> Path:
        """Where everything but the secrets lies."""

    @property
    def clock(self) -> Clock:
        """The wall clock."""

    @property
    def catalogue(self) -> Catalogue:
        """The webhook types."""

    @property
    def engine(self) -> Engine:
        """The background loop."""

    @property
    def settings(self) -> SettingsService:
        """What the user has set."""

    @property
    def secrets(self) -> Secrets:
        """Credentials."""

    @property
    def systems(self) -> Systems:
        """Systems and goods owners."""

    @property
    def webhooks(self) -> Webhooks:
        """Webhooks."""

    @property
    def clipboard(self) -> Clipboard:
        """Webhooks as text."""

    @property
    def addresses(self) -> Addresses:
        """Advice on addresses."""

    @property
    def captures(self) -> Captures:
        """Payloads that are pasted or opened."""

    @property
    def contact(self) -> FirstContact:
        """The public address."""

    @property
    def rules(self) -> Rules:
        """Reply rules, forwarding and the listener's certificate."""

    @property
    def teaching(self) -> Teaching:
        """Learning from captures."""

    @property
    def statuses(self) -> StatusSets:
        """The standard status sets, by the catalogue's names."""

    @property
    def sending(self) -> Sending:
        """Tests."""

    @property
    def retries(self) -> Retries:
        """The retry simulator."""

    @property
    def scenarios(self) -> Scenarios:
        """Orders' lives."""

    @property
    def scenario_library(self) -> ScenarioLibrary:
        """Which scenarios there are."""

    @property
    def series(self) -> Series:
        """Repeats, order and load."""

    @property
    def replay(self) -> Replay:
        """Sending again."""

    @property
    def listening(self) -> Listening:
        """The listener."""

    @property
    def history(self) -> History:
        """Exchanges; blocking."""

    @property
    def exchanges(self) -> Exchanges:
        """What the user does with exchanges."""

    @property
    def keeping(self) -> Keeping:
        """How much of the history is kept."""

    @property
    def feed(self) -> Feed:
        """Changes by whatever process."""

    @property
    def transfers(self) -> Transfers:
        """Files out and in."""

    @property
    def exports(self) -> Exports:
        """The history as files."""

    @property
    def imports(self) -> Imports:
        """Files into the history."""

    @property
    def support(self) -> Support:
        """The support pack."""

    @property
    def sheets(self) -> Sheets:
        """The settings sheet."""

    @property
    def demo(self) -> Demo:
        """*Try it*."""
