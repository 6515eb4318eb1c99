# from another machine: ssh to an account that gets the daemon and nothing else
inside ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
inside install -d -o est -g est -m 0700 /home/est/.ssh
inside sh -c '(printf "command=\"crrtctl bridge\",restrict "; cat /root/.ssh/id_ed25519.pub) >/home/est/.ssh/authorized_keys'
printf 'Host *\n  StrictHostKeyChecking accept-new\n  LogLevel ERROR\n  BatchMode yes\n' | write /root/.ssh/config
within 20 inside systemctl is-active ssh || fail "sshd does not run"
check_status "crrtctl -H: the far account is the caller" 0 'EST' inside crrtctl -H est@localhost whoami
check_status "and may do what it may do" 0 'EST-' inside crrtctl -H est@localhost expert list
check_status "and no more" 77 . inside crrtctl -H est@localhost reload
said=$(inside sh -c 'echo | timeout 10 ssh est@localhost id' 2>&1 || true)
! grep -q 'uid=' <<<"$said" || fail "the key gets a shell"
pass "the key gets no shell"
if [ -x .build/varlinkctl/varlinkctl ]; then
    client=$PWD/.build/varlinkctl/varlinkctl
    check_status "varlinkctl ssh-exec:" 0 '"nation" *: *"EST"' inside "$client" -j call ssh-exec:est@localhost:crrtctl io.crrtd.Service.WhoAmI '{}'
    check_status "varlinkctl exec:" 0 '"admin"' inside "$client" -j call exec:/usr/bin/crrtctl io.crrtd.Service.WhoAmI '{}'
else
    echo "left out: systemd's varlinkctl, as .build/varlinkctl is not there (deploy/get-varlinkctl.sh)"
fi
