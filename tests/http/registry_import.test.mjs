// Records of a registry come in from a table: what is new, changed, the same, wrong; what was written out comes in again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { api, ask, signedIn, token } from "./client.mjs";

const who = "chuyenmon.gialam", KIND = "so-gieng-nuoc", WELLS = "/registries/gieng-nuoc/records";
const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
async function send(login, kind, text, name = "danh-sach.csv") {
	const form = new FormData();
	form.append("file", new Blob([text]), name);
	const { status, body } = await ask(login, "POST", `/import-kinds/${kind}`, undefined, form);
	return { status, body, id: Number(body?.location?.match(/imports\/(\d+)/)?.[1]) };
}
async function settled(login, id) {
	for (let i = 0; i < 600; i++) {
		const { status, body } = await ask(login, "GET", `/imports/${id}`);
		assert.equal(status, 200);
		if (!["checking", "applying"].includes(body.fact.state)) return body;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error("the import does not end");
}
async function file(path) {
	const reply = await fetch(`${process.env.DINH_URL}/api/v1${path}`, { headers: { authorization: `Bearer ${await token(who)}` } });
	assert.equal(reply.status, 200);
	return Buffer.from(await reply.arrayBuffer());
}
async function preview(text, kind = KIND, name) {
	const sent = await send(who, kind, text, name);
	assert.equal(sent.status, 201, JSON.stringify(sent.body));
	return { id: sent.id, ...(await settled(who, sent.id)) };
}
async function written(text, kind) {
	const seen = await preview(text, kind);
	assert.equal((await ask(who, "POST", `/imports/${seen.id}/confirm`, {})).status, 201, JSON.stringify(seen.rows.map((r) => r.cells.map((c) => c.problem))));
	return settled(who, seen.id);
}
const counts = (s) => [s.new, s.changed, s.same, s.wrong];
const problem = (row, column) => row.cells.find((c) => c.column === column)?.problem ?? row.problem;
const named = async (name) => (await ask(who, "GET", `${WELLS}?tim=${encodeURIComponent(name)}`)).body.records;
const head = "Tên giếng,Số hiệu,Thôn,Loại,Độ sâu,Năm làm,Nước đạt quy chuẩn,Trạng thái,Từ ngày\n";

test("rows are read as people write them, and wrong ones say why", async () => {
	const seen = await preview(head +
		'Giếng nhập một,GN-2001,Nhập,giếng đào,"8,5 m",1936,có,,10/01/2026\n' +
		"Giếng nhập hai,GN-2002,Nhập,KHOAN,12,,không,,\n" +
		"Giếng nhập ba,GN-2003,Nhập,Giếng khoan,rất sâu,,x,Ngừng dùng,1-2-2026\n" +
		"Giếng nhập bốn,GN-4,Nhập,dug,7,5/1990,Không,Đang dùng,2026-02-01\n" +
		"Giếng nhập năm,GN-2005,,dug,,,,,\n" +
		"Giếng nhập sáu,GN-2006,Nhập,dug,,,,Đang bay,\n" +
		"Giếng nhập bảy,GN-2007,Nhập,dug,,,,,31/02/2026\n" +
		"Giếng nhập tám,GN-2001,Nhập,dug,,,,,\n" +
		"Giếng nhập chín,GN-2009,Nhập,Giếng khoan,64,2019,Có,Ngừng dùng,01/02/2026\n");
	assert.deepEqual(counts(seen), [2, 0, 0, 7], JSON.stringify(seen.rows.map((r) => [r.verdict, r.problem, r.cells.map((c) => c.problem).join("")])));
	const says = [[1, "kind", /KHOAN|Chọn/], [2, "depth", /Độ sâu/], [3, "number", /GN-0000/], [4, "hamlet", /Thôn/], [5, "trang-thai", /không có trạng thái “Đang bay”/], [6, "tu-ngay", /31\/02\/2026/], [7, null, /Trùng với dòng 2/]];
	for (const [i, column, text] of says) assert.match(problem(seen.rows[i], column), text, `row ${i}`);
	const file = await api("GET", `/imports/${seen.id}/problems.csv`, await token(who));
	assert.match(file.text, /“Độ sâu” phải là số.*rất sâu/, "they come back with the reason");
	await ask(who, "POST", `/imports/${seen.id}/confirm`, {});
	assert.equal((await settled(who, seen.id)).added, 2);
	const [one] = await named("Giếng nhập một");
	assert.deepEqual([one.answers.depth, one.answers.made_on, one.answers.clean, one.valid_from, one.answers.kind], [8.5, "1936", true, "2026-01-10", "dug"]);
	assert.equal((await named("Giếng nhập chín"))[0].state, "Ngừng dùng");
	const { versions } = (await ask(who, "GET", `${WELLS}/${one.id}/versions`)).body;
	assert.deepEqual([versions[0].is.act, versions[0].is.source, versions[0].is.reason], ["create", "import", "Nhập từ tệp"]);
});

test("the same table a second time changes nothing; another one changes what differs", async () => {
	const text = head + "Giếng lặp một,GN-2101,Lặp,dug,8,,,,01/02/2026\nGiếng lặp hai,,Lặp,dug,9,,,,01/02/2026\n";
	assert.equal((await written(text)).added, 2);
	assert.deepEqual(counts(await preview(text)), [0, 0, 2, 0]);
	assert.deepEqual(counts(await preview("Tên giếng,Thôn\nGIENG LAP HAI,lặp\n")), [0, 1, 0, 0], "known by what tells it from another; its name is written otherwise");
	const seen = await preview(head + "Giếng lặp một,GN-2101,Lặp,drilled,,,có,,01/06/2026\nGiếng lặp hai,,Lặp,dug,10,,,,01/02/2026\n");
	assert.deepEqual(counts(seen), [0, 2, 0, 0]);
	assert.match(seen.rows[0].says, /Loại: Giếng đào → Giếng khoan/);
	assert.doesNotMatch(seen.rows[0].says, /Độ sâu/, "an empty cell takes nothing away");
	await ask(who, "POST", `/imports/${seen.id}/confirm`, {});
	assert.equal((await settled(who, seen.id)).updated, 2);
	const [one] = await named("Giếng lặp một"), [two] = await named("Giếng lặp hai");
	assert.deepEqual([one.answers.kind, one.answers.depth, one.valid_from], ["drilled", 8, "2026-06-01"]);
	const acts = async (id) => (await ask(who, "GET", `${WELLS}/${id}/versions`)).body.versions.map((v) => v.is.act);
	assert.deepEqual(await acts(one.id), ["change", "create"], "from a later day on it is different");
	assert.deepEqual(await acts(two.id), ["correct", "create"], "from the same day on it was wrong");
	const early = await preview(head + "Giếng lặp một,GN-2101,Lặp,dug,,,,,01/05/2026\n");
	assert.match(problem(early.rows[0], "tu-ngay"), /từ ngày 01\/06\/2026/);
	const closed = await preview("Tên giếng,Số hiệu,Trạng thái\nGiếng lặp một,GN-2101,Ngừng dùng\n");
	assert.match(closed.rows[0].says, /Trạng thái: Đang dùng → Ngừng dùng/);
	await ask(who, "POST", `/imports/${closed.id}/confirm`, {});
	await settled(who, closed.id);
	const now = (await named("Giếng lặp một"))[0];
	assert.deepEqual([now.state, now.valid_from], ["Ngừng dùng", today]);
});

test("the file of a list is brought in again, and changes nothing", async () => {
	await written(head + 'Giếng xuất một,GN-2201,Xuất,dug,"8,5",1936,Có,Ngừng dùng,10/01/2026\n=Giếng xuất hai,GN-2202,Xuất,drilled,"120,25",03/1999,,,\n');
	for (const ending of ["csv", "xlsx"]) {
		const reply = await file(`/registries/gieng-nuoc/records.${ending}?tim=xuat`);
		const seen = await preview(reply, KIND, `danh-sach.${ending}`);
		assert.deepEqual(counts(seen), [0, 0, 2, 0], `${ending}: ${JSON.stringify(seen.rows)}`);
	}
});

test("what is masked in a file stays as it is known", async () => {
	const TEAMS = "/registries/to-cong-nghe-so/records", kind = "so-to-cong-nghe-so";
	const team = "Tên tổ,\"Thôn, tổ dân phố\",Tổ trưởng,Số điện thoại của tổ trưởng,Số thành viên\n";
	assert.equal((await written(`${team}Tổ Nhập,Thôn Nhập,Bùi Văn An,0912345678,5\n`, kind)).added, 1);
	const csv = await file("/registries/to-cong-nghe-so/records.csv?tim=nhap");
	assert.match(csv.toString(), /\*/);
	assert.deepEqual(counts(await preview(csv, kind)), [0, 0, 1, 0]);
	const changed = await preview(`${team}Tổ Nhập,Thôn Nhập,Bùi Văn An,09*****678,6\n`, kind);
	assert.doesNotMatch(changed.rows[0].says, /điện thoại/);
	await ask(who, "POST", `/imports/${changed.id}/confirm`, {});
	await settled(who, changed.id);
	const [known] = (await ask(who, "GET", `${TEAMS}?tim=nhap`)).body.records;
	const { answers } = (await ask(who, "GET", `${TEAMS}/${known.id}`)).body;
	assert.deepEqual([answers.phone, answers.members], ["0912345678", 6]);
});

test("several choices stand in one cell, also one that has a comma of its own", async () => {
	const chief = "quantri.gialam", one = (name, label) => ({ value: name, label });
	const definition = JSON.stringify({ code: "cau-nhap", title: "Cầu để nhập", one: "cầu", level: "commune", name: "label", alike: ["label"],
		sections: [{ title: "Chung", fields: [{ name: "label", type: "text", label: "Tên", required: true },
			{ name: "made_of", type: "choices", label: "Vật liệu", choices: [one("wood", "Gỗ, tre"), one("steel", "Thép"), one("stone", "Đá")] }] }],
		list: { columns: ["label", "made_of"], search: ["label"] } });
	const added = await ask(chief, "POST", "/registry-definitions/import", { definition });
	assert.equal(added.status, 201, JSON.stringify(added.body));
	assert.equal((await ask(chief, "POST", `/registry-versions/${/(\d+)$/.exec(added.body.location)[1]}/publish`, { valid_from: today })).status, 201);
	const done = await written('Tên,Vật liệu\nCầu một,"Gỗ, tre; Thép"\nCầu hai,"Thép, đá"\nCầu ba,"gỗ, tre"\nCầu bốn,wood;stone\n', "so-cau-nhap");
	assert.equal(done.added, 4);
	const CAU = "/registries/cau-nhap/records";
	const { records } = (await ask(who, "GET", CAU)).body;
	assert.deepEqual(Object.fromEntries(records.map((r) => [r.name, r.answers.made_of])),
		{ "Cầu một": ["wood", "steel"], "Cầu hai": ["steel", "stone"], "Cầu ba": ["wood"], "Cầu bốn": ["wood", "stone"] });
	const again = await preview(await file(`${CAU}.csv`), "so-cau-nhap");
	assert.deepEqual(counts(again), [0, 0, 4, 0], JSON.stringify(again.rows));
	const wrong = await preview('Tên,Vật liệu\nCầu năm,"Gỗ, sắt"\n', "so-cau-nhap");
	assert.match(problem(wrong.rows[0], "made_of"), /không có “Gỗ”/);
});

test("references come in by name; columns are said once and remembered", async () => {
	const sent = await send(who, "so-to-chuc", "Gọi là,Hạng,Ở\nTrường mầm non Nhập,truong hoc,thon gia hoa\nTrường lạ,Trường học,Thôn Không Có\n");
	let seen = await settled(who, sent.id);
	assert.equal(seen.fact.state, "mapping");
	assert.equal((await ask(who, "POST", `/imports/${sent.id}/columns`, { columns: ["label", "kind", "hamlet"] })).status, 201);
	seen = await settled(who, sent.id);
	assert.deepEqual(counts(seen), [1, 0, 0, 1], JSON.stringify(seen.rows));
	assert.match(problem(seen.rows[1], "hamlet"), /không tìm thấy “Thôn Không Có”/);
	assert.equal((await preview("Ở,Gọi là,Hạng\nThôn Gia Hòa,Trường mầm non khác,Trường học\n", "so-to-chuc")).new, 1);
});

test("registries stand among what can be imported, for who may write them", async () => {
	const kinds = async (login) => (await ask(login, "GET", "/imports")).body.kinds.map((k) => k.name);
	assert.ok((await kinds(who)).includes(KIND));
	assert.match((await (await signedIn(who)).get("/du-lieu/gieng-nuoc/danh-sach")).text, /href="\/nhap-du-lieu\/moi\/so-gieng-nuoc"/);
	assert.equal((await send("lanhdao.gialam", KIND, head)).status, 403);
	assert.equal((await send(who, "so-khong-co", head)).status, 404);
	const form = await api("GET", `/import-kinds/${KIND}/form.csv`, await token(who));
	assert.match(form.text, /"Tên giếng"/);
	assert.match(form.text, /Một trong: Giếng đào; Giếng khoan; mục mới phải có/, "what a new record needs is said");
	assert.match(form.text, /"GN-0001"/, "an example of a number is one");
});

test("the examples of a file to fill in are nobody's data, on whatever day it comes back", async () => {
	const kinds = (await ask(who, "GET", "/imports")).body.kinds.map((k) => k.name).filter((name) => name.startsWith("so-"));
	assert.ok(kinds.length > 5);
	for (const kind of kinds) {
		const form = (await api("GET", `/import-kinds/${kind}/form.csv`, await token(who))).text;
		for (const day of form.match(/\d\d\/\d\d\/\d{4}/g)) assert.equal(day, "01/07/2025", `${kind}: a day that stays`);
	}
	const form = await api("GET", `/import-kinds/so-to-chuc/form.csv`, await token(who));
	const heads = form.text.split(/\r?\n/)[0].split(",").length, filled = ["Trường Điền Mẫu", "Trường học"];
	const at = form.text.split(/\r?\n/)[0].split(",").map((h) => h.replace(/[\uFEFF"]/g, ""));
	const line = Array(heads).fill("");
	line[at.indexOf("Tên")] = filled[0];
	line[at.indexOf("Loại")] = filled[1];
	const seen = await preview(`${form.text.trimEnd()}\n${line.join(",")}\n`, "so-to-chuc");
	assert.deepEqual([seen.rows.length, seen.new], [1, 1], JSON.stringify(seen.rows));
});

const collection = (...features) => JSON.stringify({ type: "FeatureCollection", features });
const feature = (properties, geometry) => ({ type: "Feature", properties, geometry });
const at = (east, north) => ({ type: "Point", coordinates: [east, north] });

test("GeoJSON comes in as tables do: properties are columns, the geometry is the place, each wrong feature says why", async () => {
	const seen = await preview(collection(
		feature({ label: "Giếng hình một", number: "GN-2801", hamlet: "Hình", kind: "Giếng đào", depth: 8.5, clean: true }, at(105.781, 20.401)),
		feature({ "Tên giếng": "", label: "Giếng hình hai", number: "GN-2802", hamlet: "Hình", kind: "drilled", depth: null }, null),
		feature({ label: "Giếng hình ba", number: "GN-2803", hamlet: "Hình", kind: "dug" }, at(2.35, 48.85)),
		feature({ label: "Giếng hình bốn", number: "GN-2804", hamlet: "Hình", kind: "dug" }, at(20.4, 105.8)),
		feature({ label: "Giếng hình năm", number: "GN-2805", hamlet: "Hình", kind: "dug" }, { type: "Polygon", coordinates: [[[105.7, 20.4], [105.8, 20.5], [105.8, 20.4], [105.7, 20.5], [105.7, 20.4]]] }),
		feature({ label: "Giếng hình sáu", number: "GN-2806", hamlet: "Hình", kind: "dug", depth: 2.125 }, at(105.78, 20.4)),
		feature({ label: "Giếng hình bảy", number: "GN-2807", hamlet: "Hình", kind: "dug" }, { type: "Point" })), KIND, "gieng.geojson");
	assert.deepEqual(counts(seen), [2, 0, 0, 5], JSON.stringify(seen.rows.map((r) => [r.verdict, r.problem, r.cells.map((c) => c.problem).join("")])));
	for (const [row, column, text] of [[2, "position", /Việt Nam/], [3, "position", /ngược|đổi chỗ|kinh độ/i], [4, "position", /điểm/], [5, "depth", /Độ sâu/], [6, "position", /Vị trí/]])
		assert.match(problem(seen.rows[row], column), text, `row ${row}`);
	const back = await api("GET", `/imports/${seen.id}/problems.csv`, await token(who));
	assert.match(back.text, /Giếng hình ba/);
	assert.doesNotMatch(back.text, /Giếng hình một/);
	await ask(who, "POST", `/imports/${seen.id}/confirm`, {});
	assert.equal((await settled(who, seen.id)).added, 2);
	const [one] = await named("Giếng hình một");
	assert.deepEqual([one.answers.depth, one.answers.clean, one.answers.position], [8.5, true, at(105.781, 20.401)]);
});

test("GeoJSON that was written out comes in again and changes nothing; a moved point is a change", async () => {
	const written = JSON.parse((await file(`${WELLS}.geojson`)).toString()).features;
	const name = (f) => JSON.stringify([f.properties.label, f.properties.hamlet]).toLowerCase();
	const all = written.filter((f) => f.properties.number && written.filter((o) => name(o) === name(f)).length === 1); // others made some alike
	const text = JSON.stringify({ type: "FeatureCollection", features: all });
	assert.ok(all.length >= 4);
	const seen = await preview(text, KIND, "so.geojson");
	assert.deepEqual(counts(seen), [0, 0, all.length, 0], JSON.stringify(seen.rows.filter((r) => r.verdict !== "same").map((r) => [r.says, r.problem, r.cells.map((c) => c.problem).join("")])));
	const moved = all.find((f) => f.geometry?.type === "Point");
	moved.geometry.coordinates = [105.7999, 20.4];
	const changed = await preview(collection(moved), KIND, "so.geojson");
	assert.deepEqual(counts(changed), [0, 1, 0, 0]);
	assert.match(changed.rows[0].says, /Vị trí/);
	for (const bad of ["{\"type\":\"FeatureCollection\",\"features\":[{}]}", "{\"type\":\"FeatureCollection\",\"features\":", text.slice(0, -2)])
		assert.equal((await send(who, KIND, bad, "x.geojson")).status, 422, bad.slice(0, 60));
});
