#!/usr/bin/env bash
# Installs the missing system packages of one purpose on Debian and Ubuntu: `system.sh run` or `system.sh test`.
# Looks first, so it needs neither the network nor root when nothing is missing. Names separated by | are the
# same library under its names in different releases.
set -euo pipefail

desktop=(
    ca-certificates tzdata fontconfig
    libasound2t64\|libasound2 libbrotli1 libdbus-1-3 libegl1 libexpat1 libfontconfig1 libfreetype6 libgbm1
    libgl1 libgl1-mesa-dri libglib2.0-0t64\|libglib2.0-0 libgssapi-krb5-2 libnspr4 libnss3 libudev1
    libwayland-client0 libwayland-cursor0 libwayland-egl1
    libx11-6 libx11-xcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbfile1 libxrandr2 libxtst6
    libxcb1 libxcb-cursor0 libxcb-dri3-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0
    libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1
    libxkbcommon0 libxkbcommon-x11-0
    libzstd1 zlib1g
)
servers=(postgresql)
browsers=(chromium)
peers=(nodejs npm)

declare -A installed=()
if command -v dpkg-query >/dev/null; then
    while read -r name status; do
        [ "$status" != installed ] || installed[$name]=yes
    done < <(dpkg-query -W -f='${Package} ${db:Status-Status}\n')
fi

offered() { [ -n "$(apt-cache show --no-all-versions "$1" 2>/dev/null)" ]; }

present() { # a package under any of its names, or PostgreSQL's or Node's programs wherever they came from
    case $1 in
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return 0 ;;
        chromium) command -v chromium >/dev/null && return 0 ;;
        nodejs) command -v node >/dev/null && return 0 ;;
        npm) command -v npm >/dev/null && return 0 ;;
    esac
    local name
    for name in ${1//|/ }; do [ -z "${installed[$name]:-}" ] || return 0; done
    return 1
}

python_ready() {
    local python
    python=$("$(dirname "$0")/python.sh") || return 1
    "$python" -c 'import ensurepip, venv' 2>/dev/null
}

wanted=("${desktop[@]}")
[ "${1:-run}" = run ] || wanted+=("${servers[@]}" "${browsers[@]}")
[ "${1:-run}" != bench ] || wanted+=("${peers[@]}")

missing=()
for package in "${wanted[@]}"; do
    present "$package" || missing+=("$package")
done
[ -x .venv/bin/python ] || python_ready || missing+=(python3 python3-venv)
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "These system packages are missing and this is no Debian or Ubuntu machine: ${missing[*]}" >&2
    exit 1
fi
choose() { # the name under which this release offers each missing package
    chosen=()
    local package name pick
    for package in "${missing[@]}"; do
        pick=${package%%|*}
        for name in ${package//|/ }; do
            if offered "$name"; then
                pick=$name
                break
            fi
        done
        chosen+=("$pick")
    done
}
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        choose
        echo "Run this once as root: apt-get install --no-install-recommends ${chosen[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
loudly() { "$@" >"$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }; }
echo "Looking up ${#missing[@]} missing system packages"
loudly "${as_root[@]}" apt-get update -q
choose
echo "Installing ${chosen[*]}"
loudly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${chosen[@]}"
if ! python_ready && [ ! -x .venv/bin/python ]; then
    echo "Okrskář needs Python 3.11 or newer; this release offers $(python3 --version 2>&1)." >&2
    exit 1
fi
