#!/bin/sh
# Makes .venv with everything that uv.lock names, through whatever package registry this machine is set up for;
# with Spark only when called as `install.sh spark`.
# Rerun: safe; brings .venv to what the lock says. Writes nothing outside the project folder.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
give_up() { say "seuranta: $*"; exit 1; }

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    give_up "Python 3.11, 3.12 or 3.13 is needed and none was found; on Debian: apt-get install python3 python3-venv"
}

find_uv() {
    if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
        command -v uv
        return
    fi
    if [ ! -x .venv-tools/bin/uv ]; then
        "$python" -c 'import ensurepip, venv' 2>/dev/null || give_up "Python's venv module is not here; on Debian: apt-get install python3-venv"
        say "Getting uv, the installer, into .venv-tools"
        rm -rf .venv-tools
        "$python" -m venv .venv-tools
        .venv-tools/bin/python -m pip install --quiet --disable-pip-version-check uv || give_up "pip could not get uv; see what pip says above"
    fi
    printf '%s\n' .venv-tools/bin/uv
}

# A registry of one's own, as uv or pip were told: then nothing is fetched from the addresses that the lock remembers.
own_registry() {
    for registry in "${UV_DEFAULT_INDEX:-}" "${UV_INDEX_URL:-}" "${PIP_INDEX_URL:-}" "$("$python" -m pip config get global.index-url 2>/dev/null)"; do
        if [ -n "$registry" ]; then
            printf '%s\n' "$registry"
            return
        fi
    done
}

install_from() {
    # $extras is options, not one word.
    "$uv" export --quiet --frozen $extras --all-groups --no-emit-project --format requirements.txt --output-file .venv/locked.txt >/dev/null &&
        UV_DEFAULT_INDEX="$1" "$uv" pip sync --quiet --python .venv/bin/python --require-hashes --index-strategy unsafe-best-match .venv/locked.txt &&
        UV_DEFAULT_INDEX="$1" "$uv" pip install --quiet --python .venv/bin/python --no-deps --editable .
}

python=$(find_python)
uv=$(find_uv)
UV_CACHE_DIR=${UV_CACHE_DIR:-$PWD/.venv-tools/cache}
UV_PYTHON_DOWNLOADS=never
UV_COMPILE_BYTECODE=1
export UV_CACHE_DIR UV_PYTHON_DOWNLOADS UV_COMPILE_BYTECODE
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    # A registry behind the house's own certificate authority is trusted when the machine trusts it; both names, for old and new uv.
    UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true} UV_NATIVE_TLS=${UV_NATIVE_TLS:-true}
    export UV_SYSTEM_CERTS UV_NATIVE_TLS
fi

case ${1:-} in
    "") extras="--all-extras --no-extra spark" marks=.venv/installed ;;
    spark) extras=--all-extras marks=".venv/installed .venv/installed_spark" ;;
    *) give_up "install.sh takes nothing, or 'spark'" ;;
esac

say "Installing what uv.lock names into .venv${1:+, with $1}"
rm -f .venv/installed .venv/installed_spark
[ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
registry=$(own_registry)
if [ -n "$registry" ]; then
    install_from "$registry"
else
    "$uv" sync --quiet --frozen $extras --python .venv/bin/python
fi || give_up "not everything could be installed; see what uv says above"
touch $marks
