#!/bin/bash
# Formats the Swift sources as .swift-format says, or says where they are not.
#   format.sh          rewrites what is not formatted
#   format.sh lint     changes nothing; names each place and fails where there is one (for CI)
# swift-format is part of the toolchain. Its rules change with it, so this is tried with Swift 6.3.
set -euo pipefail
cd "$(dirname "$0")/.."
folders=(Package.swift Sources Tests Plugins etc migrations Benchmarks/Package.swift Benchmarks/Sources)

case "$*" in
    '') swift format format --in-place --recursive --parallel "${folders[@]}" ;;
    lint)
        swift format lint --strict --recursive --parallel "${folders[@]}" || {
            echo "deploy/format.sh formats what it can; the rest has to be written otherwise" >&2
            exit 1
        }
        ;;
    *) echo "usage: ${0##*/} [lint]" >&2; exit 64 ;;
esac
