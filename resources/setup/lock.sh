#!/usr/bin/env bash
# Makes the lock files anew from pyproject.toml: universal (Linux, Windows, macOS; Python 3.11 to 3.13), with hashes and
# without addresses. `lock.sh --upgrade` takes newer versions, plain `lock.sh` keeps those that still fit.
set -euo pipefail
resolve() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
resolve "$@" pyproject.toml --extra server --extra build -o resources/lock/run.txt
resolve "$@" pyproject.toml --extra server --extra build --extra test --extra oracle \
    -c resources/lock/run.txt -o resources/lock/test.txt
resolve "$@" pyproject.toml --extra server --extra build --extra package \
    -c resources/lock/run.txt -o resources/lock/package.txt
