"""What holds for every test: no display needed, nothing of this user's touched, no warnings, nothing left running."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.internal.conjecture import engine

engine.MAX_SHRINKING_SECONDS = 20  # documented, though there is no setting for it; it is 300 by itself
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

_HOME = Path(tempfile.mkdtemp(prefix="okrskar-home-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for _variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    _folder = _HOME / _variable.lower()
    _folder.mkdir(mode=0o700)
    os.environ[_variable] = str(_folder)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ["LC_ALL"] = "C.UTF-8"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_QUICK_CONTROLS_STYLE"] = "Basic"
os.environ["QT_QUICK_BACKEND"] = "software"
_CHROMIUM = [
    "--no-sandbox",  # Chromium refuses to sandbox root, which containers are
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",  # WebGL by SwiftShader, the page handed to Qt's software scene graph as a bitmap
    "--disable-background-networking",
]
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(_CHROMIUM)

from tests import compiled  # noqa: E402

compiled.share()

import ui  # noqa: E402, F401 - guards Python's constants against PySide before the first signal

pytest_plugins = ["tests.databases", "tests.silence", "tests.leftovers"]
