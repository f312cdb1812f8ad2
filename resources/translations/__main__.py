"""Extracts the strings of the app into the .ts files and compiles them; ``--check`` only says whether that is done.

    python -m resources.translations [--check]

Exits with 1 from ``--check`` where re-extraction gives a difference, a translation is missing or a .qm is stale.
"""

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6

HOME = Path(__file__).parent
ROOT = HOME.parent.parent
LANGUAGES = ("cs", "en")
_TOOLS = Path(PySide6.__file__).parent
_LIBEXEC = _TOOLS / "Qt" / "libexec"


def _tool(name: str) -> str:
    for folder in (_TOOLS, _LIBEXEC):
        for candidate in (folder / name, folder / f"{name}.exe"):
            if candidate.is_file():
                return str(candidate)
    raise FileNotFoundError(name)


def sources() -> list[str]:
    """Every file of ``ui`` that may hold words, relative to the project."""
    found = [path for kind in ("*.py", "*.qml") for path in (ROOT / "ui").rglob(kind)]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def extract(target: Path, language: str) -> None:
    """Bring the strings of the sources into one .ts file."""
    plural = ("-pluralonly",) if language == "en" else ()
    words = [_tool("lupdate"), "-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_GB"]
    subprocess.run(
        [*words, "-target-language", language, *plural, *sources(), "-ts", str(target)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip


def compile_(source: Path, target: Path) -> None:
    """Make the binary that the app loads."""
    subprocess.run([_tool("lrelease"), "-silent", str(source), "-qm", str(target)], check=True, capture_output=True)


def unfinished(source: Path) -> Iterator[str]:
    """The messages that have no finished translation, or a plural with a form missing."""
    for context in ET.parse(source).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = message.findall("translation/numerusform")
            text = [form.text for form in forms] if forms else [translation.text if translation is not None else None]
            if translation is None or translation.get("type") is not None or not all(text):
                yield f"{context.findtext('name')}: {message.findtext('source')}"


def check() -> list[str]:
    """What is wrong with the translations as they are, in words; empty when all is well."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            kept = HOME / f"okrskar_{language}.ts"
            anew = Path(folder) / kept.name
            anew.write_bytes(kept.read_bytes())
            extract(anew, language)
            if anew.read_bytes() != kept.read_bytes():
                faults.append(f"{kept.name}: the sources have other strings; run python -m resources.translations")
            faults += [f"{kept.name}: not translated: {words}" for words in unfinished(kept)]
            binary = Path(folder) / f"okrskar_{language}.qm"
            compile_(kept, binary)
            if binary.read_bytes() != (HOME / binary.name).read_bytes():
                faults.append(f"{binary.name}: older than its .ts; run python -m resources.translations")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m resources.translations", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, exit with 1 where something is missing")
    if parser.parse_args().check:
        faults = check()
        for fault in faults:
            print(fault, file=sys.stderr)  # noqa: T201 - a command line
        return 1 if faults else 0
    for language in LANGUAGES:
        source = HOME / f"okrskar_{language}.ts"
        extract(source, language)
        compile_(source, source.with_suffix(".qm"))
        left = list(unfinished(source))
        print(f"{source.name}: {len(left)} not translated")  # noqa: T201 - a command line
    return 0


if __name__ == "__main__":
    sys.exit(main())
