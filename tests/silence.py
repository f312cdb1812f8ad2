"""Qt and QML warnings fail a test after its call phase too: while it is torn down, objects complain the loudest.

The call phase itself is watched by pytest-qt (`qt_log_level_fail` in pyproject.toml), with the same list of exceptions.
"""

import re
import sys
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    if "PySide6.QtCore" not in sys.modules:
        return (yield)
    from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler

    ignored = [re.compile(pattern) for pattern in item.config.getini("qt_log_ignore")]
    heard: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        loud = kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
        if loud and not any(pattern.search(message) for pattern in ignored):
            heard.append(f"{context.file}:{context.line}: {message}" if context.file else message)

    before = qInstallMessageHandler(hear)
    try:
        result = yield
        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    finally:
        qInstallMessageHandler(before)
    if heard:
        pytest.fail("Qt warned while the test was torn down:\n" + "\n".join(heard), pytrace=False)
    return result
