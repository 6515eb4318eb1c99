#!/bin/bash
# Puts systemd's varlinkctl of a newer Debian beside a Debian 12 system, without touching it: about 12 MB in a folder, run through its own
# loader.
#   get-varlinkctl.sh trixie DIR                  DIR/varlinkctl is systemd 257; with forky it is 262
#   get-varlinkctl.sh forky DIR systemd-report    DIR/systemd-report, too, which older suites do not have
# Debian 12 has systemd 252, whose varlinkctl does not exist yet. Needs apt and its archive key, and no root where DIR is writable.
set -euo pipefail

case $#:${3-} in
    2: | 3:systemd-report) ;;
    *) echo "usage: ${0##*/} SUITE DIR [systemd-report]" >&2; exit 2 ;;
esac
suite=$1
report=${3-}
mkdir -p "$2"/{lists/partial,cache/archives/partial,debs,root}
dir=$(cd "$2" && pwd)

# The mirror that this system is installed from has the other suites too.
mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
[ -n "$mirror" ] || mirror=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\//) { print $i; exit } }' /etc/apt/sources.list)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$dir/sources.list"

apt=(apt-get -qq -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$dir/lists"
    -o Dir::Cache="$dir/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
"${apt[@]}" update
cd "$dir/debs"
"${apt[@]}" download systemd libsystemd-shared libc6 libacl1 libblkid1 libcap2 libcrypt1 libmount1 libssl3t64 libpam0g libseccomp2 \
    libselinux1 zlib1g libzstd1 libaudit1 libpcre2-8-0 libcap-ng0 $report
for package in *.deb; do dpkg-deb -x "$package" "$dir/root"; done

loader=$(find "$dir/root/usr/lib" "$dir"/root/usr/lib64 -name 'ld-linux-*' 2>/dev/null | head -n 1)
libraries=$(dirname "$(find "$dir/root/usr/lib" -name 'libc.so.6' | head -n 1)")
# A script that runs a program of the other suite through its loader.
#   wrap NAME PATH
wrap() {
    cat >"$dir/$1" <<END
#!/bin/sh
exec "$loader" --library-path "$libraries:$libraries/systemd" "$dir/root/$2" "\$@"
END
    chmod +x "$dir/$1"
    "$dir/$1" --version | sed -n 1p
}
wrap varlinkctl usr/bin/varlinkctl
[ -z "$report" ] || wrap systemd-report usr/lib/systemd/systemd-report
