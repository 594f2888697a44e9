// Places that somebody sends to break what reads them: sizes, depths, numbers, marks of pages. Each is refused with a sentence, quickly, and what is
// taken comes back escaped; whoever is of another unit sees none; maps ask nobody for pictures but the tile server that is set.
import assert from "node:assert/strict";
import { test } from "node:test";
import { api, signedIn, token } from "../http/client.mjs";

const WELLS = "/registries/gieng-nuoc/records", officer = "chuyenmon.gialam";
let n = 0;
const send = async (position, label = `Giếng thử ${Date.now()} ${n++}`) => api("POST", WELLS, await token(officer), { answers: { label, hamlet: "Thôn thử", kind: "dug", position } });

test("no shape, size or number breaks the reader", async () => {
	const deep = (levels) => { let v = [105.78, 20.41]; for (let i = 0; i < levels; i++) v = [v]; return v; };
	const bad = [
		{ type: "Point", coordinates: [NaN, null] }, { type: "Point", coordinates: [1e308, 1e308] }, { type: "Point", coordinates: [-1e308, 20] },
		{ type: "Point", coordinates: [105.78, 20.41, 1, 2] }, { type: "Point", coordinates: { 0: 105.78, 1: 20.41 } }, { type: "Point", coordinates: deep(20) },
		{ type: "Point", coordinates: "105.78,20.41" }, { type: ["Point"], coordinates: [105.78, 20.41] }, { type: "Point" }, { coordinates: [105.78, 20.41] },
		{ type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [105.78, 20.41] }] }, { type: "MultiPoint", coordinates: [[105.78, 20.41]] },
		{ type: "Feature", geometry: { type: "Feature", geometry: { type: "Feature", geometry: { type: "Feature", geometry: { type: "Point", coordinates: [105.78, 20.41] } } } } },
		{ type: "Point", coordinates: [105.78, 20.41].concat(Array(3000).fill(0)) }, [105.78, 20.41], 5, true,
		"21.0285, 105.8542\n".repeat(4000), "9".repeat(40000) + ", 105", "<script>alert(1)</script>", "21.0285, 105.8542'; drop table unit; --", "٢١.٠, ١٠٥.٨",
	];
	for (const position of bad) {
		const began = Date.now(), reply = await send(position);
		assert.ok([400, 413, 422].includes(reply.status), `${JSON.stringify(position).slice(0, 80)}: ${reply.status} ${reply.text.slice(0, 200)}`);
		assert.ok(Date.now() - began < 3000, "answered soon");
	}
});

test("what a point may carry besides its numbers is not kept", async () => {
	const reply = await send({ type: "Point", coordinates: [105.78, 20.41, 7], evil: "<img src=x onerror=alert(1)>", bbox: [1, 2, 3, 4] }, "<img src=x> \"giếng\" đặt bẫy");
	assert.equal(reply.status, 201, reply.text);
	const id = /(\d+)$/.exec(JSON.parse(reply.text).location)[1];
	const kept = JSON.parse((await api("GET", `${WELLS}/${id}`, await token(officer))).text).answers.position;
	assert.deepEqual(kept, { type: "Point", coordinates: [105.78, 20.41] });
	const browser = await signedIn(officer);
	for (const path of [`/du-lieu/gieng-nuoc/${id}`, "/du-lieu/gieng-nuoc/ban-do"])
		assert.ok(!(await browser.get(path)).text.includes("<img src=x"), path);
	const file = await browser.get("/du-lieu/gieng-nuoc/ban-do.geojson");
	assert.ok(JSON.parse(file.text).features.some((f) => f.properties.name.startsWith("<img")), "as data it is whole");
	assert.match(file.headers.get("content-type"), /application\/geo\+json/);
	assert.equal(file.headers.get("x-content-type-options"), "nosniff");
	const other = await signedIn("lanhdao.ninhbinh");
	for (const path of [`/du-lieu/gieng-nuoc/${id}`, "/du-lieu/gieng-nuoc/ban-do.geojson", "/du-lieu/gieng-nuoc/danh-sach.geojson", "/du-lieu/gieng-nuoc/ban-do"])
		assert.ok(!(await other.get(path)).text.includes("đặt bẫy"), `${path} shows another unit nothing`);
});

test("colours and filters that nobody declared change nothing", async () => {
	const browser = await signedIn(officer);
	for (const query of ["mau=%22%3E%3Cscript%3E", "mau=label", "loc1=%27%20or%201=1", "loc8=x", "sau=zzz", "xep=-khong", "ngay=0000-00-00"]) {
		const reply = await browser.get(`/du-lieu/gieng-nuoc/ban-do?${query}`);
		assert.ok(reply.status < 500, `${query}: ${reply.status}`);
		assert.ok(!reply.text.includes("<script>\""), query);
	}
});

test("pages with a map let in pictures of the tile server that is set, and of nobody else", async () => {
	const set = async (value) => api("POST", value ? "/settings/registries.tiles" : "/settings/registries.tiles/reset", await token("quantri"), value ? { value } : {});
	for (const bad of ["https://tiles.example; script-src *", "https://tiles.example 'unsafe-inline'", "https://*.example", "*", "data:", "https://tiles.example/a/b", "https://tiles.example\r\nX-Evil: 1", "javascript:alert(1)", "https://tiles.example,https://other.example"])
		assert.equal((await set(bad)).status, 422, bad);
	const made = await send({ type: "Point", coordinates: [105.78, 20.41] }), id = /(\d+)$/.exec(JSON.parse(made.text).location)[1];
	const browser = await signedIn(officer), maps = ["/du-lieu/gieng-nuoc/ban-do", `/du-lieu/gieng-nuoc/${id}`, `/du-lieu/gieng-nuoc/${id}/sua`, "/du-lieu/gieng-nuoc/them"];
	const policy = async (path) => {
		const reply = await browser.get(path);
		assert.equal(reply.status, 200, path);
		return reply.headers.get("content-security-policy");
	};
	const own = await policy("/du-lieu");
	assert.match(own, /^default-src 'self'; img-src 'self' blob:; object-src 'none'/);
	for (const path of maps) assert.equal(await policy(path), own, `${path}: no tile server is set`);
	try {
		assert.equal((await set("https://Tiles.example:8443/")).status, 201);
		for (const path of maps) assert.equal(await policy(path), own.replace("blob:;", "blob: https://tiles.example:8443;"), path);
		for (const path of ["/du-lieu", "/du-lieu/gieng-nuoc/danh-sach", "/du-lieu/gieng-nuoc/ban-do.geojson", "/"]) assert.equal(await policy(path), own, `${path} shows no map`);
	} finally {
		assert.equal((await set("")).status, 201);
	}
});
