"""The languages of the app: source strings are English, Czech is what officers see first."""

from enum import StrEnum
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator


class Language(StrEnum):
    """A language with a complete translation."""

    CZECH = "cs"
    ENGLISH = "en"


_LOCALES = {Language.CZECH: QLocale("cs_CZ"), Language.ENGLISH: QLocale("en_GB")}


class Speaking:
    """Puts one language in force for the whole application."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None
        self._data = b""

    def speak(self, language: Language) -> None:
        """Install the language; QML retranslates with ``QQmlEngine.retranslate``."""
        self.be_silent()
        translator = QTranslator(self._application)
        self._data = (files("resources") / "translations" / f"okrskar_{language.value}.qm").read_bytes()
        translator.load(self._data)
        self._application.installTranslator(translator)
        self._translator = translator
        QLocale.setDefault(_LOCALES[language])

    def be_silent(self) -> None:
        """Take the language out of force again."""
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
