#!/usr/bin/env bash
# Puts Debian's Dovecot and Exim under build/mail for the tests and the story: unpacked, not installed. No service is
# added, and a mail server that somebody has stays as it is. A stamp makes the next call instant and free of the network.
set -euo pipefail

home=build/mail
names=(dovecot-core dovecot-imapd dovecot-lmtpd exim4-base exim4-daemon-light libnss-wrapper)
stamp="$(sha256sum "$0" | cut -d' ' -f1) $(sed -n 's/^VERSION_ID=//p' /etc/os-release)"
if [ -f $home/.ready ] && [ "$(cat $home/.ready)" = "$stamp" ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then
    echo "Dovecot and Exim can not be had here: this is no Debian or Ubuntu machine" >&2
    exit 1
fi

log=$(mktemp)
folder=$(mktemp -d)
trap 'rm -rf "$log" "$folder"' EXIT
chmod 755 "$folder"
# Of what is missing for them on this machine, the libraries are unpacked beside them.
missing() { apt-get -s install --no-install-recommends "${names[@]}" 2>/dev/null | sed -n 's/^Inst \(lib[^ ]*\).*/\1/p'; }
download() { (cd "$folder" && apt-get download -q "${names[@]}" $(missing)) >"$log" 2>&1; }
echo "Unpacking Dovecot and Exim"
if ! download; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q >"$log" 2>&1 || true
    download || { tail -n 30 "$log" >&2; exit 1; }
fi
rm -rf $home
mkdir -p $home
for package in "$folder"/*.deb; do dpkg -x "$package" $home; done
chmod u-s $home/usr/sbin/exim4
# Dovecot looks for its modules where it would be installed: here it shall look where it was started.
grep -rlF /usr/lib/dovecot/modules $home/usr/lib $home/usr/sbin $home/usr/bin |
    xargs sed -i 's#/usr/lib/dovecot/modules#modules/////////////////#g'
rm -rf $home/usr/share $home/etc $home/var $home/lib/systemd
echo "$stamp" >$home/.ready
