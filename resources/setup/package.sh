#!/usr/bin/env bash
# Builds the stand-alone programs into dist/okrskar with PyInstaller, and beside them the list of all that is inside
# (an SBOM in CycloneDX's form). Everything comes from lock files by hash, into environments of its own below build/.
set -euo pipefail

home=build/package
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { "$@" >"$log" 2>&1 || { tail -n 40 "$log" >&2; exit 1; }; }
install() { quietly .venv/bin/uv pip install --python "$home/$1/bin/python" --require-hashes -r "resources/lock/$2.txt"; }

rm -rf "$home" dist/okrskar dist/okrskar.cdx.json
mkdir -p "$home" dist
echo "Installing the locked packages of the programs and of the tools"
for environment in program tools; do quietly .venv/bin/python -m venv "$home/$environment"; done
install program run
quietly .venv/bin/uv pip install --python "$home/program/bin/python" --no-deps --no-build-isolation --offline -e .
install tools package
echo "Listing what is inside"
quietly "$home/tools/bin/cyclonedx-py" environment --pyproject pyproject.toml --output-reproducible \
    --output-file dist/okrskar.cdx.json "$home/program/bin/python"
echo "Building the programs"
install program package
quietly "$home/program/bin/pyinstaller" --noconfirm --workpath "$home/work" --distpath dist build.spec
dist/okrskar/okrskar --version
echo "dist/okrskar ($(du -sh dist/okrskar | cut -f1)), dist/okrskar.cdx.json"
