#!/bin/bash
# Runs a command as root of a user namespace of its own, in which users 1 to 65535 exist, too. Tests whose callers are other users run in it
# without root. It needs newuidmap (package uidmap) and a line for the user in /etc/subuid and /etc/subgid.
#   user-namespace.sh --check      says on standard error why there can be none, with status 1
#   user-namespace.sh COMMAND…
# The namespace has a root folder of its own, because the machine's root folder belongs to a user that is not in it, and crrtd refuses files
# below such a folder. The same holds for /etc, which is a copy, and /run. /tmp is empty; all else is as outside.
set -euo pipefail

cannot() {
    echo "no user namespace with other users: $1" >&2
    exit 1
}

case ${1-} in
    '') echo "usage: ${0##*/} --check | COMMAND…" >&2; exit 64 ;;
    --check)
        command -v newuidmap >/dev/null && command -v newgidmap >/dev/null || cannot "newuidmap is missing; it is in the package uidmap"
        for file in /etc/subuid /etc/subgid; do
            grep -qE "^($(id -un)|$(id -u)):" "$file" 2>/dev/null || cannot "$file has no line for $(id -un)"
        done
        reason=$(unshare --user --map-root-user --map-auto --mount chown 1:1 /dev/null 2>&1 >/dev/null || true)
        uids=$(unshare --user --map-root-user --map-auto awk '{ sum += $3 } END { print sum }' /proc/self/uid_map 2>/dev/null || echo 0)
        [ "$uids" -gt 60000 ] || cannot "unshare fails: ${reason:-it has only $uids users}"
        exit
        ;;
esac

root=$(mktemp -d)
trap 'rmdir "$root"' EXIT
# shellcheck disable=SC2016 # the inner shell expands it
unshare --user --map-root-user --map-auto --mount bash -c '
    set -euo pipefail
    folder=$1 root=$2
    shift 2
    mount -t tmpfs -o mode=755 none "$root"
    for entry in /* /run/*; do
        name=${entry#/}
        if [ -L "$entry" ]; then
            cp -P "$entry" "$root/$name"
        elif [ "$name" = tmp ]; then
            mkdir -m 1777 "$root/tmp"
        elif [ "$name" = run ]; then
            mkdir "$root/run"
        elif [ "$name" = etc ]; then
            # What this user cannot read is left out.
            cp -r --preserve=mode "$entry" "$root/etc" 2>/dev/null || true
        elif [ -d "$entry" ]; then
            mkdir -p "$root/$name"
            mount --rbind "$entry" "$root/$name"
        fi
    done
    # A checkout below /tmp or /run is there all the same.
    if [ ! -d "$root$folder" ]; then
        mkdir -p "$root$folder"
        mount --rbind "$folder" "$root$folder"
    fi
    export TMPDIR=/tmp
    exec chroot "$root" bash -c "cd \"\$0\" && exec \"\$@\"" "$folder" "$@"
' bash "$PWD" "$root" "$@"
