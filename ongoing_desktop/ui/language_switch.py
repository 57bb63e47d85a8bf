"""The language of the window: follows the system or the user's choice, and changes while windows are open."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from ongoing_desktop.ui.resources import resource_dir
from ongoing_desktop.wording.language import ENGLISH_LANGUAGE, Language, language, translated, use

SYSTEM: Final = "system"
ENGLISH: Final = "en"


class Translator(QTranslator):
    """Lets Qt's ``tr`` use the process's language."""

    def isEmpty(self) -> bool:
        """Qt installs no translator that is empty."""
        return False

    def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str | None:  # noqa: ARG002
        """The translation; None lets Qt ask the next translator, which has Qt's own texts."""
        made = translated(text, comment or "")
        return None if made is text else made


class LanguageSwitch(QObject):
    """Main thread only."""

    changed = Signal(object)
    """Receives the earlier :class:`Language`. All texts that are shown have to be translated again."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._pinned = False
        self._installed: list[QTranslator] = []

    def pin(self, *, on: bool) -> None:
        """Keep the current language whatever the user chooses, for pictures."""
        self._pinned = on

    def choose(self, choice: str) -> None:
        """Use a language: its code, or ``system``. Without a file for it the window is in English."""
        code = wanted_language(choice)
        if not self._pinned and code != language().code:
            self.use(load_language(code))

    def use(self, now: Language) -> None:
        """Use this language from now on."""
        before = language()
        use(now)
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed.clear()
        QLocale.setDefault(_locale(now.code))
        if now.code != ENGLISH:
            # Qt asks the newest one first.
            for translator in (_texts_of_qt(self._app, now.code), Translator(self._app)):
                self._app.installTranslator(translator)
                self._installed.append(translator)
        self.changed.emit(before)


def languages() -> dict[str, str]:
    """The languages to choose from: codes with their names in the language itself."""
    codes = sorted(path.stem for path in (resource_dir() / "languages").glob("*.ts"))
    return {code: _name(code) for code in (ENGLISH, *codes)}


def wanted_language(choice: str) -> str:
    """The code of a language that has a file, or of English. ``choice``: a code or ``system``."""
    wanted = QLocale.system().uiLanguages() if choice == SYSTEM else [choice]
    for name in wanted:
        code = name.replace("_", "-").partition("-")[0].lower()
        if code in (ENGLISH, "c") or (code.isalpha() and _file(code).is_file()):
            return ENGLISH if code == "c" else code
    return ENGLISH


def load_language(code: str) -> Language:
    """Read a language's file. Raises OSError."""
    if code == ENGLISH:
        return ENGLISH_LANGUAGE
    from ongoing_desktop.formats.translation_file import read_translation  # noqa: PLC0415 - English needs none

    locale = _locale(code)
    return read_translation(_file(code).read_bytes(), group=locale.groupSeparator(), point=locale.decimalPoint())


def _file(code: str) -> Path:
    return resource_dir() / "languages" / f"{code}.ts"


def _locale(code: str) -> QLocale:
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates) if code == ENGLISH else QLocale(code)


def _name(code: str) -> str:
    name = "English" if code == ENGLISH else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def _texts_of_qt(parent: QObject, code: str) -> QTranslator:
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415 - English needs no file

    made = QTranslator(parent)
    made.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return made
