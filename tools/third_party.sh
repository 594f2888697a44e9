#!/usr/bin/env bash
# third_party: what the program is made of besides its own sources, as THIRD-PARTY.md: names, versions, licences, from what the built
# program is linked with and what is embedded in it.   third_party.sh build/dinh >THIRD-PARTY.md   (make third-party)
# A library whose licence neither its package nor the table below says is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
tools=" esbuild sass subset-font " # of assets/package.json: they make the files, nothing of them is in the program

# Packages whose copyright file a program cannot read, read by a person.
said() {
	case $1 in
		libc6 | libnuma1 | libkeyutils1 | libgnutls30 | libtasn1-6) echo LGPL-2.1+ ;;
		libgcc-s1 | libstdc++6) echo "GPL-3+ with the GCC runtime exception" ;;
		libgmp10 | libhogweed6 | libnettle8 | libidn2-0) echo "LGPL-3+ or GPL-2+" ;;
		libbsd0 | libmd0) echo "BSD-3-Clause and others of its kind" ;;
		libcom-err2) echo MIT ;;
		libcairo2) echo "LGPL-2.1 or MPL-1.1" ;;
		libwebp7) echo BSD-3-Clause ;;
		libjpeg62-turbo) echo "IJG, BSD-3-Clause and Zlib" ;;
		libqpdf29) echo Apache-2.0 ;;
		libxlsxwriter4) echo BSD-2-Clause ;;
		libxcb* | libx11-6 | libxau6 | libxdmcp6 | libxext6 | libxrender1) echo "MIT (X11)" ;;
		libpcre2-8-0) echo BSD-3-Clause ;;
		libaom3) echo BSD-2-Clause ;;
		libbrotli1) echo MIT ;;
		libharfbuzz0b | libfontconfig1 | libpixman-1-0) echo MIT ;;
		libfribidi0) echo LGPL-2.1+ ;;
		libfreetype6) echo "FTL or GPL-2" ;;
		libgssapi-krb5-2 | libkrb5-3 | libk5crypto3 | libkrb5support0) echo MIT ;;
		libldap-2.5-0) echo OLDAP-2.8 ;;
		libsasl2-2) echo "BSD-4-Clause (Carnegie Mellon)" ;;
		libmount1 | libblkid1) echo LGPL-2.1+ ;;
		libselinux1) echo "public domain" ;;
		libgraphite2-3) echo "LGPL-2.1+ or MPL or GPL-2+" ;;
		libthai0 | libdatrie1) echo LGPL-2.1+ ;;
		librtmp1) echo LGPL-2.1+ ;;
		libssh2-1) echo BSD-3-Clause ;;
		libx265-199) echo GPL-2+ ;;
		libzstd1) echo BSD-3-Clause ;;
		*) return 1 ;;
	esac
}

licence_of() { # package
	said "$1" && return
	local line
	line=$(awk '/^Files: *\*/ { all = 1 } all && /^License:/ { sub(/^License: */, ""); print; exit }' "/usr/share/doc/$1/copyright")
	line=${line/#Expat/MIT}
	echo "${line%% and FSFULLR*}"
}

ways() { echo "$1"; readlink -f "$1"; echo "/usr$(readlink -f "$1")"; } # a library may be listed by its name under / or under /usr

packages_of() { # files -> packages; one that no package has is an error
	local wanted listed file
	mapfile -t wanted < <(for file in "$@"; do ways "$file"; done | sort -u)
	listed=$(dpkg-query -S "${wanted[@]}" 2>/dev/null || true)
	for file in "$@"; do
		ways "$file" | grep -qxFf - <(sed 's/^[^ ]*: //' <<<"$listed") || { echo "third_party: no package has $file" >&2; return 1; }
	done
	cut -d: -f1 <<<"$listed" | sort -u
}

rows() { # packages on standard input
	local package licence
	sort -u | while read -r package; do
		licence=$(licence_of "$package")
		[ -n "$licence" ] || { echo "third_party: what is the licence of $package? Read its copyright file, add it to tools/third_party.sh" >&2; exit 1; }
		echo "| $package | $(dpkg-query -W -f '${Version}' "$package") | $licence |"
	done
}

table() { printf '\n| Package | Version | Licence |\n|---|---|---|\n'; }

needed=$(readelf -d "$program" | grep NEEDED | grep -oE '\[[^]]+' | tr -d '[')
loaded=$(ldd "$program" | awk '$2 == "=>" { print $1, $3 } $1 ~ /^\// { print $1, $1 }')
mapfile -t all < <(cut -d' ' -f2 <<<"$loaded")
mapfile -t own < <(while read -r name path; do if grep -qxF "$name" <<<"$needed"; then echo "$path"; fi; done <<<"$loaded")
direct=$(packages_of "${own[@]}")
everything=$(packages_of "${all[@]}")
further=$(comm -13 <(echo "$direct") <(echo "$everything"))

cat <<'END'
# Third parties

What `dinh` is made of besides the sources of this repository, which are under the [MIT licence](LICENSE). This file is made by `make third-party` from
the built program; versions are those of the machine where it was made. The licence of a Debian package stands whole in `/usr/share/doc/PACKAGE/copyright`.

## Libraries it is linked with
END
table
rows <<<"$direct"
cat <<'END'

## Libraries that these load

libx265 comes with libheif, which reads the pictures of iPhones: whoever passes on a program together with these libraries passes on libx265 under the GPL.
END
table
rows <<<"$further"
cat <<'END'

## Files embedded in it
END
table
node -e '
const {devDependencies, dependencies} = require("./assets/package.json");
for (const name of Object.keys({...devDependencies, ...dependencies}).sort()) {
	if (process.argv[1].includes(` ${name} `)) continue;
	const of = require(`./assets/node_modules/${name}/package.json`);
	if (!of.license) throw new Error(`${name} names no licence`);
	console.log(`| ${name} | ${of.version} | ${of.license} |`);
}' "$tools"
cat <<'END'

## Fonts it uses for papers, from their Debian packages
END
table
grep -oE '\bfonts-[a-z0-9-]+' deploy/packages.txt | while read -r font; do
	case $font in
		fonts-liberation2 | fonts-noto-core) licence=OFL-1.1 ;;
		fonts-dejavu-core) licence="Bitstream Vera (free)" ;;
		*) echo "third_party: what is the licence of $font?" >&2; exit 1 ;;
	esac
	echo "| $font | $(dpkg-query -W -f '${Version}' "$font") | $licence |"
done
cat <<'END'

Units, procedures, forms and other facts of `catalogue/` are public data of Vietnamese authorities; each file names its source.
END
