// What a program may ask of a list: the document names every parameter of the query string that a handler reads.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { api, base, token } from "./client.mjs";

let contract, gets;
const tokens = {};
const get = (path, who) => api("GET", path, tokens[who]);

before(async () => {
	contract = JSON.parse((await api("GET", "/openapi.json")).text);
	gets = Object.entries(contract.paths).filter(([, item]) => item.get).map(([path, item]) => ({ path, ...item.get }));
	for (const login of ["motcua.gialam", "quantri.gialam", "quantri", "0530000001", "lanhdao.gialam", "chuyenmon.gialam"])
		tokens[login] = await token(login);
});

const asked = (operation) => (operation.parameters ?? []).filter((p) => p.in === "query");
const names = (operation) => asked(operation).map((p) => p.name).sort().join(" ");

const expected = {
	"/accounts": "sau tim",
	"/accounts.csv": "tim",
	"/accounts.xlsx": "tim",
	"/agencies": "ngay sau tim xep",
	"/agencies.csv": "ngay tim xep",
	"/agencies.xlsx": "ngay tim xep",
	"/audit": "cai den doi-tuong don-vi nguoi sau so ten tu viec xa",
	"/audit.csv": "cai den doi-tuong don-vi nguoi so ten tu viec xa",
	"/audit.xlsx": "cai den doi-tuong don-vi nguoi so ten tu viec xa",
	"/calendar": "nam unit",
	"/calendar/closures": "sau unit",
	"/calendar/days/{day}": "unit",
	"/calendar/due": "amount from_on from_time term_unit unit",
	"/calendar/hours": "unit",
	"/calendar/versions": "sau",
	"/calendar/{id}": "unit",
	"/dashboard": "den don-vi tu",
	"/dashboard/dossiers": "den don-vi kenh linh-vuc nguoi sau thu-tuc tu xem",
	"/dashboard/dossiers.csv": "den don-vi kenh linh-vuc nguoi thu-tuc tu xem",
	"/dashboard/dossiers.xlsx": "den don-vi kenh linh-vuc nguoi thu-tuc tu xem",
	"/dashboard/figures": "den don-vi sau theo tu xep",
	"/dashboard/figures.csv": "den don-vi theo tu xep",
	"/dashboard/figures.xlsx": "den don-vi theo tu xep",
	"/data-breaches": "sau",
	"/data-request-figures": "nam sau",
	"/data-request-figures.csv": "nam",
	"/data-request-figures.xlsx": "nam",
	"/data-request-terms": "sau",
	"/data-requests": "sau trang-thai",
	"/data-requests.csv": "trang-thai",
	"/data-requests.xlsx": "trang-thai",
	"/delegations": "don-vi sau xa",
	"/delegations.csv": "don-vi xa",
	"/delegations.xlsx": "don-vi xa",
	"/desk/procedures": "q",
	"/desk/today": "sau",
	"/dossiers": "hang sau tim",
	"/dossiers.csv": "hang tim",
	"/dossiers.xlsx": "hang tim",
	"/dossiers/book": "den sau tu",
	"/dossiers/book.csv": "den tu",
	"/dossiers/book.xlsx": "den tu",
	"/dossiers/book/print": "den sau tu",
	"/dossiers/filtered": "buoc can-bo den kenh linh-vuc sau thu-tuc tu",
	"/dossiers/filtered.csv": "buoc can-bo den kenh linh-vuc thu-tuc tu",
	"/dossiers/filtered.xlsx": "buoc can-bo den kenh linh-vuc thu-tuc tu",
	"/dossiers/{id}/result": "mau",
	"/dossiers/{id}/result/preview": "mau",
	"/eforms": "sau tim tinh-trang xep",
	"/eforms.csv": "tim tinh-trang xep",
	"/eforms.xlsx": "tim tinh-trang xep",
	"/eforms/communes": "tinh",
	"/eforms/references": "loai tu-khoa",
	"/eforms/{id}": "sau",
	"/evaluation-products": "sau tim",
	"/evaluation-products.csv": "tim",
	"/evaluation-products.xlsx": "tim",
	"/evaluations": "ky sau",
	"/evaluations.csv": "ky",
	"/evaluations.xlsx": "ky",
	"/evaluations/led": "sau",
	"/evaluations/published": "ky sau",
	"/evaluations/published.csv": "ky",
	"/evaluations/published.xlsx": "ky",
	"/feeds": "sau",
	"/hamlets": "ngay sau tim",
	"/hamlets.csv": "ngay tim",
	"/hamlets.xlsx": "ngay tim",
	"/history/{kind}/{id}": "sau",
	"/households": "dien loai ngay sau thon tim",
	"/households.csv": "dien loai ngay thon tim",
	"/households.xlsx": "dien loai ngay thon tim",
	"/households/{id}": "ngay",
	"/households/{id}/movements": "sau",
	"/imports": "sau",
	"/imports/{id}": "loai sau",
	"/imports/{id}/absent": "sau",
	"/indicator-definitions": "sau xep",
	"/indicator-definitions.csv": "xep",
	"/indicator-definitions.xlsx": "xep",
	"/indicators": "don-vi ky nhom sau xep",
	"/indicators.csv": "don-vi ky nhom xep",
	"/indicators.xlsx": "don-vi ky nhom xep",
	"/indicators/{code}": "don-vi ky",
	"/jobs": "sau trang-thai",
	"/jobs.csv": "trang-thai",
	"/jobs.xlsx": "trang-thai",
	"/land-sheets": "sau to",
	"/land-sheets.csv": "to",
	"/land-sheets.xlsx": "to",
	"/managed-procedures": "linh-vuc niem-yet sau tu-khoa",
	"/managed-procedures.csv": "linh-vuc niem-yet tu-khoa",
	"/managed-procedures.xlsx": "linh-vuc niem-yet tu-khoa",
	"/managed-procedures/{id}": "sau",
	"/managed-procedures/{id}/mapping": "so viec",
	"/me/delegations": "phia sau",
	"/my/data-requests": "sau",
	"/my/dossiers": "sau",
	"/my/drafts/{draft}": "muc",
	"/my/evaluations": "sau",
	"/my/looks": "den sau tu",
	"/my/looks.csv": "den tu",
	"/my/looks.xlsx": "den tu",
	"/my/personnel": "ngay",
	"/my/personnel-requests": "sau",
	"/notices": "sau",
	"/open-data": "sau tim",
	"/open-data-sets": "sau tim",
	"/open-data-sets.csv": "tim",
	"/open-data-sets.xlsx": "tim",
	"/outbox": "sau trang-thai",
	"/outbox.csv": "trang-thai",
	"/outbox.xlsx": "trang-thai",
	"/parcels": "chu loai-dat ma ngay sau thua tim to trang-thai xa-cu",
	"/parcels.csv": "chu loai-dat ma ngay thua tim to trang-thai xa-cu",
	"/parcels.geojson": "chu loai-dat ma ngay thua tim to trang-thai xa-cu",
	"/parcels.xlsx": "chu loai-dat ma ngay thua tim to trang-thai xa-cu",
	"/parcels/map.geojson": "ngay vung",
	"/parcels/unwritten": "sau",
	"/parcels/{id}": "muc-dich ngay",
	"/people": "purpose q sau",
	"/people/{id}": "purpose",
	"/personnel": "sau tim",
	"/personnel-requests": "sau trang-thai",
	"/personnel-requests.csv": "trang-thai",
	"/personnel-requests.xlsx": "trang-thai",
	"/personnel.csv": "tim",
	"/personnel.xlsx": "tim",
	"/personnel/due": "loai sau",
	"/personnel/due.csv": "loai",
	"/personnel/due.xlsx": "loai",
	"/personnel/quotas": "sau",
	"/personnel/{id}": "ngay",
	"/personnel/{id}/sensitive": "ngay",
	"/population": "cu-tru ngay sau thon",
	"/population.csv": "cu-tru ngay thon",
	"/population.xlsx": "cu-tru ngay thon",
	"/population/units": "ngay sau xep",
	"/population/units.csv": "ngay xep",
	"/population/units.xlsx": "ngay xep",
	"/procedures": "linh-vuc trang tu-khoa",
	"/procedures/suggestions": "tu-khoa",
	"/ratings": "ky muc phan-anh sau",
	"/ratings.csv": "ky muc phan-anh",
	"/ratings.xlsx": "ky muc phan-anh",
	"/ratings/officers": "ky sau xep",
	"/ratings/officers.csv": "ky xep",
	"/ratings/officers.xlsx": "ky xep",
	"/ratings/procedures": "ky sau xep",
	"/ratings/procedures.csv": "ky xep",
	"/ratings/procedures.xlsx": "ky xep",
	"/record-proposals": "sau so trang-thai",
	"/record-proposals.csv": "so trang-thai",
	"/record-proposals.xlsx": "so trang-thai",
	"/record-proposals/{id}": "sau",
	"/records/unwritten": "sau",
	"/registries/{registry}/figures": "ngay so-lieu",
	"/registries/{registry}/records": "loc1 loc2 loc3 loc4 loc5 loc6 loc7 loc8 ngay sau so-lieu tim trang-thai",
	"/registries/{registry}/records.csv": "loc1 loc2 loc3 loc4 loc5 loc6 loc7 loc8 ngay so-lieu tim trang-thai",
	"/registries/{registry}/records.geojson": "loc1 loc2 loc3 loc4 loc5 loc6 loc7 loc8 ngay so-lieu tim trang-thai",
	"/registries/{registry}/records.xlsx": "loc1 loc2 loc3 loc4 loc5 loc6 loc7 loc8 ngay so-lieu tim trang-thai",
	"/registries/{registry}/records/exists": "gia-tri muc-dich truong",
	"/registries/{registry}/records/{id}": "ngay",
	"/registries/{registry}/records/{id}/merge": "voi",
	"/registries/{registry}/records/{id}/value": "truong",
	"/registries/{registry}/records/{id}/versions": "sau",
	"/registry-definitions": "nguon sau tim xep",
	"/registry-definitions.csv": "nguon tim xep",
	"/registry-definitions.xlsx": "nguon tim xep",
	"/registry-definitions/{id}": "sau",
	"/residents": "cu-tru dan-toc dinh-danh gioi ngay sau thon tim tuoi",
	"/residents.csv": "cu-tru dan-toc dinh-danh gioi ngay thon tim tuoi",
	"/residents.xlsx": "cu-tru dan-toc dinh-danh gioi ngay thon tim tuoi",
	"/results/register": "loai nam sau",
	"/results/register.csv": "loai nam",
	"/results/register.xlsx": "loai nam",
	"/search": "tu-khoa",
	"/shared/{registry}/exists": "don-vi ma so thoa-thuan",
	"/shared/{registry}/record": "don-vi ma so thoa-thuan truong",
	"/shared/{registry}/records": "don-vi sau thoa-thuan truong",
	"/shared/{registry}/value": "don-vi ma so thoa-thuan truong",
	"/sharing/asked": "sau",
	"/sharing/given": "sau",
	"/talk/{kind}/{id}": "sau",
	"/tracking": "bi-mat ma",
	"/tracking/rating": "bi-mat ma",
	"/unit-roles": "sau xa",
	"/unit-roles.csv": "xa",
	"/unit-roles.xlsx": "xa",
	"/units": "ngay sau tim",
	"/units/{id}": "ngay",
};

test("the document names what each list can be asked", () => {
	const said = Object.fromEntries(gets.filter((o) => asked(o).length).map((o) => [o.path, names(o)]));
	assert.deepEqual(said, expected);
});

test("a parameter has its type, its choices, its label, and says whether it must be there", () => {
	const one = (path, name) => asked(contract.paths[path].get).find((p) => p.name === name);
	const purpose = one("/people/{id}", "purpose");
	assert.equal(purpose.required, true);
	assert.deepEqual(purpose.schema.enum, ["receive", "process", "verify"]);
	assert.equal(purpose.description, "Mục đích xem");
	assert.equal(one("/people", "purpose").required, false);
	assert.equal(one("/tracking", "ma").required, true);
	assert.equal(one("/tracking", "bi-mat").required, false);
	assert.deepEqual(one("/procedures", "trang").schema, { type: "integer", format: "int64", minimum: 1, maximum: 200, description: one("/procedures", "trang").description });
	assert.equal(one("/procedures", "trang").required, false, "without it the first page is shown");
	assert.equal(one("/dossiers/book", "tu").schema.format, "date");
	for (const operation of gets)
		for (const p of operation.parameters ?? [])
			if (p.in === "query") assert.match(p.description, /^\p{Lu}/u, `${operation.path} ${p.name}`);
});

test("a change says as well for which unit it is asked", () => {
	for (const path of ["/calendar/hours", "/calendar/closures", "/calendar/days/{day}", "/calendar/hours/{id}/end", "/calendar/closures/{id}/cancel"])
		assert.equal(names(contract.paths[path].post), "unit", path);
});

test("every choice that is named is taken", async () => {
	for (const [path, who] of [["/dossiers", "motcua.gialam"], ["/dashboard/dossiers", "lanhdao.gialam"], ["/jobs", "quantri"]])
		for (const p of asked(contract.paths[path].get))
			for (const value of p.schema.enum ?? []) {
				const reply = await get(`${path}?${p.name}=${value}`, who);
				assert.equal(reply.status, 200, `${path}?${p.name}=${value}`);
			}
	assert.equal((await get("/dossiers?hang=khac", "motcua.gialam")).status, 404);
});

// One value of every kind, so that what is read only when something else is asked for is read too.
function sample(p) {
	if (p.name === "tim" || p.name === "q" || p.name === "tu-khoa") return "khai sinh";
	if (p.schema.enum) return p.schema.enum.find((value) => value);
	if (p.schema.type === "integer") return p.name === "unit" || p.name === "don-vi" ? undefined : String(Math.min(p.schema.maximum, 2026));
	return p.schema.format === "date" ? "2026-11-01" : undefined;
}

test("no handler reads what its route does not declare", async () => {
	const dossier = JSON.parse((await get("/dossiers?hang=processing", "motcua.gialam")).text).dossiers[0];
	const ids = { "/dossiers": dossier.id, "/people": 1, "/calendar": 2026 };
	let answered = 0;
	for (const operation of gets) {
		const known = Object.keys(ids).find((start) => operation.path.startsWith(start + "/"));
		const path = operation.path.replace("{id}", ids[known] ?? 1).replace("{day}", "2026-11-02").replace("{name}", "site.name").replace(/\{\w+\}/g, "1");
		const query = new URLSearchParams();
		for (const p of asked(operation)) if (sample(p) !== undefined) query.set(p.name, sample(p));
		let good = false;
		for (const who of operation.security.length ? Object.keys(tokens) : [undefined])
			for (const address of [path, `${path}?${query}`]) {
				const reply = await get(address, who);
				assert.ok(reply.status < 500, `${address}: ${reply.status} ${reply.text}`);
				good ||= reply.status < 300;
			}
		answered += good;
	}
	assert.ok(answered > 45, `${answered} of ${gets.length} operations answered: the roles here may open them`);
	if (!process.env.DINH_LOG) return;
	const log = readFileSync(process.env.DINH_LOG, "utf8");
	assert.match(log, /event=start/, "the server's log");
	const undeclared = [...new Set(log.match(/event=query\.undeclared .*/g))];
	assert.deepEqual(undeclared, [], base);
});

test("a list that is cut says so", async () => {
	const many = JSON.parse((await api("GET", "/units?tim=t%C3%A2n")).text), few = JSON.parse((await api("GET", "/units?tim=gia%20l%C3%A2m")).text);
	assert.equal(many.found.length, 60);
	assert.equal(many.has_more, true);
	const found = new Map(many.found.map((u) => [u.id, u]));
	let page = many;
	for (let turns = 0; page.next && turns < 10; turns++) {
		page = JSON.parse((await api("GET", `/units?tim=t%C3%A2n&sau=${page.next}`)).text);
		assert.ok(page.found.length >= 1 && page.found.length <= 60);
		for (const u of page.found) {
			assert.ok(!found.has(u.id), `${u.full_name} stands on one page`);
			found.set(u.id, u);
		}
	}
	assert.equal(page.has_more, false);
	const said = (await (await fetch(`${base}/don-vi?tim=t%C3%A2n`)).text()).match(/: (\d+) kết quả/);
	assert.ok(found.size > 120, `${found.size} found over all pages`);
	assert.equal(found.size, Number(said[1]), "as many as the page says, over all pages");
	assert.match(said.input, /Tìm “tân”: 200 kết quả đầu tiên\. Thêm tên tỉnh để thu hẹp, trang 1/, "what is not all is not told as all");
	assert.ok(few.found.length && few.found.length < 60);
	assert.equal(few.has_more, false);
	for (const part of ["officers", "procedures"]) {
		const list = JSON.parse((await get(`/ratings/${part}`, "lanhdao.gialam")).text);
		assert.ok(list.rows.length && list.next === "", part);
	}
});
