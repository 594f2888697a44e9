// The 57 scenarios of the public suite of the GovStack building block Digital Registries, replayed in words of our own over the interface of core/govstack,
// by a program's token under an agreement; and what the suite does not ask: who may not, what is not agreed, what is broken.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { ask, base, token } from "./client.mjs";

const CLIENT = "eGovStack/GOV/90000009/digitalregistries";
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
const FIELDS = ["ID", "FirstName", "LastName", "BirthCertificateID"];
const HERE = ["id", "first_name", "last_name", "birth_certificate_id"];
const person = (ID, FirstName, LastName, BirthCertificateID) => ({ ID, FirstName, LastName, BirthCertificateID });
let program, reader, administrator, registry, empty, agreement;

async function made(login, scope) {
	const reply = await ask(login, "POST", "/me/tokens", { name: `GovStack ${scope.join(" ")}`.slice(0, 90), scope, days: "30" });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return reply.body.token;
}
async function call(method, path, body, as = program, headers = {}) {
	const reply = await fetch(`${base}/api/govstack/${path}`, { method, body: body && JSON.stringify(body),
		headers: { ...(as ? { authorization: `Bearer ${as}` } : {}), "information-mediator-client": CLIENT, ...(body ? { "content-type": "application/json" } : {}), ...headers } });
	const text = await reply.text(), type = reply.headers.get("content-type") ?? "";
	return { status: reply.status, type, text, body: type.includes("json") && text ? JSON.parse(text) : text };
}
const data = (method, rest, body, as, name = "registryname") => call(method, `data/${name}/111${rest}`, body, as);
const schema = (code) => ({ group_name: "Test", catalog_name: `GovStack ${code}`, code, schema: { type: "object", required: ["ID"],
	properties: Object.fromEntries(FIELDS.map((name) => [name, { type: "string", description: name, primaryKey: name === "ID" }])) } });
async function define(code) {
	const reply = await call("POST", "database/modify", schema(code), administrator);
	assert.equal(reply.status, 200, reply.text);
	const made = (await call("GET", "databases", undefined, administrator)).body.databases.find((one) => one.name === code);
	assert.equal(made.is_draft, true);
	const version = (await ask("quantri.gialam", "GET", `/registry-definitions/${made.id}`)).body.versions[0].id;
	assert.equal((await ask("quantri.gialam", "POST", `/registry-versions/${version}/publish`, { valid_from: today })).status, 201);
	return made.id;
}
async function agree(code, more = {}) {
	const asked = await ask("lanhdao.cucphuong", "POST", "/sharing/asked", { registry: code, owner: "Xã Gia Lâm, tỉnh Ninh Bình", below: false,
		purpose: "Chạy bộ kịch bản GovStack", basis: "Điều 17 Luật Dữ liệu", fields: HERE, until: "2027-06-30", calls: 10000, own: false, writing: true, ...more });
	assert.equal(asked.status, 201, JSON.stringify(asked.body));
	const id = Number(asked.body.location.match(/(\d+)$/)[1]);
	assert.equal((await ask("lanhdao.gialam", "POST", `/sharing/given/${id}/approve`, {})).status, 201);
	return id;
}
const json = (reply, status = 200) => {
	assert.equal(reply.status, status, reply.text);
	assert.equal(reply.type, "application/json; charset=utf-8");
	return reply.body;
};
before(async () => {
	administrator = await made("quantri.gialam", ["govstack.use", "registry.design", "audit.read"]);
	assert.equal((await call("GET", "databases", undefined, administrator)).status, 404, "off until somebody opens it");
	assert.equal((await ask("quantri", "POST", "/settings/govstack.on", { value: "1" })).status, 201);
	program = await made("chuyenmon.cucphuong", ["govstack.use", "sharing.use", "sharing.write"]);
	reader = await made("chuyenmon.cucphuong", ["govstack.use", "sharing.use"]);
	registry = await define("registryname");
	empty = await define("registryempty");
	agreement = await agree("registryname");
	await agree("registryempty");
	for (const one of [person("EE123627348834", "John", "Bon", "RR-3334537999"), person("EE378129127223", "Billy", "Johnson", "RR-1112223331"),
		person("EE378129127224", "Eva", "Smith", "EE6546273487865"), person("EE378129127225", "John Helmut", "Smith", "RR-3334538000"),
		person("EE3784545277266", "Philip", "Red", "RR-30045370099"), person("EE34462734834865", "Alex", "Green", "RR-441124937"),
		person("EE61287673487865", "Alise", "Black", "RR-49075937"), person("EE6534523487865", "Zyra", "Blue", "RR-24523937"),
		person("EE3784545277001", "Alina", "Red", "RR-1"), person("EE3784545277002", "Alina", "Blue", "RR-2"), person("EE3784545277003", "Casandra", "Red", "RR-3"),
		person("EE3784545277004", "Olga", "Red", "RR-4"), person("EE1112223331", "Billy", "Johnson", "RR-1112223331"),
		person("EE378627348834", "Mai", "Red", "RR-5"), person("80bcb084-fa17-11ed-be56-0242ac120002", "Hoa", "Red", "RR-6")])
		json(await data("POST", "/create", { write: { content: one } }));
});
after(async () => { await ask("quantri", "POST", "/settings/govstack.on/reset", {}); });

let replayed = 0;
const scenario = (name, run) => test(name, async () => { await run(); replayed++; });

for (const [i, one] of [["2999", "Anna", "Stock", "RR-1234567999"], ["3000", "Zofia", "Don", "RR-5465679229"], ["3001", "Elsa", "Smith", "RR-1234537999"],
	["3002", "Nick", "Evans", "RR-7898797999"], ["3003", "Thomas", "Johnson", "RR-8534567781"]].entries())
	scenario(`create ${i + 1}`, async () => assert.deepEqual(json(await data("POST", "/create", { write: { content: person(...one) } })).content, person(...one)));
for (const [i, id] of ["EE378627348834", "EE378627348855", "RR378627348834", "DD378627348834"].entries())
	scenario(`delete ${i + 1}`, async () => assert.equal((await data("DELETE", `/${id}/delete`)).status, 204));
scenario("exists: yes", async () => {
	const { answer } = json(await data("POST", "/exists", person("EE123627348834", "John", "Bon", "RR-3334537999")));
	assert.deepEqual([answer.status, typeof answer.message], [true, "string"]);
});
for (const name of ["Mike", "Thomas", "Brook", "Alice"])
	scenario(`exists: no ${name}`, async () => {
		const { answer } = json(await data("POST", "/exists", person("EE456627348844", name, "Helmut", "RR-1234567889")));
		assert.deepEqual([answer.status, typeof answer.message], [false, "string"]);
	});
scenario("list", async () => {
	const { count, results, previous } = json(await data("GET", ""));
	assert.equal(count, results.length);
	assert.ok(count > 10 && previous === null);
	for (const one of results) assert.deepEqual(Object.keys(one).sort(), [...FIELDS].sort());
});
for (const [search, ordering] of [["John", "ascending"], ["Alice", "descending"], ["Jack", "ascending"], ["Bob", "descending"]])
	scenario(`list filtered ${search}`, async () => {
		const { count, results } = json(await data("GET", `?search=${search}&filter=FirstName&ordering=${ordering}`));
		assert.equal(count, results.length);
		for (const one of results) assert.equal(one.FirstName, search);
	});
scenario("list of nothing", async () => assert.deepEqual(json(await data("GET", "", undefined, program, "registryempty")), { count: 0, next: "", previous: null, results: [] }));
const usage = (user, database) => call("GET", `data/MyPersonalDataUsage/1.0?userID=${user}&DatabaseID=${database}`, undefined, administrator);
for (const user of ["EE378129277266", "EE378129127223", "EE334569121212", "EE390029120500"])
	scenario(`usage ${user}`, async () => assert.ok(Array.isArray(json(await usage(user, "MCTS")))));
scenario("usage of no user", async () => json(await usage("...", "MCTS"), 400));
scenario("usage of no database", async () => json(await usage("EE378129277266", "..."), 400));
const read = (content, as) => data("POST", "/read", { query: { content } }, as);
scenario("read", async () => assert.equal(json(await read({ FirstName: "John Helmut" })).content.FirstName, "John Helmut"));
for (const [field, value] of [["ID", "EE378129127223"], ["FirstName", "Eva"], ["LastName", "Smith"], ["BirthCertificateID", "EE6546273487865"]])
	scenario(`read by ${field}`, async () => assert.equal(json(await read({ [field]: value })).content[field], value));
scenario("read by all", async () => {
	const all = person("EE378129127223", "Billy", "Johnson", "RR-1112223331");
	assert.deepEqual(json(await read(all)).content, all);
});
scenario("read: none", async () => assert.deepEqual(json(await read({ FirstName: "NotExist" }), 404), { detail: "no record found" }));
scenario("one value", async () => assert.equal(json(await data("GET", "/80bcb084-fa17-11ed-be56-0242ac120002/read-value/FirstName.json")), "Hoa"));
const change = (query, write) => ({ query: { content: query }, write: { content: write } });
for (const [i, [was, is]] of [[["EE3784545277266", "Philip", "Red", "RR-30045370099"], ["EE383838348834", "Elsa", "West", "RR-1234567890"]],
	[["EE34462734834865", "Alex", "Green", "RR-441124937"], ["EE34462734834865", "Jack", "Black", "RR-1234567880"]],
	[["EE61287673487865", "Alise", "Black", "RR-49075937"], ["EE61287673487865", "John", "Redwood", "RR-1234567888"]],
	[["EE6534523487865", "Zyra", "Blue", "RR-24523937"], ["EE6534523487865", "Bob", "Rack", "RR-1234567887"]]].entries())
	scenario(`update ${i + 1}`, async () => {
		const body = change(person(...was), person(...is));
		assert.deepEqual(json(await data("PUT", "/update", body)), body);
		assert.deepEqual(json(await data("PUT", "/update", body)), body, "sent again");
		assert.deepEqual(json(await read({ ID: is[0] })).content, person(...is));
	});
for (const [was, is] of [["Alina", "Jack"], ["Casandra", "Tamara"], ["Olga", "Alice"]])
	scenario(`update entries ${was}`, async () => {
		const before = json(await data("GET", `?search=${was}&filter=FirstName`)).count;
		const known = json(await data("GET", `?search=${is}&filter=FirstName`)).count;
		assert.ok(before > 0);
		for (let i = 0; i < 2; i++) json(await data("PUT", "/update-entries", change({ FirstName: was }, { FirstName: is })));
		assert.equal(json(await data("GET", `?search=${was}&filter=FirstName`)).count, 0);
		assert.equal(json(await data("GET", `?search=${is}&filter=FirstName`)).count, known + before);
	});
scenario("update entries by all", async () =>
	json(await data("PUT", "/update-entries", change(person("EE1112223331", "Billy", "Johnson", "RR-1112223331"), person("EE1112223331", "Bill", "Johnson", "RR-1112223331")))));
for (const one of [["EE123456789012", "John", "Smith", "RR-1234567890"], ["EE098765432109", "Ana", "Adams", "RR-0987654321"]])
	scenario(`update or create ${one[0]}`, async () =>
		assert.deepEqual(json(await data("POST", "/update-or-create", change(person(...one), person(...one)))).content, person(...one)));
for (const [was, is] of [[["EE123456789012", "John", "Smith", "RR-1234567890"], ["EE123456789012", "Jack", "Sparrow", "RR-1234567890"]],
	[["EE098765432109", "Ana", "Adams", "RR-0987654321"], ["EE098765432109", "Emma", "Brown", "RR-0987654321"]]])
	scenario(`update or create again ${was[0]}`, async () =>
		assert.deepEqual(json(await data("POST", "/update-or-create", change(person(...was), person(...is)))).content, person(...is)));
scenario("databases", async () => {
	const all = json(await call("GET", "databases", undefined, administrator));
	assert.deepEqual(Object.keys(all).sort(), ["code", "data_index_increment", "databases", "group_id", "id", "name", "order"]);
	assert.ok(all.databases.some((one) => one.id === registry));
});
scenario("database modify", async () => {
	const mother = { ...schema("mcr"), catalog_name: "Mother and Child" };
	mother.schema.properties.Child = { type: "string", properties: { ID: { type: "string", description: "Child ID", id: 13 } } };
	const is = json(await call("POST", "database/modify", mother, administrator));
	assert.equal(is.type, "object");
	assert.equal(is.properties.ID.primaryKey, true);
	assert.equal(is.properties.ChildID.description, "Child ID");
});
// The suite asks for five databases and ends four by numbers of its own; here they are those that were made.
for (let i = 0; i < 5; i++)
	scenario(`database ${i + 1}`, async () => {
		const one = json(await call("GET", `database/${i % 2 ? registry : empty}`, undefined, administrator));
		assert.equal(one.id, i % 2 ? registry : empty);
		assert.equal(one.schema.properties.ID.type, "string");
	});
for (let i = 0; i < 4; i++)
	scenario(`database ended ${i + 1}`, async () => {
		json(await call("POST", "database/modify", schema(`ended-${i}`), administrator));
		const { id } = (await call("GET", "databases", undefined, administrator)).body.databases.find((one) => one.name === `ended-${i}`);
		assert.equal(json(await call("DELETE", `database/${id}`, undefined, administrator)), "Success");
		assert.equal(json(await call("GET", `database/${id}`, undefined, administrator)).is_disabled, true);
		assert.equal(json(await call("DELETE", `database/${id}`, undefined, administrator)), "Success", "again");
	});
test("all 57 were replayed", () => assert.equal(replayed, 57));

// ---- what the suite does not ask ----

test("who calls must be known, and hold what he does", async () => {
	assert.equal((await data("POST", "/read", { query: { content: { ID: "3000" } } }, null)).status, 401);
	const other = await made("chuyenmon.gialam", ["govstack.use", "sharing.use"]);
	assert.equal((await read({ ID: "3000" }, other)).status, 403, "no agreement");
	assert.equal((await data("POST", "/create", { write: { content: person("1", "a", "b", "c") } }, reader)).status, 403, "it may only read");
	const written = await made("chuyenmon.cucphuong", ["govstack.use", "sharing.write"]);
	assert.equal((await read({ ID: "3000" }, written)).status, 403, "it may only write");
	assert.equal((await data("DELETE", "/3000/delete", undefined, reader)).status, 403);
	for (const path of ["databases", `database/${registry}`]) assert.equal((await call("GET", path, undefined, program)).status, 403, path);
	assert.equal((await call("POST", "database/modify", schema("khac"), program)).status, 403);
	assert.equal((await call("DELETE", `database/${registry}`, undefined, program)).status, 403);
	assert.equal((await call("GET", "data/MyPersonalDataUsage/1.0?userID=1&DatabaseID=1", undefined, program)).status, 403);
	assert.equal((await call("GET", "data/MyPersonalDataUsage/2.0?userID=1&DatabaseID=1", undefined, administrator)).status, 404);
	for (const header of ["", "a/b/c", "a/b/c/d/e", "a//c/d", "a/b/c/d e"])
		assert.equal((await call("GET", "data/registryname/111", undefined, program, { "information-mediator-client": header })).status, 400, header);
	for (const version of ["v1", "1a", ".1", "1%2F2"]) assert.ok([400, 404].includes((await call("GET", `data/registryname/${version}`)).status), version);
});

test("what is broken is refused with a word, and nothing is written", async () => {
	const before = json(await data("GET", "")).count;
	for (const body of [{}, { write: {} }, { write: { content: {} } }, { write: { content: [] } }, { write: { content: { ID: ["x"] } } }, { query: { content: { ID: "x" } } },
		{ write: { content: person("9", "a", "b", "c") }, more: 1 }, { write: { content: person("9", "a", "b", "c"), more: 1 } }, { write: { content: { ...person("9", "a", "b", "c"), Nothing: 1 } } }]) {
		const reply = await data("POST", "/create", body);
		assert.ok([400, 403].includes(reply.status), `${JSON.stringify(body)}: ${reply.status} ${reply.text}`);
		assert.equal(typeof reply.body.detail, "string");
	}
	for (const body of [{ query: { content: {} } }, { query: { content: { ID: null } } }, { query: { content: { ID: {} } } }, { query: {} }, [], { query: { content: { ID: "1" } }, write: {} }])
		json(await data("POST", "/read", body), 400);
	for (const query of ["?search=x", "?ordering=up", "?page=x.y", "?filter=Nothing&search=x"]) assert.ok([400, 403].includes((await data("GET", query)).status), query);
	for (const path of ["/3000/read-value/FirstName", "/3000/read-value/FirstName.xml", "/3000/read-value/.json"]) json(await data("GET", path), 400);
	assert.equal((await data("GET", "/3000/read-value/Nothing.json")).status, 403);
	assert.equal((await data("GET", "/3000/read-value/FirstName.txt")).text, "Zofia");
	json(await data("GET", "/9999/read-value/FirstName.json"), 404);
	assert.equal((await data("POST", "/create", { write: { content: person("3000", "a", "b", "c") } })).status, 409, "it is there");
	json(await data("PUT", "/update", change({ ID: "9999" }, { FirstName: "x" })), 404);
	for (const body of [{}, { code: "x y", catalog_name: "a", schema: schema("a").schema }, { ...schema("ab"), schema: {} }, { ...schema("ab"), schema: { properties: { "a b": {} } } }, { ...schema("gieng-nuoc") }])
		assert.ok([400, 409].includes((await call("POST", "database/modify", body, administrator)).status), JSON.stringify(body));
	assert.equal(json(await data("GET", "")).count, before);
});

test("pages of a list go on, either way", async () => {
	const ids = async (ordering) => {
		const all = [];
		for (let path = `data/registryname/111?ordering=${ordering}`; path; ) {
			const page = json(await call("GET", path));
			all.push(...page.results.map((one) => one.ID));
			path = page.next.replace("/api/govstack/", "");
		}
		return all;
	};
	for (let i = 0; i < 95; i++) json(await data("POST", "/create", { write: { content: person(`P${i}`, "Nhiều", "Trang", `RR-P${i}`) } }));
	const up = await ids("ascending"), down = await ids("descending");
	assert.ok(up.length > 100);
	assert.equal(new Set(up).size, up.length);
	assert.deepEqual(down, [...up].reverse());
	assert.deepEqual(json(await data("GET", "?filter=FirstName&search=" + encodeURIComponent("Nhiều") + "&ordering=descending")).results.map((one) => one.ID)[0], "P94");
});

test("only fields that were agreed are read, asked by or written; the keeper reads who wrote", async () => {
	const few = await agree("registryname", { fields: ["id", "first_name"], writing: true });
	const with_few = (method, rest, body) => call(method, `data/registryname/111${rest}${rest.includes("?") ? "&" : "?"}thoa-thuan=${few}`, body);
	assert.equal((await read({ ID: "3000" })).status, 400, "which of both?");
	assert.deepEqual(json(await with_few("POST", "/read", { query: { content: { ID: "3000" } } })).content, { ID: "3000", FirstName: "Zofia" });
	assert.equal((await with_few("POST", "/read", { query: { content: { LastName: "Don" } } })).status, 403, "no question by what is not given");
	assert.equal((await with_few("GET", "?filter=LastName&search=Don")).status, 403);
	assert.equal((await with_few("POST", "/exists", { LastName: "Don" })).status, 403);
	assert.equal((await with_few("PUT", "/update", change({ ID: "3000" }, { LastName: "X" }))).status, 403);
	assert.equal((await with_few("PUT", "/update", change({ LastName: "Don" }, { FirstName: "X" }))).status, 403);
	assert.equal((await with_few("GET", "/3000/read-value/LastName.json")).status, 403);
	json(await with_few("PUT", "/update", change({ ID: "3000" }, { FirstName: "Sophie" })));
	const kept = (await call("GET", `data/registryname/111?thoa-thuan=${agreement}&filter=ID&search=3000`)).body.results[0];
	assert.deepEqual(kept, person("3000", "Sophie", "Don", "RR-5465679229"));
	assert.equal((await with_few("DELETE", "/3000/delete")).status, 204);
	const calls = (await ask("lanhdao.gialam", "GET", `/sharing/given/${few}`)).body.calls;
	assert.ok(calls.some((one) => one.what === "write" && one.n === 1) && calls.some((one) => one.what === "end" && one.n === 1) && calls.some((one) => one.refused));
	assert.equal((await ask("lanhdao.cucphuong", "POST", `/sharing/asked/${few}/withdraw`, {})).status, 201);
});

test("whose data was read finds it: looks of one's own unit alone, with the client that asked", async () => {
	const number = "037090000123", code = "so-nguoi", definition = { code, title: "Sổ người", one: "người", level: "commune", name: "label", holder: "owner",
		key: { field: "label", within: "unit" }, sections: [{ title: "Người", fields: [{ name: "label", type: "text", label: "Tên", required: true },
			{ name: "owner", type: "personal_number", label: "Số định danh" }] }], list: { columns: ["label"] } };
	const made = await ask("quantri.gialam", "POST", "/registry-definitions/import", { definition: JSON.stringify(definition) });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const version = made.body.location.match(/(\d+)$/)[1];
	assert.equal((await ask("quantri.gialam", "POST", `/registry-versions/${version}/publish`, { valid_from: today })).status, 201);
	assert.equal((await ask("chuyenmon.gialam", "POST", `/registries/${code}/records`, { answers: { label: "Bà Năm", owner: number } })).status, 201);
	await agree(code, { fields: ["label"] });
	assert.deepEqual(json(await call("POST", `data/${code}/1/read`, { query: { content: { label: "Bà Năm" } } })).content, { Label: "Bà Năm" });
	assert.deepEqual(json(await usage(number, code)), [], "another unit looked: its own log says so");
	const theirs = await made2("quantri.cucphuong");
	const rows = json(await call("GET", `data/MyPersonalDataUsage/1.0?userID=${number}&DatabaseID=${code}`, undefined, theirs));
	assert.equal(rows.length, 0, "the registry is not seen there");
	const log = (await ask("quantri.cucphuong", "GET", "/audit?doi-tuong=record")).body.entries;
	assert.ok(log.some((one) => one.action === "look" && one.detail.includes(CLIENT)), "the client stands in the purpose");
	const { id } = (await ask("chuyenmon.gialam", "GET", `/registries/${code}/records`)).body.records[0];
	assert.equal((await ask("chuyenmon.gialam", "GET", `/registries/${code}/records/${id}`)).status, 200);
	for (let i = 0; i < 40; i++) {
		const looks = json(await usage(number, code));
		if (looks.length) {
			assert.deepEqual(Object.keys(looks[0]), ["ID", "ReaderID", "ReaderInitials", "ReaderInstitutionID", "ReaderInstitutionName", "ReaderApplicationName", "SearchDateTime", "Refrences"]);
			assert.match(looks[0].ReaderInstitutionName, /Gia Lâm/);
			assert.match(looks[0].SearchDateTime, /^\d{4}-\d\d-\d\dT/);
			assert.deepEqual(looks[0].Refrences, [{ ReferenceID: `record/${id}` }]);
			assert.deepEqual(json(await usage(number, "gieng-nuoc")), [], "of that registry alone");
			return;
		}
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail("the look is found");
});
const made2 = (login) => made(login, ["govstack.use", "audit.read"]);
void token;
