"""What holds for every test: no display needed, no warnings, nothing left running."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault(
    "QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu-compositing --enable-unsafe-swiftshader"
)
os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")

pytest_plugins = ["tests.databases"]
