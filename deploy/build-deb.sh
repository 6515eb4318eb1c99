#!/bin/bash
# Builds the Debian packages crrtd and crrtctl into .build/deb and checks them with lintian:
#   build-deb.sh                      the version of the sources (Sources/CRRTProtocol/Version.swift)
#   build-deb.sh --version VERSION    another one for the packages, for trying upgrades
# Swift's run-time is linked in; nothing is needed where they are installed but what they depend on. CRRT_SWIFT_FLAGS goes to swift build.
set -euo pipefail
cd "$(dirname "$0")/.."
read -ra flags <<<"${CRRT_SWIFT_FLAGS-}"

version=$(sed -n 's/.*text = "\(.*\)".*/\1/p' Sources/CRRTProtocol/Version.swift)
case $# in
    0) ;;
    2) [ "$1" = --version ] || { echo "usage: ${0##*/} [--version VERSION]" >&2; exit 64; }; version=$2 ;;
    *) echo "usage: ${0##*/} [--version VERSION]" >&2; exit 64 ;;
esac
deploy/install-packages.sh deb

. deploy/release-flags.sh
for product in crrtd crrtctl crrtctl-yaml; do swift build "${flags[@]}" --product "$product"; done
programs=$(swift build "${flags[@]}" --show-bin-path)

tree=.build/deb/tree
rm -rf "$tree"
mkdir -p "$tree"/{bin,docs,completions,templates}
cp "$programs"/{crrtd,crrtctl,crrtctl-yaml} "$tree/bin"
cp -r deploy/debian systemd etc CHANGELOG.md "$tree"
cp samples/templates/*.json "$tree/templates"
cp -r docs/man docs/{operations,journal-proof}.md "$tree/docs"
cp systemd/crrtd.sysusers "$tree/debian/crrtd.sysusers"
for shell in bash zsh fish; do "$programs/crrtctl" completion "$shell" | sed '1{/^#!/d}' >"$tree/completions/$shell"; done
cat >"$tree/debian/changelog" <<END
crrtd ($version) unstable; urgency=medium

  * Built from the sources of this version. CHANGELOG.md says what is new;
    it is in /usr/share/doc/crrtd.

 -- crrtd maintainers <maintainers@crrtd.io>  $(git log -1 --format=%aD 2>/dev/null || date -R)
END

rm -f .build/deb/*.deb
(cd "$tree" && dpkg-buildpackage -b -us -uc)
rm -f .build/deb/*.{buildinfo,changes}
lintian --fail-on error,warning .build/deb/*.deb
ls -l .build/deb/*.deb
