// As of a day: the list, the figures, the map and the files of a registry say the same on any past day, whatever was changed, corrected, moved or ended since.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, signedIn } from "./client.mjs";
import { idIn, made } from "./made_registry.mjs";

const chief = "quantri.gialam", officer = "chuyenmon.gialam", CODE = "so-moi-ngay", RECORDS = `/registries/${CODE}/records`, path = `/du-lieu/${CODE}`;
const definition = {
	code: CODE, title: "Sổ xem mọi ngày", one: "mục", level: "commune", name: "label",
	states: [{ name: "kept", title: "Giữ" }, { name: "gone", title: "Mất" }], moves: [{ name: "lose", title: "Ghi mất", from: ["kept"], to: "gone" }],
	sections: [{ title: "Mục", fields: [{ name: "label", type: "text", label: "Tên", required: true, max: 100 }, { name: "kind", type: "choice", label: "Loại", choices: [{ value: "a", label: "Loại A" }, { value: "b", label: "Loại B" }] },
		{ name: "worth", type: "integer", label: "Giá", min: 0, max: 1000 }, { name: "place", type: "geometry", shape: "point", label: "Vị trí" }] }],
	list: { columns: ["label", "kind", "worth"], sorts: ["label", "worth"], filters: ["kind"], search: ["label"] },
	figures: [{ name: "all", title: "Mục", unit: "mục", as: "count", by: ["state", "kind"] }, { name: "worth", title: "Giá", unit: "đồng", as: "sum", of: "worth", by: ["kind"] },
		{ name: "kept", title: "Đang giữ", unit: "mục", as: "count", where: [{ state: ["kept"] }] }],
};
const month = (m, d = 1) => `2026-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
const works = (reply) => { assert.equal(reply.status, 201, JSON.stringify(reply.body)); return reply; };

test("every reading of a past day agrees with what was written, and with each other", async () => {
	await made(chief, definition);
	const known = []; // the same kept by the test: spans of what each says
	const seen = new Map(), write = async (id, path_, json) => { works(await ask(officer, "POST", `${RECORDS}/${id}${path_}`, { ...json, seen: seen.get(id) })); seen.set(id, seen.get(id) + 1); };
	for (let i = 0; i < 60; i++) {
		const from = month(1 + (i % 3), 1 + (i % 20)), is = { label: `Mục ${i}`, kind: i % 3 ? "a" : "b", worth: i, place: `20.${4000 + i}, 105.7905` };
		const id = idIn(works(await ask(officer, "POST", RECORDS, { answers: is, valid_from: from })));
		seen.set(id, 1);
		let spans = [{ from, is, state: "kept" }];
		if (i % 2) { const day = month(5, 1 + (i % 10)), then = { ...is, kind: "b", worth: i + 500 }; await write(id, "", { answers: then, kind: "change", valid_from: day }); spans.push({ from: day, is: then, state: "kept" }); }
		if (i % 5 === 0) { const last = spans.at(-1), right = { ...last.is, label: `Đúng ${i}` }; await write(id, "", { answers: right, kind: "correct", reason: "Nhầm" }); spans[spans.length - 1] = { ...last, is: right }; }
		if (i % 4 === 0) { const day = month(7, 1 + (i % 10)); await write(id, "/move", { move: "lose", valid_from: day }); spans.push({ ...spans.at(-1), from: day, state: "gone" }); }
		if (i % 7 === 0) { const day = month(9, 1 + (i % 10)); await write(id, "/end", { reason: "Hết", valid_from: day }); spans.push({ from: day }); }
		known.push(spans);
	}
	const b = await signedIn(officer);
	for (const day of [month(1, 1), month(1, 15), month(3, 20), month(5, 5), month(5, 6), month(7, 4), month(9, 1), month(9, 8), month(11, 1)]) {
		const holds = known.map((spans) => spans.filter((s) => s.from <= day).at(-1)).filter((s) => s?.is), labels = holds.map((s) => s.is.label).sort();
		const listed = [];
		for (let next = ""; next !== null;) {
			const { body } = await ask(officer, "GET", `${RECORDS}?ngay=${day}${next ? `&sau=${next}` : ""}`);
			listed.push(...body.records);
			next = body.next || null;
		}
		assert.deepEqual(listed.map((one) => one.name).sort(), labels, `${day}: list`);
		const { figures } = (await ask(officer, "GET", `/registries/${CODE}/figures?ngay=${day}`)).body, figure = (name) => figures.find((one) => one.name === name);
		assert.equal(Number(figure("all").value), labels.length, `${day}: count`);
		assert.equal(Number(figure("worth").value), holds.reduce((sum, s) => sum + s.is.worth, 0), `${day}: sum`);
		assert.equal(Number(figure("kept").value), holds.filter((s) => s.state === "kept").length, `${day}: by state`);
		const narrowed = (await ask(officer, "GET", `${RECORDS}?ngay=${day}&loc1=b`)).body.records.map((one) => one.name).sort();
		assert.deepEqual(narrowed, holds.filter((s) => s.is.kind === "b").map((s) => s.is.label).sort(), `${day}: narrowed`);
		const csv = (await b.get(`${path}/danh-sach.csv?ngay=${day}`)).text.trim().split(/\r?\n/).slice(1);
		assert.equal(csv.length, labels.length, `${day}: CSV`);
		for (const label of labels) assert.ok(csv.some((line) => line.includes(label)), `${day}: ${label} in CSV`);
		const file = JSON.parse((await b.get(`${path}/danh-sach.geojson?ngay=${day}`)).text);
		assert.equal(file.features.length, labels.length, `${day}: GeoJSON`);
		const map = JSON.parse((await b.get(`${path}/ban-do.geojson?ngay=${day}`)).text);
		assert.equal((map.features ?? []).length, labels.length, `${day}: map`);
		const lost = holds.find((s) => s.state === "gone");
		if (lost) assert.ok((await ask(officer, "GET", `${RECORDS}?ngay=${day}&trang-thai=gone`)).body.records.some((one) => one.name === lost.is.label), `${day}: state`);
		const some = labels[0];
		if (some) assert.deepEqual((await ask(officer, "GET", `${RECORDS}?ngay=${day}&tim=${encodeURIComponent(some)}`)).body.records.map((one) => one.name).includes(some), true, `${day}: ${some} is found`);
	}
});
