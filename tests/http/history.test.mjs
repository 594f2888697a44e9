// What was changed of a person, and what versions of forms and procedures say differently: through pages and API. DINH_URL: a server on
// fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, logged, signedIn, sixDigits } from "./client.mjs";

const card = (number, address, born = "05091984", name = "ĐINH THỊ MƠ") => [number, "", name, born, "Nữ", address, "10052021"].join("|");
async function person() {
	const number = `037184${sixDigits()}`;
	const made = await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(number, "Thôn 3") });
	assert.equal(made.status, 201);
	return { number, id: Number(made.body.location.match(/people\/(\d+)/)[1]) };
}

test("a person's changes are kept with how it read before, newest first", async () => {
	const { number, id } = await person();
	assert.deepEqual((await ask("motcua.gialam", "GET", `/history/person/${id}`)).body.changes, [], "to be added is no change");
	assert.equal((await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(number, "Thôn 4", "15091984"), take: ["address", "birth_on"] })).status, 201);
	assert.equal((await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(number, "Thôn 5"), take: ["address"] })).status, 201);
	assert.equal((await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(number, "Thôn 6") })).status, 201);
	const { changes, of } = (await ask("lanhdao.gialam", "GET", `/history/person/${id}`)).body;
	assert.equal(of.title, "Đinh Thị Mơ");
	assert.deepEqual(changes.map((c) => c.differences), [
		[{ what: "Nơi ở", before: "Thôn 4", after: "Thôn 5" }],
		[{ what: "Ngày sinh", before: "05/09/1984", after: "15/09/1984" }, { what: "Nơi ở", before: "Thôn 3", after: "Thôn 4" }],
	]);
	assert.match(changes[0].by, /motcua\.gialam/);
	const page = (await (await signedIn("motcua.gialam")).get(`/lich-su/person/${id}`)).text;
	assert.match(page, /Thôn 4[\s\S]*Thôn 5/);
	await logged("person", /Xem lịch sử thay đổi/);
});

test("a long history goes on behind its first page", async () => {
	const { number, id } = await person();
	for (let i = 0; i < 23; i++)
		assert.equal((await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(number, `Thôn ${i + 10}`), take: ["address"] })).status, 201);
	const first = (await ask("motcua.gialam", "GET", `/history/person/${id}`)).body;
	assert.equal(first.changes.length, 20);
	const rest = (await ask("motcua.gialam", "GET", `/history/person/${id}?sau=${first.next}`)).body;
	assert.deepEqual(rest.changes.map((c) => c.differences[0].after), ["Thôn 12", "Thôn 11", "Thôn 10"]);
	assert.equal(rest.next, "");
	assert.match((await (await signedIn("motcua.gialam")).get(`/lich-su/person/${id}`)).text, new RegExp(`sau=${first.next}`));
});

test("history is for who sees the object and for nobody else", async () => {
	const { number, id } = await person();
	await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(number, "Thôn kín"), take: ["address"] });
	for (const who of ["motcua.cucphuong", "lanhdao.ninhbinh", "quantri.gialam", "vanthu.gialam", "0530000001"])
		assert.equal((await ask(who, "GET", `/history/person/${id}`)).status, 404, who);
	assert.equal((await ask(null, "GET", `/history/person/${id}`)).status, 401);
	for (const kind of ["setting", "Person", "person'--", "x"])
		assert.equal((await ask("motcua.gialam", "GET", `/history/${encodeURIComponent(kind)}/${id}`)).status, 404, kind);
});

test("what a version of a form asks differently from the one before", async () => {
	const forms = (await ask("quantri", "GET", "/eforms")).body, list = Object.values(forms).find(Array.isArray);
	const form = list.find((f) => f.code === "khai-tu") ?? list[0];
	const draft = (await ask("quantri", "POST", `/eforms/${form.id}/draft`, {})).body.location.replace("/api/v1", "");
	assert.deepEqual((await ask("quantri", "GET", `${draft}/differences`)).body.differences, [], "a copy asks the same");
	const { version, seen } = (await ask("quantri", "GET", draft)).body, definition = JSON.parse(version.definition);
	const section = definition.sections.find((s) => s.fields.some((f) => f.type === "text")), first = section.fields.find((f) => f.type === "text");
	first.label = "Tên gọi mới";
	section.fields.push({ name: "brand_new", type: "yes_no", label: "Có người làm chứng" });
	assert.equal((await ask("quantri", "POST", `${draft}/definition`, { seen, definition: JSON.stringify(definition) })).status, 201);
	const { differences, before } = (await ask("quantri", "GET", `${draft}/differences`)).body;
	assert.equal(before, version.number - 1);
	assert.deepEqual(differences.map((d) => d.what), [`${section.title}: Tên gọi mới`, `${section.title}: Có người làm chứng`]);
	assert.match(differences[0].after, /^Tên gọi mới; /);
	assert.equal(differences[1].before, "");
	const page = (await (await signedIn("quantri")).get(`${draft.replace("/eform-versions", "/quan-tri/bieu-mau/ban")}/so-sanh`)).text;
	assert.match(page, /Có người làm chứng/);
	assert.equal((await ask("quantri.gialam", "GET", `${draft}/differences`)).status, 403);
	assert.equal((await ask("quantri", "POST", `${draft}/drop`, {})).status, 201);
});
