// outlines: are the outlines of catalogue/ fit to be drawn?   node tools/outlines.mjs UNITS.tsv OUTLINES.geojson..
// Each is of a unit of the list, named as there, once; all provinces are there. Rings are closed, wind against the clock (RFC 7946), cross
// neither themselves nor each other, lie in Viet Nam with its archipelagos; numbers have no more decimals than the map can show; no file is too
// large to be in the program. Prints what is wrong, then exits 1.
import { readFileSync } from "node:fs";

const LARGEST = 120_000; // bytes of a file: it is in the program
const FEWEST = 4; // points of a ring, the first again as the last
const [listing, ...files] = process.argv.slice(2);
const wrong = [];

const units = new Map(readFileSync(listing, "utf8").trim().split("\n").slice(1).map((line) => {
	const [level, code, , name, parent] = line.split("\t");
	return [`${level} ${code}`, { name, parent }];
}));

// Twice the area, positive against the clock.
const area = (ring) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);
const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign(Math.round(((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) * 1e8));
const crosses = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

// Two pieces of line that cross, or one point that comes twice.
function tangled(ring) {
	const seen = new Set();
	for (const point of ring.slice(1)) {
		if (seen.has(String(point))) return `comes back to ${point}`;
		seen.add(String(point));
	}
	for (let i = 0; i + 1 < ring.length; i++)
		for (let k = i + 2; k + 1 < ring.length; k++)
			if (crosses(ring[i], ring[i + 1], ring[k], ring[k + 1])) return `crosses itself at ${ring[i]}`;
	return "";
}

function inside([x, y], ring) {
	let within = false;
	for (let i = 0; i + 1 < ring.length; i++) {
		const [ax, ay] = ring[i], [bx, by] = ring[i + 1];
		if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) within = !within;
	}
	return within;
}

function checkRing(say, ring, decimals) {
	if (!Array.isArray(ring) || ring.length < FEWEST) return say("a ring of fewer than four points");
	for (const point of ring) {
		if (!Array.isArray(point) || point.length !== 2 || !point.every(Number.isFinite)) return say(`no point: ${JSON.stringify(point)}`);
		const [x, y] = point;
		if (x < 102 || x > 118 || y < 6 || y > 23.5) return say(`not in Viet Nam: ${point}`);
		if (point.some((n) => Math.abs(n * 10 ** decimals - Math.round(n * 10 ** decimals)) > 1e-6)) return say(`more than ${decimals} decimals: ${point}`);
	}
	if (String(ring[0]) !== String(ring.at(-1))) return say("a ring that is not closed");
	const tangle = tangled(ring);
	if (tangle) say(`a ring ${tangle}`);
	if (area(ring) <= 0) say("a ring that winds with the clock, or has no area");
}

function check(file) {
	const text = readFileSync(file, "utf8"), seen = new Set();
	if (Buffer.byteLength(text) > LARGEST) wrong.push(`${file}: ${Buffer.byteLength(text)} bytes, more than ${LARGEST}`);
	const data = JSON.parse(text), communes = file.includes("commune");
	if (data.type !== "FeatureCollection" || !data.features?.length) wrong.push(`${file}: not a collection of features`);
	for (const { type, properties, geometry } of data.features ?? []) {
		const say = (what) => wrong.push(`${file}: ${properties?.code} ${properties?.name}: ${what}`);
		const unit = units.get(`${communes ? "commune" : "province"} ${properties?.code}`);
		if (type !== "Feature" || !unit) { say("no unit of the list has this code"); continue; }
		if (unit.name !== properties.name) say(`the list says ${unit.name}`);
		if (communes && unit.parent !== properties.province) say(`it is in ${unit.parent}`);
		if (seen.has(properties.code)) say("comes twice");
		seen.add(properties.code);
		const many = geometry?.type === "MultiPolygon";
		if (!many && geometry?.type !== "Polygon") { say(`no polygon: ${geometry?.type}`); continue; }
		const polygons = many ? geometry.coordinates : [geometry.coordinates];
		for (const rings of polygons) {
			checkRing(say, rings[0], communes ? 4 : 3);
			if (rings.length > 1) say("a hole: nobody draws them yet");
		}
		for (const [i, one] of polygons.entries())
			if (polygons.some((other, k) => k !== i && inside(one[0][0], other[0]))) say("a part within another part");
	}
	if (!communes && seen.size !== [...units.keys()].filter((k) => k.startsWith("province ")).length) wrong.push(`${file}: ${seen.size} provinces`);
}

for (const file of files) check(file);
for (const line of wrong) console.error(line);
process.exit(wrong.length ? 1 : 0);
