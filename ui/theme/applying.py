"""Hands the tokens to QML's Theme singleton and the fonts to Qt."""

import json
from importlib.resources import files

from PySide6.QtCore import Q_ARG, QMetaObject, QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlEngine

from ui.theme.tokens import Scheme, Tokens, glyphs, load_tokens

FONTS = ("inter/Inter_400Regular.ttf", "inter/Inter_600SemiBold.ttf", "lucide/lucide.ttf")


class ThemeMissing(RuntimeError):
    """The QML module ``ui.theme`` could not be loaded."""


def load_fonts() -> None:
    """Register the text face and the icon font, and make the text face the app's."""
    for name in FONTS:
        data = (files("resources") / "vendor" / name).read_bytes()
        QFontDatabase.addApplicationFontFromData(data)
    face = QFont("Inter")
    face.setPixelSize(load_tokens().type["textM"])
    face.setFeature(QFont.Tag("tnum"), 1)
    QGuiApplication.setFont(face)


class Theming:
    """Applies one scheme to one engine."""

    def __init__(self, engine: QQmlEngine) -> None:
        theme = engine.singletonInstance("ui.theme", "Theme")
        if not isinstance(theme, QObject):
            raise ThemeMissing
        self._theme = theme
        self._tokens = load_tokens()
        QMetaObject.invokeMethod(theme, "takeGlyphs", Q_ARG("QString", json.dumps(glyphs())))
        for name, value in self._tokens.measures.items():
            theme.setProperty(name, value)

    @property
    def theme(self) -> QObject:
        """The singleton itself."""
        return self._theme

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    def apply(self, scheme: Scheme, *, reduced_motion: bool) -> None:
        """Show ``scheme``; with ``reduced_motion`` nothing moves."""
        for role, colour in self._tokens.schemes[scheme].items():
            self._theme.setProperty(role, QColor(colour))
        for name, value in self._tokens.duration.items():
            self._theme.setProperty(name, 0 if reduced_motion else value)
        self._theme.setProperty("dark", scheme is Scheme.DARK)
        self._theme.setProperty("reducedMotion", reduced_motion)
