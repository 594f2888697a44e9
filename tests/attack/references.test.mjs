// What answers of forms may name: what is looked for by whom, ids that are another unit's, words made to break the search. Bounded.
import assert from "node:assert/strict";
import test from "node:test";
import { api, signedIn, token } from "../http/client.mjs";

const find = async (as, loai, words) => {
	const { status, text } = await api("GET", `/eforms/references?loai=${loai}&tu-khoa=${encodeURIComponent(words)}`, as);
	return { status, choices: status === 200 ? JSON.parse(text).choices : [] };
};

test("whoever may not look people up finds none, whatever he types", async () => {
	const citizen = await token("0530000003"), desk = await token("motcua.gialam");
	for (const words of ["Nguyễn", "lan", "037184001234", "0912345678", "%", "a", "đinh thi hoa"]) assert.deepEqual((await find(citizen, "person", words)).choices, []);
	const found = (await find(desk, "person", "le thi linh")).choices;
	assert.ok(found.length > 0 && found.length <= 10);
	for (const one of found) assert.doesNotMatch(JSON.stringify(one), /\d{12}/, "numbers are masked");
	assert.equal((await find(null, "person", "nguyen")).status, 401);
	assert.equal((await find(null, "unit", "gia lam")).status, 401);
});

test("hamlets and departments are those of the unit that one works for; a citizen finds none, and no form may require one of him", async () => {
	const desk = await token("motcua.gialam"), other = await token("motcua.cucphuong"), citizen = await token("0530000003");
	for (const [kind, words] of [["hamlet", "thon"], ["agency", "phong"]]) {
		const ids = async (as) => (await find(as, kind, words)).choices.map((one) => one.value);
		const ours = await ids(desk), theirs = await ids(other);
		assert.ok(ours.length && !ours.some((id) => theirs.includes(id)), `${kind}: ${ours} / ${theirs}`);
		assert.deepEqual(await ids(citizen), []);
	}
	const chief = await token("quantri");
	const version = JSON.parse((await api("POST", "/eforms", chief, { code: `bat-buoc-${Date.now() % 1e9}`, title: "Thử bắt buộc" })).text).location.replace("/api/v1", "");
	for (const kind of ["hamlet", "agency", "person"]) {
		const { seen, version: draft } = JSON.parse((await api("GET", version, chief)).text);
		const definition = { ...JSON.parse(draft.definition), sections: [{ title: "A", fields: [{ name: "x", type: "reference", to: kind, label: "Nơi ở", required: true }] }] };
		assert.equal((await api("POST", `${version}/definition`, chief, { seen, definition: JSON.stringify(definition) })).status, 201);
		const refused = await api("POST", `${version}/publish`, chief, { valid_from: "2041-01-01" });
		assert.equal(refused.status, 422);
		assert.match(refused.text, /Nơi ở.*không chọn được/);
	}
});

test("kinds that nobody declares are not there, and odd words break nothing", async () => {
	const desk = await token("motcua.gialam");
	for (const kind of ["homestead", "account", "", "unit'--", "../unit", "%00", "x".repeat(2000)]) assert.equal((await find(desk, encodeURIComponent(kind), "a")).status, 404, kind);
	for (const words of ["", "%", "_", "'", "\\", "(", "((((", "*", "a".repeat(3000), "\u0000", "\ud7ff", "đ".repeat(150), "a b c d e f g h i j k l m n o p q r s t u v w x y z"])
		for (const kind of ["unit", "hamlet", "agency", "person", "household"]) {
			const { status, choices } = await find(desk, kind, words);
			assert.ok([200, 400, 422, 429].includes(status), `${kind} ${JSON.stringify(words.slice(0, 20))}: ${status}`);
			assert.ok(choices.length <= 10);
		}
});

test("an id that is not one's own is refused with the words of one that does not exist; nothing is learnt", async () => {
	const who = await signedIn("quantri"), chief = await token("quantri");
	const made = JSON.parse((await api("POST", "/eforms", chief, { code: `tham-chieu-${Date.now() % 1e9}`, title: "Thử đối tượng" })).text);
	const version = made.location.replace("/api/v1", "");
	const first = JSON.parse((await api("GET", version, chief)).text);
	const definition = JSON.parse(first.version.definition);
	definition.sections = [{ title: "A", fields: [{ name: "who", type: "reference", to: "person", label: "Ai" }, { name: "at", type: "reference", to: "hamlet", label: "Thôn" }] }];
	const refused = await api("POST", `${version}/definition`, chief, { seen: first.seen, definition: JSON.stringify({ ...definition, sections: [{ title: "A", fields: [{ name: "h", type: "reference", to: "homestead", label: "Hộ" }] }] }) });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /homestead/);
	assert.equal((await api("POST", `${version}/definition`, chief, { seen: first.seen, definition: JSON.stringify(definition) })).status, 201);
	const preview = `${version.replace("/eform-versions", "/quan-tri/bieu-mau/ban")}/xem-truoc`;
	const said = new Set();
	for (const id of ["1", "2", "3", "999999999", "-1", "0", "9223372036854775807", "99999999999999999999", "1 or 1=1"]) {
		const page = await who.submit(preview, preview, { e_who: "Người Nào Đó", "e_who-id": id, e_at: "Thôn Nào Đó", "e_at-id": id });
		assert.equal(page.status, 422);
		said.add([...page.text.matchAll(/href="#e_(?:who|at)">([^<]*)/g)].map((m) => m[1]).join("|"));
	}
	assert.equal(said.size, 1, [...said].join("\n"));
});
