# signing: a key that only this unit gets, as docs/operations.md says; and what happens without it
key=/root/crrtd.signing-key
credential=/etc/credstore.encrypted/crrtd.signing-key
drop_in=/etc/systemd/system/crrtd.service.d/override.conf
check_status "without a key the journal is chained and not signed" 0 'no signing key' as security crrtctl audit verify
check_status "a key is made" 0 "private: $key" inside crrtd --new-signing-key $key
id=$(sed -n 's/^key //p' <<<"$said")

with_key() {
    printf '[Service]\n%s\n' "$1" | write $drop_in
    inside systemctl daemon-reload
    inside systemctl restart crrtd
}
check "the unit passes it as a credential" with_key "LoadCredential=signing-key:$key"
check_status "audit verify shows checkpoints by that key" 0 "signed: up to entry [0-9]* .*$id" as security crrtctl audit verify
inside sh -ec "mkdir -p -m 0700 $(dirname $credential); systemd-creds encrypt --name=signing-key $key $credential" ||
    fail "systemd-creds cannot encrypt it"
check "or encrypted, for this machine alone" with_key "LoadCredentialEncrypted=signing-key:$credential"
check_status "which is the same key" 0 "signed: up to entry [0-9]* .*$id" as security crrtctl audit verify
said=$(inside find /var/lib/crrtd /etc/crrtd -type f -exec grep -l 'PRIVATE KEY' {} + || true)
[ -z "$said" ] || fail "the private key lies where it need not"
pass "the private key lies in no folder of the daemon"
check "a copy of a signed journal" inside crrtctl backup $backups/signed.db
check_status "crrtctl restore --check compares it with the public key" 0 'signed up to entry' \
    inside crrtctl restore --check --public-key $key.pub $backups/signed.db

inside mv $credential $credential.away
check_status "a key that is not there fails the start" 1 'failed' inside systemctl restart crrtd
check_unit "by systemd's own status, CREDENTIALS" crrtd.service ExecMainStatus 243
sleep 1.5
check_unit "and it does not try again" crrtd.service NRestarts 0
inside mv $credential.away $credential
inside sh -c 'systemctl reset-failed crrtd.socket crrtd.service; systemctl start crrtd.socket crrtd.service'
check_status "under a wrong name it does not start to sign nothing, either" 1 'failed' with_key "LoadCredential=signingkey:$key"
check_unit "but ends with the configuration's status" crrtd.service ExecMainStatus 78
named() { entries MESSAGE_ID=2facbe4909394405adae06c3751cda1d --since=-1min | grep -F -q 'write LoadCredential=signing-key:FILE'; }
check "and the journal says what to write" within 5 named

# With what systemd-creds has made for itself.
inside rm -r "$(dirname $drop_in)" $key $key.pub $credential /var/lib/systemd/credential.secret
inside rmdir --ignore-fail-on-non-empty "$(dirname $credential)"
inside systemctl daemon-reload
inside sh -c 'systemctl reset-failed crrtd.socket crrtd.service; systemctl start crrtd.socket crrtd.service'
named() { entries -p warning --since=-1min | grep -F -q 'and no further: there is no signing key now'; }
check "without any, it serves and warns that what was signed is signed no further" within 5 named
