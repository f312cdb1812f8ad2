#!/usr/bin/env bash
# Brings resources/translations up to date with the strings in ui/ (untranslated ones are marked unfinished) and
# compiles what is translated. English is the source language; its own file holds only the plurals.
set -euo pipefail
into=${1:-resources/translations}
mkdir -p "$into"
mapfile -t sources < <(git -c 'safe.directory=*' ls-files --cached --others --exclude-standard 'ui/*.qml' 'ui/*.py' | sort)
extract() {
    .venv/bin/pyside6-lupdate -silent -locations none -no-obsolete -disable-heuristic similartext "$@"
}
extract "${sources[@]}" -target-language cs_CZ -ts "$into/okrskar_cs.ts"
extract -pluralonly "${sources[@]}" -target-language en_GB -ts "$into/okrskar_en.ts"
for language in cs en; do
    .venv/bin/pyside6-lrelease -silent "$into/okrskar_$language.ts" -qm "$into/okrskar_$language.qm"
done
