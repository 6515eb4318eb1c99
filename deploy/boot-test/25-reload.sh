# reload: all or nothing, and the answer says which
inside cp /etc/crrtd/policy.yaml /given/policy.yaml
printf 'siteFloor: NR\nwieghts:\n  notice: 2\n' | write /etc/crrtd/policy.yaml
check_status "a bad configuration fails the reload" 1 'Job for crrtd.service failed' inside systemctl reload crrtd
check_unit "the daemon runs on" crrtd.service ActiveState active
named() { entries --since=-1min | grep -F -q "/etc/crrtd/policy.yaml:2:1: unknown key 'wieghts'"; }
check "the journal names file, line, column and key" within 5 named
check "there is a kind for it" grep -q . <(entries MESSAGE_ID=f5ee752852534ebc9e2b6613bdf30823)
check_status "what was in force stays in force" 0 'duty' as duty crrtctl whoami
check_status "crrtctl reload says the same, with its own exit status" 78 "policy.yaml:2:1" inside crrtctl reload
check_status "crrtd --check-config does, too" 78 "nearest: weights" inside crrtd --check-config
inside cp /given/policy.yaml /etc/crrtd/policy.yaml
check "corrected, it reloads" inside systemctl reload crrtd

printf 'limits:\n  connections: 100\n' | write /etc/crrtd/crrtd.yaml.d/50-limits.yaml
check "limits are read at a start only; the reload takes the rest" inside systemctl reload crrtd
named() { entries --since=-1min | grep -F -q 'from the next start on: limits.connections'; }
check "the journal names them" within 5 named
check_status "crrtctl cat-config shows what is in force and what waits" 0 \
    'limits.connections *at the next start: 100 *.*50-limits.yaml:2' inside crrtctl cat-config
inside systemctl restart crrtd
check_status "a restart takes it" 0 'limits.connections *100 *.*50-limits.yaml:2' inside crrtctl cat-config
inside rm -r /etc/crrtd/crrtd.yaml.d
inside systemctl restart crrtd
