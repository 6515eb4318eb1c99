# Sourced by deploy/boot-test.sh: a Debian 12 in a folder, booted, reached, and gone when the script ends, however it ends.

image=.build/boot-test/bookworm.tar.gz
machine= # its folder
nspawn=  # the process that holds it
first=   # its process 1, seen from here

# The mirror that this system is installed from; nothing where it names none, and debootstrap then knows one itself.
mirror() {
    local found
    found=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
    [ -n "$found" ] || found=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\//) { print $i; exit } }' /etc/apt/sources.list 2>/dev/null || true)
    echo "$found"
}

# A minimal Debian with systemd, an ssh server and what crrtd depends on; made once, then kept.
make_image() {
    [ ! -s "$image" ] || return 0
    echo "making a Debian 12; the first time takes two minutes"
    local new=.build/boot-test/new log=.build/boot-test/debootstrap.log
    mkdir -p .build/boot-test
    rm -rf "$new"
    debootstrap --variant=minbase --include=systemd,systemd-sysv,openssh-server,libsqlite3-0 bookworm "$new" $(mirror) >"$log" 2>&1 ||
        { rm -rf "$new"; return 1; }
    rm -rf "$new"/var/cache/apt/archives/*.deb "$new"/var/lib/apt/lists/*
    tar -C "$new" -czf "$image.new" .
    mv "$image.new" "$image"
    rm -rf "$new"
}

# Unpacks the image and boots it; returns when its systemd says that it is up.
boot() {
    machine=$(mktemp -d "$PWD/.build/boot-test/machine.XXXXXX")
    trap end_machine EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    tar -C "$machine" -xzf "$image"
    mkdir "$machine/given"
    # systemd's newer client, where there is one, at the place that it is made for.
    [ ! -x .build/varlinkctl/varlinkctl ] || { mkdir -p "$machine$PWD/.build"; cp -r .build/varlinkctl "$machine$PWD/.build"; }
    echo '127.0.0.1 localhost' >"$machine/etc/hosts"
    cp -r "$debs"/*.deb samples deploy/shift-dates.awk "$machine/given"
    local began=$SECONDS
    systemd-nspawn --quiet --directory="$machine" --machine=crrtd-boot-test --register=no --keep-unit --boot --private-network \
        </dev/null >"$machine.console" 2>&1 &
    nspawn=$!
    until first=$(pgrep -P "$nspawn" -x systemd) && [ -n "$first" ]; do
        kill -0 "$nspawn" 2>/dev/null || { cat "$machine.console"; skip "systemd-nspawn cannot boot a container here"; }
        sleep 0.1
    done
    within 60 inside systemctl is-system-running --quiet || { cat "$machine.console" >&2; echo "the machine does not come up" >&2; exit 1; }
    echo "$(inside systemctl --version | head -n 1) is up after $((SECONDS - began)) s"
}

# Runs a command in the machine, as root.
inside() {
    nsenter -t "$first" -m -u -i -n -p -C -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

end_machine() {
    local status=$?
    trap - EXIT
    if [ -n "$nspawn" ]; then
        [ -z "$first" ] || kill -KILL "$first" 2>/dev/null || true
        wait "$nspawn" 2>/dev/null || true
    fi
    rm -rf "${machine:?}" "${machine:?}".*
    exit $status
}
