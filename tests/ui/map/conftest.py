"""A real map page in a real WebEngine view, drawn by software."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import ui.map
from ui.map.engine import prepare_application
from ui.map.messages import SetTheme, TipMark
from ui.map.viewmodel import MapViewModel

# Before pytest-qt makes the application.
prepare_application()

QML = Path(ui.map.__file__).with_name("MapView.qml")
PATIENCE_MS = 180_000
CENTRE = (13.4178, 50.4605)


def tip(number: int, lon: float = CENTRE[0], lat: float = CENTRE[1], **more: Any) -> TipMark:
    """A tip on the map."""
    plain = TipMark(f"tip-{number}", lon, lat, status="new", category="light", title=f"Podnět {number}")
    return msgspec.structs.replace(plain, **more)


class Answers(QObject):
    """What scripts in the page gave back, as JSON."""

    taken = Signal(str)

    @Slot(str)
    def take(self, text: str) -> None:
        self.taken.emit(text)


@dataclass
class Page:
    """The view with what was heard of it."""

    model: MapViewModel
    view: QQuickView
    bot: QtBot
    answers: Answers
    log: pytest.LogCaptureFixture
    requests: list[tuple[str, bool]] = field(default_factory=list)

    def rest(self, act: Callable[[], object]) -> None:
        """Acts, and waits until the page has drawn everything that was asked for."""
        with self.bot.waitSignal(self.model.idle, timeout=PATIENCE_MS):
            act()

    def run(self, script: str) -> Any:
        """The value of an expression in the page, which has the map as ``okrskarMap``."""
        web = self.view.rootObject().findChild(QObject, "web")
        assert web is not None, "the page was never opened"
        ask = f"runJavaScript({json.dumps(script)}, value => answers.take(JSON.stringify(value ?? null)))"
        expression = QQmlExpression(QQmlEngine.contextForObject(web), web, ask)
        with self.bot.waitSignal(self.answers.taken, timeout=PATIENCE_MS) as heard:
            expression.evaluate()
        assert not expression.hasError(), expression.error().toString()
        return json.loads(heard.args[0])

    def click(self, lon: float, lat: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Clicks on a place of the map."""
        x, y = self.run(f"(p => [p.x, p.y])(okrskarMap.project([{lon}, {lat}]))")
        QTest.mouseClick(self.view, button, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))

    def rendered(self, *layers: str) -> list[dict[str, Any]]:
        """The properties of the features that are drawn in layers."""
        names = json.dumps(layers)
        found = self.run(f"okrskarMap.queryRenderedFeatures({{layers: {names}}}).map(f => f.properties)")
        assert isinstance(found, list)
        return found

    def process(self) -> int:
        """The id of the page's own process."""
        web = self.view.rootObject().findChild(QObject, "web")
        assert web is not None
        return int(web.property("renderProcessPid"))

    def picture(self) -> QImage:
        """What is on the screen."""
        return self.view.grabWindow()

    def has_colour(self, colour: str) -> bool:
        """Whether a pixel of the picture has a colour, sampled at every second one."""
        image, wanted = self.picture(), QColor(colour).rgb()
        return any(image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))


@pytest.fixture
def closed_page(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Iterator[Page]:
    """A map that was not shown yet. Anything that the page writes to its console fails the test."""
    model = MapViewModel()
    model.set_theme(SetTheme(scheme="light", tokens={}, reduced_motion=True))
    view = QQuickView()
    answers = Answers()
    view.rootContext().setContextProperty("answers", answers)
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.resize(800, 600)
    view.setInitialProperties({"viewModel": model})
    page = Page(model, view, qtbot, answers, caplog)
    model.requested.connect(lambda url, own: page.requests.append((url, own)))
    view.setSource(QUrl.fromLocalFile(str(QML)))
    assert not view.errors()
    yield page
    root = view.rootObject()
    view.close()
    view.setSource(QUrl())
    if root is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    model.close()
    loud = [
        r.getMessage() for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING
    ]
    assert not loud, loud


@pytest.fixture
def page(closed_page: Page) -> Page:
    """A map that is shown and at rest."""
    closed_page.rest(closed_page.view.show)
    return closed_page
