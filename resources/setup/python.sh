#!/usr/bin/env bash
# Prints the Python to build the virtual environment with: the default one if it is new enough, else any newer one.
for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        command -v "$name"
        exit 0
    fi
done
exit 1
