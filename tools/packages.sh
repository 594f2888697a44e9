#!/bin/sh
# packages: installs the Debian packages of deploy/packages.txt that are missing.   packages.sh KIND...   (build test bench lint)
set -eu
cd "$(dirname "$0")/.."
missing=
for kind in "$@"; do
	while read -r for name unless command; do
		[ "$for" = "$kind" ] || continue
		if [ "${unless:-}" = unless ] && command -v "$command" >/dev/null 2>&1; then
			continue
		fi
		dpkg-query -W -f '${Status}\n' "$name" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $name"
	done <deploy/packages.txt
done
[ -n "$missing" ] || exit 0
root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 || {
		echo "Thiếu các gói:$missing. Hãy chạy bằng root hoặc cài sudo. (Packages are missing: run as root, or install sudo.)" >&2
		exit 1
	}
	root=sudo
fi
echo "Cài các gói Debian còn thiếu:$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get -qq update
# shellcheck disable=SC2086
$root apt-get -qq install -y --no-install-recommends $missing >/dev/null
