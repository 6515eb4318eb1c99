# install: an earlier version first, on a machine that has users but has never seen crrtd
names_on_disk() {
    inside find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /given -o -path /var/log -o -path /root \
        -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/systemd/catalog \) -prune -o -print | sort
}

for role in duty chief est alb security outsider; do inside useradd --create-home --shell /bin/bash "$role"; done
names_on_disk >"$machine.before"

# The same programs as an older version; what a really older one has left is for 75-older-version.sh.
older() {
    local package
    inside mkdir -p /given/older
    for package in crrtd crrtctl; do
        inside sh -ec 'cd /given/older; dpkg-deb -R ../'"$package"'_*.deb t; sed -i "s/^Version: .*/Version: 0.0.9/; s/(= [^)]*)/(= 0.0.9)/" t/DEBIAN/control
            dpkg-deb -Zgzip -z1 -b t . ; rm -rf t'
    done
}
older
check "the packages of an earlier version install" inside sh -c 'dpkg -i /given/older/*.deb'
check_unit "READY: systemd calls it active" crrtd.service ActiveState active
check_unit "its type is still notify" crrtd.service Type notify
check_unit "the socket is there" crrtd.socket ActiveState active
check_unit "the timer of the backups is there" crrtd-backup.timer ActiveState active
check_status "its status line says how it is" 0 'requests* open.*journal at' inside systemctl show --value -p StatusText crrtd.service
check_status "root is the administrator of a crrtd that is not configured yet" 0 'admin' inside crrtctl whoami
check_status "who is not in the group crrt does not get in" 77 'ermission denied' as outsider crrtctl whoami
for interface in Consents Journal Requests Roster Service Taskings; do
    inside test -S "/run/varlink/registry/io.crrtd.$interface" || fail "io.crrtd.$interface is not in the registry of Varlink"
done
pass "every interface is in the registry of Varlink"
