// What addresses may ask, and what lists answer: no GET route reads a parameter of the query string that it does not declare, what people
// add beside is ignored, and no list of the API ends without saying so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { api, base, signedIn, token, Browser } from "./client.mjs";

const routes = readFileSync(new URL("../unit/routes.tsv", import.meta.url), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));
const contract = JSON.parse((await api("GET", "/openapi.json")).text);
const gets = Object.entries(contract.paths).filter(([, item]) => item.get).map(([path, item]) => ({ path, ...item.get }));
const officers = ["motcua.gialam", "chuyenmon.gialam", "lanhdao.gialam", "quantri.gialam", "quantri"];

// What pages alone are asked, so that a handler that goes on only then goes on: by the names of the sources themselves.
const everything = new URLSearchParams({ tim: "gia lam", q: "nguyen", "tu-khoa": "khai sinh", ma: "H42.14389-261127-0001", tiep: "/thu-tuc", vai: "can-bo",
	vua: "1", so: "1", phan: "1", truong: "1", loai: "text", loi: "1", in: "0", "thu-tuc": "1", nam: "2026", ngay: "2026-11-02", tu: "2026-11-01",
	den: "2026-11-30", "doi-tuong": "account", viec: "look", ten: "gialam", xa: "Xã Gia Lâm", purpose: "verify", term_unit: "working_days", amount: "3" });

test("no page reads what its route does not declare", async () => {
	const citizen = await signedIn("0530000001"), people = [new Browser(), citizen];
	for (const login of officers) people.push(await signedIn(login));
	const dossier = JSON.parse((await api("GET", "/dossiers?hang=processing", await token("motcua.gialam"))).text).dossiers[0].id;
	const mine = JSON.parse((await api("GET", "/my/dossiers", await token("0530000001"))).text).dossiers[0]?.id ?? 1;
	const opened = new Set(), pages = routes.filter(([method, path]) => method === "GET" && path !== "/metrics");
	for (const [, pattern] of pages) {
		const id = pattern.startsWith("/mot-cua") ? dossier : pattern.startsWith("/ho-so/{id}") ? mine : pattern.startsWith("/lich/{id}") ? 2026 : 1;
		const path = pattern.replace("{id}", id).replace("{day}", "2026-11-02").replace("{name}", "site.name").replace(/\{\w+\}/g, "1");
		for (const who of pattern.startsWith("/dang-nhap/") ? people.slice(0, 1) : people) // a second step that is over signs out
			for (const address of [path, `${path}?${everything}`]) {
				const reply = await who.get(address, { hasty: true });
				assert.ok(reply.status < 500 || reply.status === 503, `${address}: ${reply.status}`);
				if (reply.status === 200) opened.add(pattern);
			}
	}
	assert.ok(opened.size > 85, `${opened.size} of ${pages.length} pages opened: ${pages.map(([, path]) => path).filter((path) => !opened.has(path)).join(" ")}`);
	if (!process.env.DINH_LOG) return;
	const log = readFileSync(process.env.DINH_LOG, "utf8");
	assert.match(log, /event=start/, "the server's log");
	assert.deepEqual([...new Set(log.match(/event=query\.undeclared .*/g))], [], base);
});

test("what somebody adds to an address is ignored, and goes no further", async () => {
	const officer = await signedIn("quantri.gialam"), key = await token("quantri.gialam");
	for (const path of ["/quan-tri/thon", "/quan-tri/nhat-ky", "/don-vi", "/thu-tuc", "/thong-bao", "/quan-tri/tai-khoan"]) {
		const page = await officer.get(`${path}?utm_source=zalo&fbclid=1&sau=&tim=`);
		assert.equal(page.status, 200, path);
		assert.doesNotMatch(page.text.replace(/name="back"[^>]*>/g, ""), /fbclid/, path);
	}
	for (const path of ["/hamlets", "/audit", "/units", "/accounts", "/notices"]) {
		const plain = await api("GET", path, key), added = await api("GET", `${path}?utm_source=zalo`, key);
		assert.equal(added.status, 200, path);
		assert.deepEqual(Object.keys(JSON.parse(added.text)), Object.keys(JSON.parse(plain.text)));
	}
});

test("names of the document are spelt in one way, and each means one thing", () => {
	const names = Object.keys(contract.components.schemas);
	assert.ok(names.length > 150, `${names.length} schemas`);
	assert.deepEqual(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name)), [], "like rows: rating_sums");
	assert.deepEqual(names.filter((name) => /_\d+$/.test(name)), [], "two shapes of one name are told apart by a number");
	const members = names.flatMap((name) => Object.keys(contract.components.schemas[name].properties ?? {}).map((member) => `${name}.${member}`));
	assert.deepEqual(members.filter((member) => !/\.[a-z][a-z0-9_]*$/.test(member)), []);
});

const resolved = (schema) => (schema?.$ref ? contract.components.schemas[schema.$ref.split("/").at(-1)] : schema) ?? {};
const lists = (operation) => Object.entries(resolved(operation.responses["200"]?.content?.["application/json"]?.schema).properties ?? {});

test("no list of the API ends silently: it has next, or the document says how long it may be", () => {
	const silent = [];
	let paged = 0, whole = 0;
	for (const operation of gets) {
		const members = lists(operation);
		if (operation.path.endsWith("}") || !members.some(([, schema]) => resolved(schema).type === "array")) continue; // one thing with its parts
		const names = members.map(([name]) => name);
		if (names.some((name) => name === "next" || name.endsWith("_next"))) {
			paged++;
			continue;
		}
		if (/^Danh sách gửi một lần, không chia trang: .{8,}\.$/.test(operation.description)) whole++;
		else silent.push(operation.path);
	}
	assert.deepEqual(silent, [], "declare a list, or say in .whole of the route how long it may be");
	assert.ok(paged >= 18 && whole >= 10, `${paged} ${whole}`);
});

test("next is what the next page begins after, to the end of each list", async () => {
	const asked = { "/people": "q=tran+van", "/units": "tim=t%C3%A2n", "/audit": "tu=2020-01-01", "/procedures": "tu-khoa=khai+sinh" };
	const goesOn = { "/ratings": "comments", "/procedures": "procedures", "/managed-procedures": "procedures" }; // beside lists that do not
	let walked = 0;
	for (const operation of gets) {
		const members = lists(operation), cursor = (operation.parameters ?? []).some((p) => p.in === "query" && p.name === "sau");
		if (!cursor || operation.path.includes("{") || !members.some(([name]) => name === "next")) continue;
		const list = goesOn[operation.path] ?? members.find(([, schema]) => resolved(schema).type === "array")[0];
		for (const login of ["0530000001", ...officers]) {
			const key = await token(login), seen = new Set();
			let next = "", rows = 0, pages = 0;
			do {
				const query = new URLSearchParams(asked[operation.path] ?? "");
				if (next) query.set("sau", next);
				const reply = await api("GET", `${operation.path}?${query}`, key);
				if (reply.status === 403) break;
				assert.equal(reply.status, 200, `${operation.path} ${login}: ${reply.text}`);
				const body = JSON.parse(reply.text), here = body[list];
				assert.equal(typeof body.next, "string", operation.path);
				assert.ok(!next || here.length, `${operation.path}: an empty page behind next`);
				for (const row of here) seen.add(JSON.stringify(row));
				rows += here.length;
				next = body.next;
			} while (next && ++pages < 8);
			assert.ok(seen.size === rows || operation.path === "/dossiers/book", `${operation.path} ${login}: ${rows} rows, ${seen.size} different`);
			walked += pages > 0;
		}
	}
	assert.ok(walked > 6, `${walked} lists have a second page`);
});
