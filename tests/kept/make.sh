#!/bin/sh
# Makes klein-2024.tar.xz anew with the oldest versions that pyproject.toml allows (needs uv and
# Python 3.11). To be done when the form of a release changes, and to be explained in changes/.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
uv venv --quiet --python 3.11 "$work/venv"
uv pip install --quiet --python "$work/venv/bin/python" --resolution lowest-direct \
    -r pyproject.toml --extra documents --extra spreadsheets
PYTHONPATH=src "$work/venv/bin/python" -m tests.kept.make tests/kept/klein-2024.tar.xz
