"""Keeps Python 3.11 alive under PySide 6.12, whose every ``Signal.emit()`` drops a reference to ``True`` too many.

PySide 6.12.0 is built for Python 3.12's immortal constants; on 3.11 their counts run down and the interpreter ends
with "bool_dealloc: deallocating True or False". Measured: 1,000 emits cost ``True`` 1,000 references, 1,000 calls that
return nothing cost ``None`` 1,000; PySide 6.11.3 and Python 3.12 are free of it.
"""

import ctypes
import sys
from typing import Final

PLENTY: Final = 1 << 40
"""References to lend: enough for a million calls a second over twelve days."""


def lend_references() -> bool:
    """Gives ``True``, ``False`` and ``None`` references to lose, where they are counted; tells whether they are."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return False
    for constant in (True, False, None):
        if sys.getrefcount(constant) < PLENTY:
            # CPython 3.11, Include/object.h: an object begins with its reference count.
            ctypes.c_ssize_t.from_address(id(constant)).value += PLENTY
    return True
