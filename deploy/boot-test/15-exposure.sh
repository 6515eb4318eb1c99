# exposure: what systemd itself says of the units
said=$(inside systemd-analyze verify --man=no crrtd.service crrtd.socket crrtd-backup.service crrtd-backup.timer crrtd-metrics.service crrtd-metrics.timer crrtd@exercise.service \
    crrtd@exercise.socket crrtd-backup@exercise.service crrtd-backup@exercise.timer crrtd-metrics@exercise.service \
    crrtd-metrics@exercise.timer crrtd-alert@crrtd.service 2>&1) || fail "systemd-analyze verify"
[ -z "$said" ] || fail "systemd-analyze verify is not silent"
pass "systemd-analyze verify has nothing to say"
for unit in crrtd.service crrtd@exercise.service crrtd-backup.service crrtd-backup@exercise.service crrtd-metrics.service; do
    check "systemd-analyze security puts $unit at 0.5 or below" inside systemd-analyze security --no-pager --threshold=5 "$unit"
    echo "        ${said##*$'\n'}"
done
analyze=.build/varlinkctl/root/usr/bin/systemd-analyze
if [ -x "$analyze" ]; then
    # systemd 257 of Debian 13, run through its own loader, on the units with the drop-in that is meant for it.
    mkdir -p "$machine/given/257"
    cp "$machine"/lib/systemd/system/crrtd{.service,.socket,-alert@.service} "$machine/given/257"
    mkdir "$machine/given/257/crrtd.service.d"
    cp systemd/examples/systemd-257.conf "$machine/given/257/crrtd.service.d"
    loader=$(sed -n 's/^exec "\([^"]*\)" --library-path "\([^"]*\)".*/\1 --library-path \2/p' .build/varlinkctl/varlinkctl)
    said=$(inside $loader "$PWD/$analyze" verify --man=no --recursive-errors=no /given/257/crrtd.service 2>&1) || fail "systemd-analyze verify of systemd 257"
    ! grep -q systemd-257.conf <<<"$said" || fail "systemd 257 does not like its drop-in"
    pass "systemd 257 knows every key of the drop-in that is meant for it"
fi
