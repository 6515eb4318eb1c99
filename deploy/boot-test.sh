#!/bin/bash
# Installs crrtd's Debian packages into a real Debian 12 with a real systemd as its first process, and looks from outside at how it lives
# there: start, reload, restart, watchdog, crash, backup, exercise instance, ssh, upgrade, removal.
#   boot-test.sh [FOLDER]    FOLDER has the packages, .build/deb by default (deploy/build-deb.sh makes them)
# CRRT_OLDER names a folder with packages of a version with the first schema, to upgrade from them, too; without it, what they have left in
# the state folder is put there (deploy/boot-test/version-1.sql).
# The Debian lies in a folder and runs in a container without network; nothing of it stays but its image, .build/boot-test/*.tar.gz.
# Says one line for each check that passed and stops at the first that does not. Where it cannot run it says why, and exits 0.
set -euo pipefail
cd "$(dirname "$0")/.."
debs=$(realpath "${1-.build/deb}")
[ $# -le 1 ] || { echo "usage: ${0##*/} [FOLDER]" >&2; exit 64; }

skip() {
    echo "skipped: the boot test, as $*"
    exit 0
}
[ "$(uname -s)" = Linux ] || skip "this is no Linux"
[ "$(id -u)" = 0 ] || skip "it takes root to make a container"
unshare --mount --pid --net --fork --mount-proc true 2>/dev/null || skip "namespaces cannot be made here"
command -v apt-get >/dev/null || command -v debootstrap >/dev/null || skip "there is no debootstrap, nor apt-get to install it with"
compgen -G "$debs/crrtd_*.deb" >/dev/null || { echo "there are no packages in $debs; deploy/build-deb.sh makes them" >&2; exit 1; }
deploy/install-packages.sh boot

. deploy/boot-test/machine.sh
. deploy/boot-test/checking.sh
make_image || skip "no Debian can be had: debootstrap failed, see .build/boot-test/debootstrap.log"
boot
for part in deploy/boot-test/[0-9]*.sh; do
    printf '\n--- %s\n' "$(sed -n '1s/^# //p' "$part")"
    # This many restarts in a minute would look like a crash.
    inside systemctl reset-failed
    . "$part"
done
printf '\n%d checks passed\n' "$passed"
