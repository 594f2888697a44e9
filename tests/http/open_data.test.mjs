// Open data: an administrator chooses and publishes, strangers and programs fetch; what changes, what goes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test, { before } from "node:test";
import { ask, base, logged, signedIn } from "./client.mjs";

const WELLS = "gieng-nuoc-cong-cong-cua-xa-gia-lam-14389", admin = "quantri.gialam";
const fetched = (path, options) => fetch(base + path, options);
// Files are made by a job, a moment later.
async function until(what, ready) {
	for (let i = 0; i < 100; i++) {
		const got = await what();
		if (await ready(got)) return got;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail("it never came");
}
const file = (code, format) => until(() => fetched(`/du-lieu-mo/${code}/du-lieu.${format}`), (reply) => reply.status === 200);
const said = (more = {}) => ({ registry: "gieng-nuoc", title: "Giếng khoan của xã", description: "Những giếng khoan công cộng đang dùng của xã.", licence: "CC0-1.0",
	frequency: "daily", contact_name: "Ủy ban nhân dân xã", contact_email: "ubnd@gialam.example", fields: ["label", "depth"], ...more });
let mine;
before(async () => {
	const made = await ask(admin, "POST", "/open-data-sets", said({ narrowed1: "drilled" }));
	assert.equal(made.status, 201, JSON.stringify(made.body));
	mine = { id: Number(made.body.location.match(/(\d+)$/)[1]) };
	mine.code = (await ask(admin, "GET", `/open-data-sets/${mine.id}`)).body.set.code;
});

test("a stranger finds the sets, reads what one is and fetches it whole", async () => {
	const list = await ask(null, "GET", "/open-data?tim=gieng");
	assert.equal(list.status, 200);
	assert.ok(list.body.sets.some((one) => one.code === WELLS));
	assert.ok(!list.body.sets.some((one) => one.code.startsWith("di-tich")));
	const csv = await file(WELLS, "csv"), bytes = Buffer.from(await csv.arrayBuffer());
	const one = (await ask(null, "GET", `/open-data/${WELLS}`)).body, told = one.files.find((f) => f.format === "csv");
	assert.equal(told.size, bytes.length);
	assert.equal(told.sha256, createHash("sha256").update(bytes).digest("hex"));
	assert.equal(bytes.toString().trim().split("\r\n").length, told.rows + 1);
	assert.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
	const records = await (await file(WELLS, "json")).json(), places = await (await file(WELLS, "geojson")).json();
	assert.equal(records.length, told.rows);
	assert.ok(records.every((r) => typeof r.depth === "number" || r.depth === null));
	assert.equal(places.features.length, told.rows);
	assert.ok(places.features.every((f) => f.geometry === null || f.geometry.type === "Point"));
	const page = await (await fetched(`/du-lieu-mo/${WELLS}`)).text();
	for (const words of ["Giếng nước công cộng", "CC BY 4.0", "ubnd@gialam.example", "Độ sâu", told.sha256]) assert.ok(page.includes(words), words);
	assert.equal((await fetched("/du-lieu-mo/di-tich-tren-dia-ban-xa-gia-lam-14389/du-lieu.geojson")).status, 404); /* it has no place */
});

test("who has it already is told so; a part can be fetched; other sites may read files, not pages", async () => {
	const reply = await file(WELLS, "csv"), tag = reply.headers.get("etag"), whole = await reply.text();
	assert.match(reply.headers.get("last-modified"), /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
	assert.equal(reply.headers.get("access-control-allow-origin"), "*");
	assert.equal(reply.headers.get("cross-origin-resource-policy"), "cross-origin");
	assert.equal(reply.headers.get("cache-control"), "public, no-cache");
	assert.equal(reply.headers.get("set-cookie"), null);
	assert.equal((await fetched(`/du-lieu-mo/${WELLS}/du-lieu.csv`, { headers: { "if-none-match": tag } })).status, 304);
	const part = await fetched(`/du-lieu-mo/${WELLS}/du-lieu.csv`, { headers: { range: "bytes=0-9" } });
	assert.equal(part.status, 206);
	assert.equal(Buffer.from(await part.arrayBuffer()).length, 10);
	assert.ok(whole.length > 10);
	for (const path of [`/du-lieu-mo/${WELLS}`, "/du-lieu-mo", "/api/v1/open-data"])
		assert.equal((await fetched(path)).headers.get("access-control-allow-origin"), null, path);
	const catalogue = await fetched("/du-lieu-mo/catalog.jsonld");
	assert.equal(catalogue.headers.get("content-type"), "application/ld+json");
	assert.equal(catalogue.headers.get("access-control-allow-origin"), "*");
	assert.equal((await fetched("/du-lieu-mo/catalog.jsonld", { headers: { "if-none-match": catalogue.headers.get("etag") } })).status, 304);
});

test("what is published holds what was chosen; a change of the choice is in the next files, and nobody may change what he did not see", async () => {
	assert.equal((await ask(null, "GET", `/open-data/${mine.code}`)).status, 404); /* not yet */
	assert.equal((await ask(admin, "POST", `/open-data-sets/${mine.id}/publish`, {})).status, 201);
	assert.equal((await ask(admin, "POST", `/open-data-sets/${mine.id}/publish`, {})).status, 409);
	const rows = await (await file(mine.code, "json")).json();
	assert.ok(rows.length >= 2 && rows.every((r) => Object.keys(r).join() === "label,depth"), JSON.stringify(rows));
	const { set } = (await ask(admin, "GET", `/open-data-sets/${mine.id}`)).body;
	assert.equal((await ask(admin, "POST", `/open-data-sets/${mine.id}`, said({ seen: set.version - 1, fields: ["label"] }))).status, 409);
	assert.equal((await ask(admin, "POST", `/open-data-sets/${mine.id}`, said({ seen: set.version, title: "Giếng của xã", fields: ["label", "clean"] }))).status, 201);
	const next = await until(() => file(mine.code, "json").then((r) => r.json()), (all) => "clean" in all[0]);
	assert.ok(next.length > rows.length); /* it is narrowed no more */
	const browser = await signedIn(admin);
	assert.match((await browser.get(`/lich-su/open_set/${mine.id}`)).text, /Các trường[\s\S]*label depth[\s\S]*label clean/);
});

test("withdrawn it is gone for all, and comes back under the same address", async () => {
	assert.equal((await ask(admin, "POST", `/open-data-sets/${mine.id}/withdraw`, {})).status, 201);
	for (const path of ["", "/du-lieu.csv", "/du-lieu.json", "/du-lieu.geojson"]) assert.equal((await fetched(`/du-lieu-mo/${mine.code}${path}`)).status, 404, path);
	assert.ok(!(await (await fetched("/du-lieu-mo/catalog.jsonld")).text()).includes(mine.code));
	assert.equal((await ask(admin, "POST", `/open-data-sets/${mine.id}/publish`, {})).status, 201);
	await file(mine.code, "csv");
	await logged("open_set", /Công bố/, /Thôi công bố/, /Chọn một bộ dữ liệu mở/);
});

test("the form says what may not be published and why, and comes back with what was typed", async () => {
	const browser = await signedIn(admin);
	assert.doesNotMatch((await browser.get("/quan-tri/du-lieu-mo/moi")).text, /value="can-bo"/);
	const form = (await browser.get("/quan-tri/du-lieu-mo/moi?so=to-chuc")).text;
	assert.match(form, /Điện thoại: là dữ liệu cá nhân/);
	assert.match(form, /người đại diện: là tên người/);
	assert.doesNotMatch(form, /name="fields" value="(phone|head|email)"/);
	assert.match((await browser.get("/quan-tri/du-lieu-mo/moi?so=can-bo")).text, /Không công bố được sổ này/);
	const back = await browser.submit("/quan-tri/du-lieu-mo/moi?so=to-chuc", "/quan-tri/du-lieu-mo/moi", { registry: "to-chuc", title: "Tổ chức của xã", description: "ngắn", fields: "label" });
	assert.equal(back.status, 422);
	assert.match(back.text, /value="Tổ chức của xã"/);
	assert.match(back.text, /value="label"\s+checked/);
});
