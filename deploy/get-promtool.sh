#!/bin/bash
# Puts Prometheus's promtool beside the system, out of Debian's own package and without installing it: that would start Prometheus.
#   get-promtool.sh DIR    DIR/promtool; 48 MB
# Needs apt, and no root where DIR is writable.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: ${0##*/} DIR" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
apt-get -qq -o APT::Sandbox::User="$(id -un)" download prometheus
dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x --strip-components=3 ./usr/bin/promtool
rm -f prometheus_*.deb
./promtool --version 2>&1 | sed -n 1p
