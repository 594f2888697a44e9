#!/usr/bin/env bash
# module_gone: the first law of ARCHITECTURE.md: a folder under modules/ and its lines in modules.h and modules.c are all there is of a feature.
# Each feature here, on which no other is built, is taken out of a copy of the tree; what is left compiles, its rules hold (a part of them), it
# makes demo data and serves, and nothing of the feature is there any more.   module_gone.sh [FOLDER..]
set -u
cd "$(dirname "$0")/../.."
export PATH=/usr/lib/ccache:$PATH CCACHE_NOHASHDIR=1
dir=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$dir"' EXIT
bad=0
say() { echo "module_gone: $module: $*"; bad=1; }

# With what was compiled: times are kept, so only what knew of the feature is made anew.
copy() {
	rm -rf "${dir:?}/tree"
	mkdir "$dir/tree"
	tar -c --exclude=node_modules --exclude=build/asan --exclude=build/tsan --exclude=build/fuzz --exclude=build/mutants --exclude=build/test/log \
		--exclude=build/test/screenshots --exclude=.git . | tar -x -C "$dir/tree"
	[ ! -d assets/node_modules ] || ln -s "$PWD/assets/node_modules" "$dir/tree/assets/node_modules"
}

serves() { # what a stranger's and an officer's pages are without it
	local url i page
	build/dinh demo --data "$dir/data" >"$dir/demo" 2>&1 || { tail -5 "$dir/demo"; say "no demo data"; return; }
	build/dinh serve --data "$dir/data" --listen 127.0.0.1:0 --no-sandbox >"$dir/log" 2>&1 </dev/null &
	server=$!
	for i in $(seq 100); do
		url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$dir/log" | head -1)
		[ -n "$url" ] && break
		sleep 0.1
	done
	for page in / /muc-luc /khong-co-trang-nay; do
		curl -s "$url$page" >"$dir/page"
		grep -q '</html>' "$dir/page" || say "$page is no page"
		! grep -q "href=\"$path" "$dir/page" || say "$page leads to $path"
	done
	[ "$(curl -s -o /dev/null -w '%{http_code}' "$url$path")" = 404 ] || say "$path is still there"
	kill "$server"
	wait "$server" || say "does not stop well"
	server=
	! grep -q 'level=error' "$dir/log" || { grep 'level=error' "$dir/log" | head -5; say "errors in its log"; }
	build/dinh verify --data "$dir/data" >"$dir/verify" 2>&1 || { tail -5 "$dir/verify"; say "its data are unsound"; }
	rm -rf "$dir/data"
}

gone() { # gone FOLDER PATH
	module=$1 path=$2
	local name=${1##*/}
	copy
	(
		cd "$dir/tree" || exit 1
		rm -r "modules/$module"
		sed -i "\|^#include \"$module/$name.h\"|d" modules/modules.h
		sed -i "/^\t&${name}_module,$/d" modules/modules.c
		make --no-print-directory -s -j2 all build/test/run >"$dir/make" 2>&1 || { grep -m 5 error "$dir/make"; say "does not compile"; exit 1; }
		build/test/run src/web modules/core/notices modules/government/dossiers/dossiers modules/government/procedures/procedures_test.c >"$dir/rules" 2>&1 ||
			{ grep -E 'FAILED|error:' "$dir/rules" | head -5; say "rules fail"; }
		tools/layers.sh || say "layers"
		serves
		exit $bad
	) || bad=1
}

began=$SECONDS
if [ $# = 0 ]; then
	gone government/ratings /danh-gia-phuc-vu
else
	for one; do gone "$one" "${GONE_PATH:-/khong-co}"; done
fi
echo "module_gone: $((SECONDS - began)) s"
exit $bad
