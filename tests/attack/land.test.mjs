// Attacks on the register of land: other units' parcels by number, what only a specialist may write, splits that do not add up, old pages, two at
// once, shapes that are none, boxes of no sense, names without a purpose.
import { test } from "node:test";
import assert from "node:assert/strict";
import { ask, signedIn, logged } from "../http/client.mjs";

const specialist = "chuyenmon.gialam", desk = "motcua.gialam", elsewhere = "chuyenmon.cucphuong";
const { parcels } = (await ask(specialist, "GET", "/parcels?loai-dat=LUC")).body;
const whole = async (id) => (await ask(specialist, "GET", `/parcels/${id}`)).body;
async function dividable() {
	for (const { id } of (await ask(specialist, "GET", "/parcels?loai-dat=LUC")).body.parcels) {
		const one = await whole(id);
		if (one.holders.length && one.certificates.some((k) => !k.revoked_on) && !one.restrictions.length) return one;
	}
	assert.fail("nothing to split");
}
const at = (p) => p.join(" "), middle = (p, q) => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2].map((v) => v.toFixed(3)).join(" ");
function halves(one) {
	const [a, b, c, d] = one.facts.shape.split(", ").map((p) => p.split(" ").map(Number));
	return `${[at(a), middle(a, b), middle(c, d), at(d)].join("\n")}\n\n${[middle(a, b), at(b), at(c), middle(c, d)].join("\n")}`;
}
const split = (one, more) => ({ step: "apply", parts: halves(one), day: "2026-11-02", basis: "Hồ sơ 1", seen: one.parcel.version, ...more });

test("another unit finds nothing by number, on the map or in its list", async () => {
	const { id } = parcels[0];
	for (const path of [`/parcels/${id}`, `/land-sheets/1`, `/objects/parcel/${id}`])
		assert.equal((await ask(elsewhere, "GET", path)).status, 404, path);
	assert.equal((await ask(elsewhere, "GET", "/parcels")).body.parcels.length, 0);
	const seen = await ask(elsewhere, "GET", "/parcels/map.geojson?vung=105.7,20.3,105.9,20.5");
	assert.equal(JSON.parse(seen.body.features ? JSON.stringify(seen.body) : seen.body.toString()).features.length, 0);
	const one = await dividable();
	for (const [path, json] of [["split", split(one)], ["merge", { parcels: "2", day: "2026-11-02", basis: "x", seen: 1 }],
		["right", { how: "change", holders: "", day: "2026-11-02", basis: "x", seen: 1 }], ["certificates", { kind: "2014", serial: "CA 123456", issued_on: "2020-01-01", issuer: "x" }],
		["restrictions", { restriction: "dispute", restriction_basis: "x", day: "2026-11-02" }],
		["facts", { how: "correct", area: "1", uses: "ONT", address: "x", basis: "x", reason: "x", seen: 1 }]])
		assert.equal((await ask(elsewhere, "POST", `/parcels/${one.parcel.id}/${path}`, json)).status, 404, path);
});

test("the desk reads and writes nothing, a citizen and a stranger do not even read", async () => {
	const one = await dividable();
	assert.equal((await ask(desk, "GET", `/parcels/${one.parcel.id}`)).status, 200);
	assert.equal((await ask(desk, "POST", `/parcels/${one.parcel.id}/split`, split(one))).status, 403);
	assert.equal((await ask(desk, "POST", "/land-sheets", { drawer: "14389", number: 99, scale: 1000, meridian: "6300" })).status, 403);
	for (const path of ["/parcels", "/parcels.csv", `/parcels/${one.parcel.id}`, "/parcels/map.geojson?vung=105.7,20.3,105.9,20.5"]) {
		assert.equal((await ask("0530000001", "GET", path)).status, 403, path);
		assert.equal((await ask(null, "GET", path)).status, 401, path);
	}
});

test("names are masked without a purpose that there is, and a look with one is logged", async () => {
	const one = await dividable(), path = `/parcels/${one.parcel.id}`;
	assert.ok(one.holders.every((h) => h.kind !== "person" || (h.name.includes("***") && h.id === 0)));
	assert.ok((await ask(specialist, "GET", `${path}?muc-dich=curious`)).body.holders?.every((h) => h.name.includes("***")) ?? true);
	const rows = (await ask(specialist, "GET", "/parcels.csv")).body.toString();
	assert.match(rows, /\*\*\*/);
	assert.ok((await ask(specialist, "GET", `${path}?muc-dich=dispute`)).body.holders.every((h) => !h.name.includes("***")));
	await logged("parcel", /Hòa giải, giải quyết tranh chấp/);
	await logged("parcel_list", /Tải danh sách thửa đất/);
});

test("what does not add up is refused and nothing is written", async () => {
	const one = await dividable(), path = `/parcels/${one.parcel.id}/split`, good = split(one);
	const [west, east] = good.parts.split("\n\n"), shifted = (text, by) => text.split("\n").map((l) => l.split(" ").map((v, i) => (i ? v : (Number(v) + by).toFixed(3))).join(" ")).join("\n");
	for (const [name, more] of Object.entries({
		gap: { parts: `${west}\n\n${east.split("\n").slice(0, 3).join("\n")}` }, alone: { parts: west }, twice: { parts: `${west}\n\n${west}` },
		outside: { parts: `${west}\n\n${shifted(east, 5)}` }, far: { parts: `${west}\n\n${shifted(east, 100000)}` }, crossed: { parts: `${west}\n\n${east.split("\n").reverse().sort().join("\n")}` },
		nothing: { parts: "" }, words: { parts: "drop table land_parcel" }, huge: { parts: "581000 2256000\n".repeat(5000) }, tomorrow: { day: "2031-01-01" }, before: { day: "1990-01-01" },
		bare: { basis: "" }, line: { parts: "", line: "20.1, 105.1\n20.2, 105.2" }, uses: { uses: "KKT\nKKT" }, more: { uses: "ONT 99999999\nLUC" } })) {
		const reply = await ask(specialist, "POST", path, { ...good, ...more });
		assert.equal(reply.status, 422, `${name}: ${JSON.stringify(reply.body).slice(0, 200)}`);
	}
	assert.equal((await ask(specialist, "POST", path, { ...good, seen: good.seen + 5 })).status, 409, "an old page");
	assert.equal((await whole(one.parcel.id)).parcel.valid_to, null);
	const looked = await ask(specialist, "POST", path, { ...good, step: "preview" });
	assert.ok(looked.status === 200 && looked.body.parts.length === 2 && looked.body.wrong === "");
	assert.equal((await whole(one.parcel.id)).parcel.valid_to, null, "a look writes nothing");
});

test("ten who split the same parcel at once: one does", async () => {
	const one = await dividable();
	const replies = await Promise.all(Array.from({ length: 10 }, () => ask(specialist, "POST", `/parcels/${one.parcel.id}/split`, split(one))));
	assert.deepEqual(replies.map((r) => r.status).sort(), [201, ...Array(9).fill(409)]);
	const after = await whole(one.parcel.id);
	assert.ok(after.parcel.valid_to === "2026-11-02" && after.tree.length === 2, "the old one leads to its two parts");
	for (const path of ["split", "merge", "right", "certificates", "restrictions", "facts"]) {
		const json = { split: split(after), merge: { parcels: "1", day: "2026-11-02", basis: "x", seen: after.parcel.version }, right: { how: "change", holders: "", day: "2026-11-02", basis: "x", seen: after.parcel.version },
			certificates: { kind: "2014", serial: "CA 123456", issued_on: "2020-01-01", issuer: "x" }, restrictions: { restriction: "dispute", restriction_basis: "x", day: "2026-11-02" },
			facts: { how: "change", area: "1", uses: "ONT", address: "x", basis: "x", day: "2026-11-03", seen: after.parcel.version } }[path];
		assert.ok([409, 422].includes((await ask(specialist, "POST", `/parcels/${one.parcel.id}/${path}`, json)).status), `${path} of what is no more`);
	}
});

test("mortgage, dispute and distraint stand against split and sale by name", async () => {
	const one = await dividable(), path = `/parcels/${one.parcel.id}`;
	assert.equal((await ask(specialist, "POST", `${path}/restrictions`, { restriction: "distraint", restriction_basis: "QĐ 12/THA", day: "2026-01-05" })).status, 201);
	assert.match(JSON.stringify((await ask(specialist, "POST", `${path}/split`, split(one))).body), /Kê biên/);
	const sale = await ask(specialist, "POST", `${path}/right`, { how: "change", holders: "", day: "2026-11-02", basis: "HĐ 1", seen: one.parcel.version });
	assert.ok(sale.status === 409 && /Kê biên/.test(JSON.stringify(sale.body)));
});

test("holders that are nobody, shares that are no whole", async () => {
	const one = await dividable(), path = `/parcels/${one.parcel.id}/right`;
	for (const holders of ["037090000015; Không Có Ai; 1/2", "999999999999", "Công ty Ma", "a; b; c; d", "1/2", ";;", `${"1".repeat(5000)}`])
		assert.equal((await ask(specialist, "POST", path, { how: "correct", holders, basis: "x", seen: one.parcel.version })).status, 422, holders.slice(0, 30));
});

test("boxes of no sense are refused, the widest is bounded", async () => {
	for (const box of ["", "1,2,3", "a,b,c,d", "105,20,104,21", "105,20,105,21", "-1,2,3,4", "1e9,2,3,4", "999,1,9999,2", "105.7,20.3,105.9,20.5,1", "105.7,20.3,105.9,99"])
		assert.equal((await ask(specialist, "GET", `/parcels/map.geojson?vung=${encodeURIComponent(box)}`)).status, 422, box);
	const all = await ask(specialist, "GET", "/parcels/map.geojson?vung=0,0,180,90");
	assert.equal(all.status, 200);
});

test("a sheet of a commune that never was part of it, a meridian that is none, a number twice", async () => {
	const sheet = { drawer: "14389", number: 77, scale: 1000, meridian: "6300" };
	for (const more of [{ drawer: "00565" }, { drawer: "99999" }, { meridian: "6310" }, { meridian: "" }, { scale: 999 }, { number: 0 }, { number: 11 }, { number: 100000 }])
		assert.equal((await ask(specialist, "POST", "/land-sheets", { ...sheet, ...more })).status, 422, JSON.stringify(more));
	assert.equal((await ask(specialist, "POST", "/land-sheets/1", { scale: 1000, meridian: "6330" })).status, 409, "its parcels lie by the other one");
});

test("a form without its token changes nothing", async () => {
	const one = await dividable(), browser = await signedIn(specialist);
	const reply = await browser.send("POST", `/dat-dai/${one.parcel.id}/tach`, { form: split(one) });
	assert.ok([400, 403].includes(reply.status), String(reply.status));
	assert.equal((await whole(one.parcel.id)).parcel.valid_to, null);
});
