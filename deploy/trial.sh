# Sourced by the scripts that need a running crrtd of their own. It lives in a temporary folder with its configuration, its database and
# its socket; when the script ends, however it ends, it is stopped and the folder is gone.

trial=
daemon=

end_trial() {
    if [ -n "$daemon" ]; then
        kill "$daemon" 2>/dev/null || true
        wait "$daemon" 2>/dev/null || true
        daemon=
    fi
    rm -rf "$trial"
}
trap end_trial EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
trap 'exit 141' PIPE

# What others may write, crrtd refuses.
umask 022
trial=$(mktemp -d "${TMPDIR:-/tmp}/crrtd-trial.XXXXXX")
mkdir "$trial/etc"

# Starts crrtd on $trial/etc and returns when it is ready; CRRT_SOCKET tells crrtctl where.
#   start_crrtd PROGRAM
start_crrtd() {
    local line
    mkfifo "$trial/log.pipe"
    "$1" --config "$trial/etc" --state "$trial/state" --socket "$trial/socket" 2>"$trial/log.pipe" >/dev/null &
    daemon=$!
    exec 3<"$trial/log.pipe"
    while read -r -t 60 line <&3; do
        printf '%s\n' "$line" >>"$trial/log"
        case $line in *ready:*)
            # What it logs later must not make it wait for a reader.
            cat <&3 >>"$trial/log" &
            exec 3<&-
            export CRRT_SOCKET=$trial/socket
            return
            ;;
        esac
    done
    echo "crrtd does not start:" >&2
    cat "$trial/log" >&2
    exit 1
}
