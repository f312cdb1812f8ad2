"""What Qt WebEngine asks of an application, without loading it."""

from PySide6.QtCore import QCoreApplication, Qt


def prepare_application() -> None:
    """Before the QGuiApplication is made: WebEngine shares its drawing contexts. Costs nothing until a map is shown."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
