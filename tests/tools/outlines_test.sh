#!/usr/bin/env bash
# outlines: the outlines of the catalogue are fit to be drawn, and tools/outlines.mjs notices those that are not.
set -u
cd "$(dirname "$0")/../.."
units=catalogue/units_2025-07.tsv
node tools/outlines.mjs $units catalogue/outlines_*.geojson || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

# spoil NAME FILE CODE TEXT: the outlines after a change of one feature `f` (and of all of them, `all`) must be refused with TEXT
spoil() {
	local file=$dir/outlines_$2.geojson
	node -e '
const [from, to, code] = process.argv.slice(1), data = JSON.parse(require("fs").readFileSync(from));
const all = data.features, f = all.find((x) => x.properties.code === "'"${5:-14389}"'"), g = f.geometry;
const ring = g.type === "Polygon" ? g.coordinates[0] : g.coordinates[0][0];
eval(code);
require("fs").writeFileSync(to, JSON.stringify(data));' "catalogue/outlines_$2.geojson" "$file" "$3"
	node tools/outlines.mjs $units "$file" >"$dir/said" 2>&1 && { echo "$1 is not noticed"; bad=1; }
	grep -q "$4" "$dir/said" || { echo "$1: not told as “$4”:"; head -3 "$dir/said"; bad=1; }
}
spoil "an unknown code" communes 'f.properties.code = "14388"' 'no unit of the list'
spoil "a strange name" communes 'f.properties.name = "Xã Gia Lâm Hạ"' 'the list says Xã Gia Lâm'
spoil "another province" communes 'f.properties.province = "01"' 'it is in 37'
spoil "a unit twice" communes 'all.push(f)' 'comes twice'
spoil "a province that is left out" provinces 'all.splice(all.indexOf(f), 1)' '33 provinces' 01
spoil "an open ring" communes 'ring.pop()' 'not closed'
spoil "two points" communes 'ring.splice(1, ring.length - 2)' 'fewer than four'
spoil "a point elsewhere" communes 'ring[3] = [20.4, 105.8]' 'not in Viet Nam'
spoil "a point of one number" communes 'ring[3] = [105.8]' 'no point'
spoil "many decimals" communes 'ring[3][0] += 0.000012' 'decimals'
spoil "a knot" communes '[ring[5], ring[30]] = [ring[30], ring[5]]' 'crosses itself'
spoil "a point that comes twice" communes 'ring.splice(20, 0, ring[10])' 'comes back to'
spoil "the clock's way round" communes 'ring.reverse()' 'winds with the clock'
spoil "a hole" communes 'g.coordinates.push(ring)' 'a hole'
spoil "a part within a part" provinces 'g.coordinates.push([g.coordinates[0][0].slice(0, 1).flatMap(([x, y]) => [[107.5, 15.6], [107.51, 15.6], [107.51, 15.61], [107.5, 15.6]])])' 'within another' 48
spoil "a line" communes 'g.type = "LineString"' 'no polygon'
spoil "a large file" communes 'f.properties.note = "x".repeat(60000)' 'bytes, more than'
exit $bad
