#!/usr/bin/env bash
# Makes .venv and installs the locked packages of one purpose into it, by hash: `environment.sh run` or
# `environment.sh test`. A stamp of the lock files makes the next call instant and free of the network.
set -euo pipefail

purpose=${1:-run}
here=resources/lock
lock=$here/$purpose.txt
stamp=.venv/.installed-$purpose

# Beyond the newest Python that the lock was made for, the packages may still have wheels: better to try than to refuse.
[ -x .venv/bin/python ] || "$(resources/setup/python.sh || command -v python3)" -m venv .venv

now=$(cat "$lock" pyproject.toml .venv/pyvenv.cfg | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then exit 0; fi

echo "Installing the locked Python packages ($purpose)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
with_uv() {
    .venv/bin/uv --version >/dev/null 2>&1 ||
        .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r $here/uv.txt || return 1
    .venv/bin/uv pip install --python .venv/bin/python --require-hashes -r "$lock" &&
        .venv/bin/uv pip install --python .venv/bin/python --no-deps --no-build-isolation --offline -e .
}
with_pip() {
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r "$lock" &&
        .venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
}
if ! with_uv >"$log" 2>&1; then
    echo "uv could not do it; trying pip (slower)"
    if ! with_pip >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        exit 1
    fi
fi
echo "$now" >"$stamp"
