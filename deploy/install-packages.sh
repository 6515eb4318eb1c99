#!/bin/bash
# Installs what crrtd is built with on Debian 12, and of that only what is missing.
#   install-packages.sh          to build and run it
#   install-packages.sh tests    also the other implementations of Varlink that the tests compare it with; on a terminal it offers to let
#                                an ordinary user run the tests that need other users
#   install-packages.sh deb      also what makes Debian packages of it
#   install-packages.sh boot     also what boots a Debian to try them in
# Swift itself comes from its own installer: 6.2 or later, tried with 6.3. Packages need root, or sudo.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(libsqlite3-dev libsystemd-dev pkg-config)
python=.build/python # a venv of the tests' own
varlink=31.0.0       # python's varlink, from PyPI
# Readers of calendars, from PyPI. The calendars that khal is tested with are in its source alone.
calendars=("icalendar==7.3.2" "vobject==0.9.9" "khal==0.14.1" "python-dateutil==4.0.0")
case ${1-} in
    '') ;;
    tests) packages+=(fish zsh libfaketime varlink-go python3-venv python3-pip util-linux) ;;
    deb) packages+=(debhelper dpkg-dev fakeroot lintian scdoc) ;;
    boot) packages+=(debootstrap python3 sqlite3 systemd-container util-linux) ;;
    *) echo "usage: ${0##*/} [tests|deb|boot]" >&2; exit 64 ;;
esac

if ! command -v swift >/dev/null; then
    echo "swift is missing: install the Swift 6.3 toolchain for Debian 12, put it on PATH and try again" >&2
    exit 1
fi

missing=()
look() {
    missing=()
    local package
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
}

cannot() {
    echo "please install these packages (Debian's names), then try again: ${missing[*]}" >&2
    exit 1
}

install_missing() {
    command -v apt-get >/dev/null || { echo "there is no apt-get here" >&2; cannot; }
    local root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "this takes root, and there is no sudo" >&2; cannot; }
        root=(sudo)
        [ -t 0 ] || root=(sudo -n)
    fi
    local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y)
    echo "installing ${missing[*]}"
    # A source that does not answer is no reason to stop: what is needed may come from another one.
    "${apt[@]}" update || echo "some package lists could not be read; going on with those that were" >&2
    "${apt[@]}" install --no-install-recommends "${missing[@]}" && return
    # Once more after mending what a broken download or an interrupted installation left behind.
    "${apt[@]}" --fix-broken install || true
    look
    [ ${#missing[@]} = 0 ] || "${apt[@]}" install --no-install-recommends "${missing[@]}" || cannot
}

if command -v dpkg-query >/dev/null; then
    look
    [ ${#missing[@]} = 0 ] || install_missing
elif ! pkg-config --exists sqlite3 libsystemd 2>/dev/null; then
    missing=("${packages[@]}")
    cannot
fi

[ "${1-}" = tests ] || exit 0

# Tests whose callers are other users need root, or a range of user ids for a user namespace (deploy/user-namespace.sh). Only an
# administrator can grant it to a user, and is asked first.
has_users() { command -v newuidmap >/dev/null && grep -q "^$1:" /etc/subuid && grep -q "^$1:" /etc/subgid; } 2>/dev/null
offer_users() {
    local user=${SUDO_USER:-$(id -un)} root=() first answer
    [ "$user" != root ] && [ -t 0 ] && ! has_users "$user" || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || return 0
        root=(sudo)
    fi
    read -r -p "Let $user run the tests that need other users, in a user namespace (uidmap, /etc/subuid, /etc/subgid)? [y/N] " answer
    [[ $answer == [yY]* ]] || return 0
    command -v newuidmap >/dev/null || "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y install --no-install-recommends uidmap
    first=$(cat /etc/subuid /etc/subgid 2>/dev/null | awk -F: 'BEGIN { free = 100000 } $2 + $3 > free { free = $2 + $3 } END { print free }')
    "${root[@]}" usermod --add-subuids "$first-$((first + 65535))" --add-subgids "$first-$((first + 65535))" "$user"
}
installed() {
    "$python/bin/python" - "varlink==$varlink" "${calendars[@]}" 2>/dev/null <<'END' && [ -d "$python/khal" ]
import importlib.metadata, sys
for package in sys.argv[1:]:
    name, version = package.split("==")
    assert importlib.metadata.version(name) == version
END
}
if ! installed; then
    mkdir -p .build
    # Debian's own python is the one that python3-venv belongs to.
    if [ -x /usr/bin/python3 ]; then /usr/bin/python3 -m venv --clear "$python"; else python3 -m venv --clear "$python"; fi
    "$python/bin/python" -m pip install --disable-pip-version-check "varlink==$varlink" "${calendars[@]}"
    "$python/bin/python" -m pip download --disable-pip-version-check --no-deps --no-binary khal "${calendars[2]}" --dest "$python"
    mkdir "$python/khal"
    tar -xzf "$python"/khal-*.tar.gz -C "$python/khal"
fi

offer_users
