// Stock of computers as programs that take it write it down: a file becomes records of the registry of equipment, twice is once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ask, signedIn } from "./client.mjs";

const who = "chuyenmon.gialam", KIND = "so-thiet-bi-cntt", DEVICES = "/registries/thiet-bi-cntt/records";
const sample = (name) => readFileSync(new URL(`../fuzz/seeds/sheet/${name}`, import.meta.url));
async function sent(bytes, name) {
	const form = new FormData();
	form.append("file", new Blob([bytes]), name);
	const { status, body } = await ask(who, "POST", `/import-kinds/${KIND}`, undefined, form);
	return { status, body, id: Number(body?.location?.match(/imports\/(\d+)/)?.[1]) };
}
async function settled(id) {
	for (let i = 0; i < 600; i++) {
		const { body } = await ask(who, "GET", `/imports/${id}`);
		if (!["checking", "applying"].includes(body.fact.state)) return body;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error("the import does not end");
}
async function preview(bytes, name) {
	const reply = await sent(bytes, name);
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return { id: reply.id, ...(await settled(reply.id)) };
}
const counts = (s) => [s.new, s.changed, s.same, s.wrong];
const found = async (words) => (await ask(who, "GET", `${DEVICES}?tim=${encodeURIComponent(words)}`)).body.records;

test("files of several machines come in at once; the same files again change nothing", async () => {
	const seen = await preview(sample("machines.zip"), "kiem-ke.zip");
	assert.deepEqual(counts(seen), [2, 0, 0, 0], JSON.stringify(seen.rows));
	assert.equal((await ask(who, "POST", `/imports/${seen.id}/confirm`, {})).status, 201);
	assert.equal((await settled(seen.id)).added, 2);
	const [desk] = await found("7XK2Q93"), [laptop] = await found("PF2ABC12");
	assert.deepEqual(
		[desk.answers.kind, desk.answers.model, desk.answers.system, desk.answers.memory, desk.answers.disk, desk.answers.mac, desk.answers.antivirus, desk.answers.antivirus_until],
		["desktop", "Dell Inc. OptiPlex 7090", "windows_11", 16, 512, "b0:7b:25:11:22:33", "Bkav Pro", "2026-12-31"]);
	assert.deepEqual([laptop.answers.kind, laptop.answers.address], ["laptop", "192.168.1.30"]);
	assert.deepEqual(counts(await preview(sample("machines.zip"), "kiem-ke.zip")), [0, 0, 2, 0], "known by kind and serial number");
	assert.deepEqual(counts(await preview(sample("fusion.xml").toString().replace("16219", "32600"), "may.xml")), [0, 1, 0, 0], "more memory was put in");
});

test("what a device of the network does not say is asked for in its row", async () => {
	const seen = await preview(sample("snmpwalk.txt"), "snmp.txt");
	assert.deepEqual(counts(seen), [2, 0, 0, 0], JSON.stringify(seen.rows));
	assert.match(seen.rows[0].cells.find((c) => c.column === "room").text, /^Phòng Văn thư 1$/);
	const silent = await preview('.1.3.6.1.2.1.1.1.0 = STRING: "RouterOS"\n', "snmp.txt");
	assert.deepEqual(counts(silent), [0, 0, 0, 1]);
	assert.equal(silent.rows[0].problem, "Chưa biết dòng này là mục nào của sổ. Hãy ghi “Số hiệu tài sản”, hoặc đủ các cột “Loại, Số máy (serial)”.");
});

test("what is no stock of machines is refused with a sentence, and the page says what is read", async () => {
	for (const [bytes, name] of [["<REQUEST><CONTENT><HARDWARE>", "a.xml"], ['<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><REQUEST><CONTENT><HARDWARE><NAME>&a;</NAME></HARDWARE></CONTENT></REQUEST>', "a.xml"], [sample("machines.zip").subarray(0, 300), "a.zip"]]) {
		const reply = await sent(bytes, name);
		assert.equal(reply.status, 422, name);
		assert.match(JSON.stringify(reply.body), /Không đọc được tệp này/);
	}
	const browser = await signedIn(who);
	assert.match((await browser.get("/du-lieu?tim=thiet bi")).text, /FusionInventory, GLPI Agent, OCS/);
	assert.match((await browser.get(`/nhap-du-lieu/moi/${KIND}`)).text, /accept="[^"]*\.xml,\.zip/);
});
