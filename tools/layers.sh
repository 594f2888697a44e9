#!/bin/bash
# layers: the laws of the tree that a script can check. Prints file:line: what is wrong.   layers.sh [ROOT]
#   1  base < html < db < http, auth, doc, geo < web < modules < program: nobody includes what stands above or beside it
#   2  of another module only its NAME.h; modules form no circle
#   3  a third-party header stands in its one adapter
#   4  SQL stands in .sql files (and in src/db); markup in templates (and in src/html)
#   5  src/ knows no feature: it leads to no page and asks for no permission but those that src/ declares (src/web/hooks.h says how else)
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"

files=$(find src modules program -type f \( -name '*.[ch]' -o -name '*.html' \) ! -name '*_test.[ch]' | LC_ALL=C sort)
[ -n "$files" ] || { echo "layers: no sources here" >&2; exit 1; }
pairs=$(mktemp)
trap 'rm -f "$pairs"' EXIT

includes() {
	awk -v pairs="$pairs" '
	BEGIN {
		split("base 1 html 2 db 3 http 4 auth 4 doc 4 geo 4 web 5", r, " ")
		for (i = 1; i in r; i += 2)
			rank[r[i]] = r[i + 1]
		modules = 6
		program = 7
		# the adapters
		n = split("sqlite3.h src/db/sqlite.c;libpq-fe.h src/db/postgres.c;microhttpd.h src/http/http.c;sodium.h src/base/crypto.c;" \
			"jansson.h src/web/json.c;utf8proc.h src/base/vietnamese.c;seccomp.h src/doc/jail.c;qrencode.h src/doc/qr.c;" \
			"pango/pangocairo.h src/doc/pdf.c;cairo-pdf.h src/doc/pdf.c;jpeglib.h src/doc/jpeg.c;jerror.h src/doc/jpeg.c;" \
			"png.h src/doc/png.c;webp/decode.h src/doc/webp.c;libheif/heif.h src/doc/heif.c;qpdf/qpdf-c.h src/doc/pdf_read.c;ini.h src/web/services/settings.c;openssl/evp.h src/auth/totp.c;openssl/hmac.h src/auth/totp.c;" \
			"cjose/cjose.h src/auth/jose.c;curl/curl.h src/http/client.c;xlsxwriter.h src/web/list/list_file.c;minizip/unzip.h src/doc/archive.c;expat.h src/doc/xml.c;libdeflate.h src/http/pack.c;proj.h src/geo/projection.c;geos_c.h src/geo/shape.c", a, ";")
		for (i = 1; i <= n; i++) {
			split(a[i], w, " ")
			adapter[w[1]] = w[2]
		}
		# what the C library and the kernel bring
		n = split("assert ctype dirent dlfcn elf endian errno execinfo fcntl float getopt glob grp inttypes langinfo libgen limits " \
			"locale malloc math netdb poll pthread pwd sched semaphore setjmp signal spawn stdalign stdarg stdatomic stdbool " \
			"stddef stdint stdio stdlib stdnoreturn string strings syslog termios time unistd wchar", c, " ")
		for (i = 1; i <= n; i++)
			system_header[c[i] ".h"] = 1
	}
	function say(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }
	# the layer of a path; its module; its folder: subfolders are inside it
	function layer_of(path, p) {
		split(path, p, "/")
		return p[1] == "src" ? rank[p[2]] : p[1] == "program" ? program : modules
	}
	function module_of(path, p, n) {
		n = split(path, p, "/")
		return p[1] == "modules" && n >= 4 ? p[2] "/" p[3] : ""
	}
	function folder_of(path, p) {
		split(path, p, "/")
		return p[1] "/" p[2]
	}
	# where "x.h" is: beside its reader, in src, in modules, or generated (the same places)
	function place(name, here, i, p, n, path, parts) {
		if (name == "modules.h")
			return "modules/modules.h"
		if (name !~ /\//)
			return here "/" name
		if (name ~ /^\.\.\//) {
			sub(/\/[^\/]*$/, "", here)
			return here "/" substr(name, 4)
		}
		split(name, p, "/")
		if (p[1] == "src" || p[1] == "modules" || p[1] == "program")
			return name
		return p[1] in rank ? "src/" name : "modules/" name
	}
	/^[ \t]*#[ \t]*include[ \t]*</ {
		match($0, /<[^>]*>/)
		name = substr($0, RSTART + 1, RLENGTH - 2)
		if (name in adapter) {
			if (FILENAME != adapter[name])
				say("<" name "> belongs to its adapter " adapter[name])
		} else if (!(name in system_header) && name !~ /^(sys|linux|net|netinet|arpa)\//)
			say("<" name "> has no adapter in tools/layers.sh")
	}
	/^[ \t]*#[ \t]*include[ \t]*"|^%% include "/ {
		match($0, /"[^"]*"/)
		name = substr($0, RSTART + 1, RLENGTH - 2)
		here = FILENAME
		sub(/\/[^\/]*$/, "", here)
		path = place(name, here)
		mine = layer_of(FILENAME)
		other = layer_of(path)
		if (!other)
			say("\"" name "\" is of no layer")
		else if (other > mine || (other == mine && mine < modules && folder_of(path) != folder_of(FILENAME)))
			say("\"" name "\" stands " (other > mine ? "above" : "beside") " this layer")
		from = module_of(FILENAME)
		to = module_of(path)
		if (from != "" && to != "" && from != to) {
			split(to, w, "/")
			if (path != "modules/" to "/" w[2] ".h")
				say("\"" name "\" is the inside of module " w[2] ": include its " w[2] ".h")
			print from, to >pairs
		}
	}
	END { exit bad }' $files
}

# Text between quotes, without comments: two crude sieves that have caught every real case so far.
strings() {
	awk -v what="$1" -v pattern="$2" '
	FILENAME ~ /\.c$/ {
		line = $0
		sub(/^[ \t]*(\/\*|\*|\/\/).*/, "", line)
		sub(/\/\*.*/, "", line)
		while (match(line, /"([^"\\]|\\.)*"/)) {
			text = tolower(substr(line, RSTART + 1, RLENGTH - 2))
			line = substr(line, RSTART + RLENGTH)
			if (text ~ pattern) {
				printf "%s:%d: %s: \"%s\"\n", FILENAME, FNR, what, text
				bad = 1
			}
		}
	}
	END { exit bad }' $3
}

# Where the pages of src/ lead and what they ask for, against the routes and permissions that src/ declares. A path is any text that begins
# with / and a letter, in an attribute or between quotes; what belongs to the system, a file of a data folder, or is a route's own row is none.
features() {
	awk '
	function say(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }
	function bare(line) {
		sub(/^[ \t]*(\/\*|\*|\/\/|%#).*/, "", line)
		sub(/\/\*.*/, "", line)
		return line
	}
	# {id}, {{ value }}, %lld: any segment
	function shape(path, n, i, part, out) {
		gsub(/\{\{[^}]*\}\}|\{[a-z_]+\}|%\.?\*?l*[a-z]/, "*", path)
		sub(/[?#].*/, "", path)
		n = split(path, part, "/")
		out = ""
		for (i = 2; i <= n; i++)
			out = out "/" (part[i] ~ /\*/ ? "*" : part[i])
		return out == "" ? "/" : out
	}
	function check(path) {
		if (path !~ /^\/[a-z]/ || path ~ /^\/(api\/(v1(\/|%s)?)?$|static(\/|%)|favicon\.ico$|robots\.txt$|metrics$)/)
			return
		if (!(shape(path) in routes))
			say("\"" path "\" is no route of src/: a module declares where it leads (src/web/hooks.h)")
	}
	pass == 1 {
		line = bare($0)
		if (match(line, /^\t(GET|POST)\("[^"]*"/)) {
			split(substr(line, RSTART, RLENGTH), w, "\"")
			routes[shape(w[2])] = 1
		}
		while (match(line, /\.api = "[^"]*"/)) {
			split(substr(line, RSTART, RLENGTH), w, "\"")
			routes["/api/v1" shape(w[2])] = 1
			line = substr(line, RSTART + RLENGTH)
		}
		line = bare($0)
		if (match(line, /^\t\{\.name = "[a-z_]+\.[a-z_]+", \.title = "[^"]*", \.roles = "[a-z ]*"/)) {
			split(substr(line, RSTART, RLENGTH), w, "\"")
			permissions[w[2]] = 1
		}
		next
	}
	FILENAME ~ /\.html$/ {
		line = bare($0)
		while (match(line, /(href|action|src|data-combo|formaction)="\/[^"]*"/)) {
			text = substr(line, RSTART, RLENGTH)
			sub(/^[a-z-]*="/, "", text)
			check(substr(text, 1, length(text) - 1))
			line = substr(line, RSTART + RLENGTH)
		}
	}
	{
		line = bare($0)
		if (FNR == 1)
			row = 0
		if (line ~ /^\t(GET|POST)\("/)
			row = 1 # of the table of routes: its own path and its twin
		if (row)
			gsub(/"[^"]*"/, "", line)
		if (line ~ /\),?$/)
			row = 0
		gsub(/LIST_FILES\("[^"]*", "[^"]*"/, "", line)
		while (match(line, /"([^"\\]|\\.)*"/)) {
			text = substr(line, RSTART + 1, RLENGTH - 2)
			if (FILENAME ~ /^src\/web\/.*\.(c|html)$/ || substr(line, 1, RSTART) ~ /(see_other\(q, |ADDRESS\([^,]*, |site_url\(q, )"$/)
				if (!(text ~ /^\/(proc|dev|tmp|usr|etc|sys)(\/|$)/))
					check(text)
			line = substr(line, RSTART + RLENGTH)
		}
		line = bare($0)
		while (match(line, /(may|page_may|may_for|prove_fresh|actor_holds)\([^,()]*(\([^()]*\))?[^,()]*, "[^"]*"/)) {
			split(substr(line, RSTART, RLENGTH), w, "\"")
			if (!(w[2] in permissions))
				say("permission " w[2] " is of no module of src/ (src/web/hooks.h)")
			line = substr(line, RSTART + RLENGTH)
		}
	}
	END { exit bad }' pass=1 $1 pass=2 $1
}

status=0
includes || status=1
features "$(grep '^src/' <<<"$files")" || status=1
circle=$(LC_ALL=C sort -u "$pairs" | tsort 2>&1 >/dev/null) || { echo "modules include one another in a circle:"; echo "$circle"; status=1; }
strings "SQL outside a .sql file" \
	'(^|[ (])(select .* from |insert (or [a-z]+ )?into |update [a-z_]+ set |delete from |(create|drop|alter) (table|index|view) )' \
	"$(grep -v '^src/db/' <<<"$files")" || status=1
# An <svg> is a picture, not a page.
strings "markup outside a template" '<(/?[a-z][a-z0-9]*[ >\/]|[a-z][a-z0-9]*$|!doctype)' \
	"$(grep -vE '^src/(html/|doc/qr\.c)' <<<"$files")" || status=1
[ $status = 0 ] || echo "layers: the laws of ARCHITECTURE.md are broken (above)"
exit $status
