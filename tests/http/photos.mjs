// Pictures, and a registry that asks for some.
import assert from "node:assert/strict";
import { crc32, deflateSync } from "node:zlib";
import { ask, signedIn } from "./client.mjs";

const chunk = (type, data) => {
	const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(body.length + 8);
	out.writeUInt32BE(data.length);
	body.copy(out, 4);
	out.writeUInt32BE(crc32(body), body.length + 4);
	return out;
};
// A PNG of one colour.
export function picture(red, green, blue, side = 40) {
	const head = Buffer.alloc(13), row = Buffer.alloc(1 + 3 * side);
	head.writeUInt32BE(side);
	head.writeUInt32BE(side, 4);
	head.set([8, 2, 0, 0, 0], 8);
	for (let i = 0; i < side; i++) row.set([red, green, blue], 1 + 3 * i);
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(Array(side).fill(row)))), chunk("IEND", Buffer.alloc(0))]);
}

// A registry of Gia Lâm with a name and photos: its code, or the page of its draft.
export async function photographed(code, { min = 1, max = 3, publish = true } = {}) {
	const ALL = "/quan-tri/so-du-lieu", chief = "quantri.gialam", browser = await signedIn(chief);
	const made = await browser.submit(ALL, ALL, { title: `Sổ ${code}`, one: "đồng hồ", code, from: "" });
	assert.equal(made.status, 303, made.text);
	const draft = made.location, id = /(\d+)$/.exec(draft)[1], { body } = await ask(chief, "GET", `/registry-versions/${id}`);
	const is = JSON.parse(body.version.definition);
	is.sections = [{ title: "Chung", fields: [{ name: "label", type: "text", label: "Tên", required: true, max: 100 }, { name: "photos", type: "photos", label: "Ảnh", required: true, min, max }] }];
	is.name = "label";
	is.alike = ["label"];
	is.list = { columns: ["label", "photos"], sorts: ["label"], search: ["label"] };
	const changed = await ask(chief, "POST", `/registry-versions/${id}/definition`, { definition: JSON.stringify(is), seen: body.seen });
	assert.equal(changed.status, 201, JSON.stringify(changed.body));
	if (!publish) return draft;
	const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
	const published = await ask(chief, "POST", `/registry-versions/${id}/publish`, { valid_from: today });
	assert.equal(published.status, 201, JSON.stringify(published.body));
	return code;
}
