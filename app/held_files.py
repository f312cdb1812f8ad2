"""One holder a file: whoever has it open and holds it is the only one, until they close it or their process ends."""

import os

if os.name == "nt":
    import msvcrt

    def hold(descriptor: int) -> None:
        """Hold the file that is open here. Raises OSError where somebody else does."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
else:
    import fcntl

    def hold(descriptor: int) -> None:
        """Hold the file that is open here. Raises OSError where somebody else does."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
