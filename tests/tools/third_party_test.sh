#!/usr/bin/env bash
# third_party: THIRD-PARTY.md names what the program is linked with, loads and embeds, with the licences that the packages say. Versions
# are those of one day and may differ.
set -u
cd "$(dirname "$0")/../.."
same() { diff <(sed -E 's/^(\| [^|]+ \| )[^|]+/\1/' THIRD-PARTY.md) <(sed -E 's/^(\| [^|]+ \| )[^|]+/\1/' <<<"$1"); }
made=$(tools/third_party.sh build/dinh) || exit 1
[ "$(grep -c '^| lib' <<<"$made")" -gt 50 ] || { echo "third_party: only $(grep -c '^| lib' <<<"$made") libraries were found"; exit 1; }
same "$made" || { echo "THIRD-PARTY.md is not what the program is made of: make third-party"; exit 1; }
# the test itself can fail
same "${made/| libsqlite3-0 |/| libsqlite4-0 |}" >/dev/null && { echo "third_party: a library that is not named was not noticed"; exit 1; }
same "${made/| public-domain |/| MIT |}" >/dev/null && { echo "third_party: another licence was not noticed"; exit 1; }
exit 0
