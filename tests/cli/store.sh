#!/usr/bin/env bash
# A store's life: init, users, serve, backup and restore, export and import, verify; and what each refuses.
. "$(dirname "$0")/expect.inc"
data=$work/data

expect 0 $dinh init --data "$data"
says "Created"
expect 0 $dinh init --data "$data"
says "Brought up to date"

start() { # start FOLDER
	$dinh serve --data "$1" --listen 127.0.0.1:0 >"$work/serve.out" 2>"$work/serve.err" </dev/null &
	server=$!
	local i
	for i in $(seq 100); do
		url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/serve.out") && return
		sleep 0.1
	done
	cp "$work/serve.err" "$work/err"
	complain "the server did not start"
}

# where people reach it: a host by http or https, nothing else; said loudly until somebody says it
for wrong_site in "dvc.example.vn" "ftp://dvc.example.vn" "https://" "https://dvc.example.vn/trang" "https://dvc.example.vn?a" "https://a@b.vn" \
	"https://dvc.example.vn:0" "https://dvc.example.vn:99999" "https://dvc example.vn" "javascript://dvc.example.vn" "https://:80" "http://[::1" "https://đvc.vn"; do
	expect 2 $dinh init --data "$data" --site "$wrong_site"
	complains "--site $wrong_site: expected https://"
done
start "$data"
grep -q "public address of this site is not set" "$work/serve.err" || complain "nobody was told that site.url is not set"
kill -TERM "$server" && wait "$server"
server=
expect 0 $dinh init --data "$data" --site "https://DVC.example.vn:8443/"
start "$data"
grep -q "public address" "$work/serve.err" && complain "told although site.url is set"
kill -TERM "$server" && wait "$server"
server=
expect 0 $dinh verify --data "$data"
says "store: sound"
says "results: 5 checked, 0 wrong"

# users: the password comes from standard input
typed() { printf '%s\n' "$1" >"$work/typed"; shift; "$@" <"$work/typed"; }
with() { local code=$1 password=$2 got=0; shift 2; checks=$((checks + 1))
	typed "$password" "$@" >"$work/out" 2>"$work/err" || got=$?
	[ $got = "$code" ] || complain "exit code $got, not $code: $*"; }
with 0 "một mật khẩu dài" $dinh user add root.one --data "$data" --name "Nguyễn Thị Thử" --role platform
says "Added root.one"
with 1 "một mật khẩu dài" $dinh user add root.one --data "$data" --name "Người Khác" --role platform
with 1 "ngắn" $dinh user add root.two --data "$data" --name "Người Khác" --role platform
with 2 "một mật khẩu dài" $dinh user add root.two --data "$data" --name "Người Khác" --role king
with 2 "một mật khẩu dài" $dinh user add root.two --data "$data" --name "Người Khác" --role leader
complains "--unit is missing"
with 1 "một mật khẩu dài" $dinh user add root.two --data "$data" --name "Người Khác" --role leader --unit 99999
complains "99999"
with 0 "mật khẩu mới hơn" $dinh user passwd root.one --data "$data"
expect 0 $dinh user disable root.one --data "$data"
expect 0 $dinh user list --data "$data"
says "root.one"
says "disabled"
expect 0 $dinh user enable root.one --data "$data"
expect 1 $dinh user disable nobody --data "$data"
expect 0 $dinh user unlock root.one --data "$data"
expect 0 $dinh user reset-codes root.one --data "$data"

# serve: a line when ready, one server a folder, a graceful end
start "$data"
expect 0 curl -sf "$url/healthz"
says "ok"
expect 0 curl -sf "$url/metrics"
says "dinh_store_bytes"
expect 22 curl -sf -H 'X-Forwarded-For: 127.0.0.1' "$url/metrics"
expect 1 $dinh serve --data "$data" --listen 127.0.0.1:0
complains "another server works on"
expect 0 $dinh backup --data "$data" "$work/copy"
says "Backed up"
[ "$(tail -1 "$work/copy/manifest" | wc -w)" = 3 ] || complain "the manifest has no lines of three words"
expect 1 $dinh backup --data "$data" "$work/copy"
complains "File exists"
expect 0 $dinh verify --data "$data"
expect 0 kill -TERM "$server"
wait "$server" || complain "the server ended with $?"
server=

# restore: into an empty folder, what the manifest says and nothing else
expect 1 $dinh restore --data "$data" "$work/copy"
complains "holds a store already"
expect 0 $dinh restore --data "$work/restored" "$work/copy"
expect 0 $dinh verify --data "$work/restored"
cp -r "$work/copy" "$work/spoilt"
printf 'x' | dd of="$work/spoilt/dinh.db" bs=1 seek=5000 conv=notrunc 2>/dev/null
expect 1 $dinh restore --data "$work/from-spoilt" "$work/spoilt"
complains "differs from the manifest"
[ -e "$work/from-spoilt/dinh.db" ] && complain "a spoilt store was left in place"
sed -i 's| dinh.db$| ../escaped|' "$work/spoilt/manifest"
expect 1 $dinh restore --data "$work/from-spoilt" "$work/spoilt"
complains "has a line that is none"
[ -e "$work/escaped" ] && complain "a manifest reached outside the folder"
rm "$work/spoilt/manifest"
expect 1 $dinh restore --data "$work/from-spoilt" "$work/spoilt"

# a file that the store names is missing, cut or another: the backup says so, and is none
expect 0 $dinh demo --data "$work/files"
start "$work/files"
DINH_URL=$url expect 0 node tests/cli/upload.mjs
expect 0 kill -TERM "$server"
wait "$server"
server=
expect 0 $dinh backup --data "$work/files" "$work/whole"
mapfile -t some < <(cd "$work/files/files" && find . -type f | sed 's|^\./||' | sort | head -3)
[ ${#some[@]} = 3 ] || { complain "there are no three files"; exit; }
rm "$work/files/files/${some[0]}"
expect 1 $dinh backup --data "$work/files" "$work/gap"
complains "${some[0]} is not there"
complains "1 files are missing or spoilt"
[ -e "$work/gap/manifest" ] && complain "a backup with a gap has a manifest"
expect 1 $dinh restore --data "$work/from-gap" "$work/gap"
complains "is no whole backup"
truncate -s 1 "$work/files/files/${some[1]}"
printf 'x' | dd of="$work/files/files/${some[2]}" bs=1 conv=notrunc 2>/dev/null
expect 1 $dinh backup --data "$work/files" "$work/gaps"
complains "${some[1]} has another content"
complains "${some[2]} has another content"
complains "3 files are missing or spoilt"
expect 0 $dinh backup --data "$work/files" "$work/left" --incomplete
says "3 files are missing or spoilt"
expect 0 $dinh restore --data "$work/from-left" "$work/left"
expect 1 $dinh verify --data "$work/from-left"
says "${some[0]##*/}: is not there"

# a database that became empty, or is gone, beside what people uploaded is no new house
for lost in empty gone; do
	rm -f "$work/files/dinh.db"*
	[ $lost = gone ] || : >"$work/files/dinh.db"
	for command in init demo "serve --listen 127.0.0.1:0" "user list"; do
		expect 1 timeout 10 $dinh $command --data "$work/files"
		complains "this store has lost its database"
	done
	[ -s "$work/files/dinh.db" ] && complain "something was written into the lost store"
done
mkdir "$work/new" && : >"$work/new/dinh.db"
expect 0 $dinh init --data "$work/new"
says "Created"

# import: what would change is said first, a contradiction changes nothing
printf 'level\tcode\tname\tfull_name\tparent_code\tkind\tvalid_from\tlegal_basis\tsuccessors\n' >"$work/units"
printf 'commune\t14389\tGia Lâm\tXã Gia Lâm\t37\tend\t2028-01-01\tNQ 1\t99001\n' >>"$work/units"
expect 1 $dinh import units "$work/units" --data "$data"
complains "99001"
printf 'commune\t99001\tGia Mới\tXã Gia Mới\t37\tnew\t2028-01-01\tNQ 1\t\n' >>"$work/units"
expect 0 $dinh import units "$work/units" --dry-run --data "$data"
says "+ thành lập 99001 Xã Gia Mới, Tỉnh Ninh Bình"
says "Would import 2 rows; nothing was changed"
expect 0 $dinh import units "$work/units" --data "$data"
says "Imported 2 rows"
printf 'commune_code\tkind\tname\tnote\tvalid_from\tlegal_basis\n99001\tthôn\t1\t\t2028-01-01\tNQ 1\n' >"$work/hamlets"
expect 0 $dinh import hamlets "$work/hamlets" --data "$data"
says "Imported 1 rows"
expect 0 $dinh import hamlets "$work/hamlets" --data "$data"
says "Imported 0 rows"
# a spreadsheet's mark at the beginning, no-break and double spaces make no other hamlet
printf 'commune_code\tkind\tname\tnote\tvalid_from\tlegal_basis\n99001\tthôn\t2\txã Gia Sơn cũ\t2028-01-01\tNQ 1\n' >"$work/hamlets"
expect 0 $dinh import hamlets "$work/hamlets" --data "$data"
says "Imported 1 rows"
printf '\357\273\277commune_code\tkind\tname\tnote\tvalid_from\tlegal_basis\r\n99001\tthôn\t2\t xã  Gia\302\240Sơn cũ\t2028-01-01\tNQ 1\r\n' >"$work/hamlets"
expect 0 $dinh import hamlets "$work/hamlets" --data "$data"
says "Imported 0 rows"

# export and import: the same rows again
expect 0 $dinh export --data "$data" "$work/rows"
expect 1 $dinh export --data "$data" "$work/rows"
expect 0 $dinh import store "$work/rows" --data "$work/imported"
expect 1 $dinh import store "$work/rows" --data "$work/imported"
expect 0 $dinh verify --data "$work/imported"
expect 0 $dinh export --data "$work/imported" -
cmp -s "$work/rows" "$work/out" || complain "an export of the import differs"
head -c 3000 "$work/rows" >"$work/cut"
expect 1 $dinh import store "$work/cut" --data "$work/from-cut"
expect 1 $dinh import store "$work/missing" --data "$work/from-cut"
