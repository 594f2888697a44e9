#!/bin/bash
# PostgreSQL for tests, as an unprivileged user, on a socket in a folder, nothing installed or left behind.
#   tests/postgres.sh start DIR    starts it, prints the URI (for DINH_TEST_DB and --db)
#   tests/postgres.sh stop DIR     stops it and removes DIR
#   tests/postgres.sh crash DIR    kill -9 of the whole server; then it starts again
# DURABLE=1: with fsync, for crash tests and measurements.
set -euo pipefail
[ $# = 2 ] || { echo "usage: $0 start|stop|crash DIR" >&2; exit 2; }
dir=$(realpath -m "$2")

bin=
for b in "$(pg_config --bindir 2>/dev/null || true)" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
	[ -x "$b/initdb" ] && bin=$b && break
done
[ -n "$bin" ] || { echo "$0: PostgreSQL's server is missing (Debian package postgresql-15)" >&2; exit 1; }

# The server refuses to run as root; then it runs as the user the Debian package made.
as=
[ "$(id -u)" != 0 ] || as="runuser -u postgres --"
run() { (cd / && env -i PATH="$bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C.UTF-8 $as "$@"); }

start() {
	[ ! -e "$dir/place" ] || { echo "$0: $dir is in use" >&2; exit 1; }
	mkdir -p "$dir"
	place=$dir/pg
	mkdir -p "$place"
	[ -z "$as" ] || chown postgres "$place"
	# A private folder of root's above it, or a path too long for a socket: another place.
	if ! run test -w "$place" || [ ${#place} -gt 80 ]; then
		rmdir "$place"
		place=$(mktemp -d /tmp/dinh-pg-XXXXXX)
		[ -z "$as" ] || chown postgres "$place"
	fi
	chmod 700 "$place"
	echo "$place" >"$dir/place"
	run initdb -D "$place/data" -U dinh -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$dir/initdb.log" 2>&1 ||
		{ cat "$dir/initdb.log" >&2; exit 1; }
	{
		echo "listen_addresses = ''"
		echo "unix_socket_directories = '$place'"
		echo "max_connections = 200"
		echo "shared_buffers = 64MB"
		echo "max_pred_locks_per_transaction = 256"
		[ "${DURABLE:-0}" = 1 ] || printf '%s = off\n' fsync synchronous_commit full_page_writes
	} | run tee -a "$place/data/postgresql.conf" >/dev/null
	run pg_ctl -D "$place/data" -l "$place/log" -w -t 60 start >/dev/null || { run cat "$place/log" >&2; exit 1; }
	run createdb -h "$place" -U dinh dinh
	echo "postgres:///dinh?host=$place&user=dinh"
}

stop() {
	[ -f "$dir/place" ] || { echo "$0: nothing runs in $dir" >&2; exit 1; }
	place=$(cat "$dir/place")
	pid=$(run head -1 "$place/data/postmaster.pid" 2>/dev/null || true)
	if [ -n "$pid" ]; then
		kill -INT "$pid" 2>/dev/null || true
		for _ in $(seq 100); do
			kill -0 "$pid" 2>/dev/null || break
			sleep 0.1
		done
		kill -0 "$pid" 2>/dev/null && kill -QUIT "$pid"
	fi
	rm -rf -- "$place" "$dir"
}

crash() {
	place=$(cat "$dir/place")
	kill -KILL "$(head -1 "$place/data/postmaster.pid")"
	for _ in $(seq 100); do # its children see that it is gone, then let go of what they share
		run pg_ctl -D "$place/data" -l "$place/log" -w -t 60 start >/dev/null 2>&1 && return
		sleep 0.1
	done
	run cat "$place/log" >&2
	exit 1
}

case $1 in
start) start ;;
stop) stop ;;
crash) crash ;;
*) echo "usage: $0 start|stop|crash DIR" >&2; exit 2 ;;
esac
