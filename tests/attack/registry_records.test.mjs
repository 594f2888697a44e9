// Records under attack where many are touched at once: merged, split, moved by ticks, brought in from a table. Another unit's stay whole,
// who only reads changes nothing, and what is forged is refused without half of it being done.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, base, signedIn, token } from "../http/client.mjs";

const WELLS = "/registries/gieng-nuoc/records", page = "/du-lieu/gieng-nuoc", KIND = "so-gieng-nuoc";
let own, neighbour, reader, citizen, mine, theirs;
const json = (reply) => JSON.parse(reply.text);
async function made(who, label, number) {
	const reply = await api("POST", WELLS, who, { valid_from: "2026-01-10", answers: { label, hamlet: "Đồng Tâm", kind: "dug", ...(number ? { number } : {}) } });
	assert.equal(reply.status, 201, reply.text);
	return Number(json(reply).location.match(/(\d+)$/)[1]);
}
const seen = async (who, id) => json(await api("GET", `${WELLS}/${id}`, who));
before(async () => {
	own = await token("chuyenmon.gialam");
	neighbour = await token("chuyenmon.cucphuong");
	reader = await token("lanhdao.gialam");
	citizen = await token("0530000001");
	mine = [await made(own, "Giếng nhà mình", "GN-7001"), await made(own, "Giếng nhà mình hai"), await made(own, "Giếng nhà mình ba")];
	theirs = [await made(neighbour, "Giếng hàng xóm", "GN-7001"), await made(neighbour, "Giếng hàng xóm hai")];
});

test("records of two units are never made one, whichever stands first", async () => {
	const work = (other) => ({ other, other_seen: 1, seen: 1, take: ["number"], reason: "x" });
	for (const [who, kept, other] of [[own, mine[0], theirs[0]], [own, theirs[0], mine[0]], [own, theirs[0], theirs[1]], [neighbour, mine[0], mine[1]],
		[own, mine[0], mine[0]], [own, mine[0], 0], [own, mine[0], -1], [own, mine[0], 9007199254740991]]) {
		const reply = await api("POST", `${WELLS}/${kept}/merge`, who, work(other));
		assert.ok([404, 409, 422].includes(reply.status), `${kept} and ${other}: ${reply.status} ${reply.text}`);
		assert.ok(!reply.text.includes(who === own ? "hàng xóm" : "nhà mình"), "nothing is told of it");
	}
	for (const [who, ids] of [[own, mine], [neighbour, theirs]]) for (const id of ids) assert.equal((await seen(who, id)).version, 1);
	const browser = await signedIn("chuyenmon.gialam");
	for (const path of [`${page}/${mine[0]}/gop?voi=${theirs[0]}`, `${page}/${mine[0]}/gop?tim=hang+xom`]) {
		const reply = await browser.get(path);
		assert.ok(reply.status < 500 && !reply.text.includes("hàng xóm"), path);
	}
	assert.equal((await browser.get(`${page}/${theirs[0]}/gop?voi=${mine[0]}`)).status, 404);
});

test("a record of another registry is not there, by whichever name it is asked", async () => {
	const made_ = await api("POST", "/registries/to-chuc/records", own, { answers: { label: "Trường của sổ khác", kind: "school" } });
	assert.equal(made_.status, 201, made_.text);
	const school = Number(json(made_).location.match(/(\d+)$/)[1]), look = async (id) => json(await api("GET", `/registries/to-chuc/records/${id}`, own));
	for (const [registry, kept, other] of [["gieng-nuoc", mine[0], school], ["gieng-nuoc", school, mine[0]], ["to-chuc", mine[0], school], ["to-chuc", school, mine[0]]]) {
		const reply = await api("POST", `/registries/${registry}/records/${kept}/merge`, own, { other, other_seen: 1, seen: 1, take: [], reason: "x" });
		assert.equal(reply.status, 404, `${registry}: ${kept} and ${other}: ${reply.text}`);
		assert.equal((await api("GET", `/registries/${registry}/records/${kept}/merge?voi=${other}`, own)).status, 404);
	}
	const many = await api("POST", `${WELLS}/move`, own, { records: [school], action: "close" });
	assert.deepEqual([json(many).done, json(many).refused.map((one) => one.name)], [0, [""]]);
	assert.equal((await api("POST", "/registries/to-chuc/records/move", own, { records: [mine[0]], action: "rest" })).status, 200);
	assert.equal((await look(school)).version, 1);
	assert.equal((await seen(own, mine[0])).version, 1);
});

test("what comes back from the page of two records may be anything", async () => {
	const browser = await signedIn("chuyenmon.gialam");
	for (const asked of ["voi=-1", "voi=0", "voi=9223372036854775807", "voi=99999999999999999999", "voi=1%20or%201=1", "voi=%00", "tim=%22%20OR%20qzu1", "tim=qzu2%20qzr1", `tim=${"a".repeat(3000)}`, "tim=%3Cscript%3Ealert(1)%3C/script%3E", `voi=${mine[1]}&voi=${theirs[0]}`]) {
		const reply = await browser.get(`${page}/${mine[0]}/gop?${asked}`);
		assert.ok(reply.status < 500, `${asked.slice(0, 40)}: ${reply.status}`);
		assert.ok(!reply.text.includes("hàng xóm") && !reply.text.includes("<script>alert"), asked.slice(0, 40));
	}
	for (const body of [{ other: "1e3" }, { other: 1.5 }, { other: null }, { other: [mine[1]] }, { seen: -1 }, { seen: "x" }, { other_seen: 0 }, { take: { a: 1 } }, { reason: "" }, { reason: "a".repeat(301) }]) {
		const reply = await api("POST", `${WELLS}/${mine[0]}/merge`, own, { other: mine[1], other_seen: 1, seen: 1, take: [], reason: "x", ...body });
		assert.ok(reply.status >= 400 && reply.status < 500, `${JSON.stringify(body).slice(0, 40)}: ${reply.status}`);
	}
	for (const body of [{ valid_from: "2999-01-01" }, { valid_from: "0001-01-01" }, { valid_from: "31/02/2026" }, { valid_from: 5 }, { action: "" }, { action: "close\u0000" }, { action: "create" }, { note: "a".repeat(301) }]) {
		const reply = await api("POST", `${WELLS}/move`, own, { records: [mine[0]], action: "close", ...body });
		assert.ok(reply.status < 500 && !(json(reply).done > 0), `${JSON.stringify(body).slice(0, 40)}: ${reply.status} ${reply.text.slice(0, 200)}`);
	}
	assert.equal((await seen(own, mine[0])).version, 1);
});

test("places in the list that nobody was shown lead into no other", async () => {
	for (const asked of ["sau=x", "sau=-1", "sau=0.0.%F4%8F%BF%BF", "sau=9223372036854775807", `sau=${"9".repeat(400)}`, "truoc=1", "xep=-depth", "xep=phone", "xep=unit_id", "loc1=x%1F", "loc8=1", "trang-thai=nothing", "so-lieu=@x", "ngay=9999-12-31", "ngay=0000-00-00"]) {
		const reply = await api("GET", `${WELLS}?${asked}`, own);
		assert.ok(reply.status < 500 && !reply.text.includes("hàng xóm"), `${asked.slice(0, 40)}: ${reply.status}`);
	}
});

test("fields that are not there are not taken, and nothing is half merged", async () => {
	for (const take of [["nothing"], ["__proto__"], ["label", "label", "state"], "label\u0000", Array.from({ length: 500 }, (_, i) => `f${i}`)]) {
		const reply = await api("POST", `${WELLS}/${mine[0]}/merge`, own, { other: mine[1], other_seen: 7, seen: 1, take, reason: "x" });
		assert.ok(reply.status >= 400 && reply.status < 500, `${JSON.stringify(take).slice(0, 60)}: ${reply.status}`);
	}
	assert.equal((await seen(own, mine[0])).version, 1);
	assert.equal((await seen(own, mine[1])).version, 1);
});

test("who reads, a citizen, a stranger and another unit split and merge nothing", async () => {
	const done = await api("POST", `${WELLS}/${mine[0]}/merge`, own, { other: mine[1], other_seen: 1, seen: 1, take: [], reason: "Nhập hai lần" });
	assert.ok([200, 201].includes(done.status), done.text);
	for (const [who, right] of [[neighbour, [404]], [reader, [403]], [citizen, [403, 404]], [null, [401]]]) {
		for (const [what, body] of [["split", { seen: 2, reason: "x" }], ["merge", { other: mine[2], other_seen: 1, seen: 2, take: [], reason: "x" }]]) {
			const reply = await api("POST", `${WELLS}/${mine[1]}/${what}`, who, body);
			assert.ok(right.includes(reply.status), `${what}: ${reply.status}`);
		}
	}
	for (const id of [mine[2], 999999]) assert.ok([404, 409, 422].includes((await api("POST", `${WELLS}/${id}/split`, own, { seen: 1, reason: "x" })).status), "what was never merged is not split");
});

test("twenty merge the same two at once: one does it, the others are told", async () => {
	const pair = [await made(own, "Giếng đua một"), await made(own, "Giếng đua hai")];
	const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => api("POST", `${WELLS}/${pair[i % 2]}/merge`, own, { other: pair[1 - (i % 2)], other_seen: 1, seen: 1, take: [], reason: "x" })));
	assert.equal(replies.filter((r) => r.status < 300).length, 1, replies.map((r) => `${r.status} ${r.text}`).join("\n"));
	assert.ok(replies.every((r) => r.status < 500));
	const ended = (await Promise.all(pair.map((id) => seen(own, id)))).filter((r) => r.merged_into);
	assert.equal(ended.length, 1);
});

test("ticks of another unit's records move nothing and tell nothing", async () => {
	const many = await api("POST", `${WELLS}/move`, own, { records: [mine[2], ...theirs], action: "close" });
	assert.equal(many.status, 200, many.text);
	assert.equal(json(many).done, 1, many.text);
	assert.ok(!many.text.includes("hàng xóm"));
	for (const id of theirs) assert.equal((await seen(neighbour, id)).version, 1);
	for (const records of [[], ["1; drop table"], Array.from({ length: 5000 }, (_, i) => i + 1), [mine[2], mine[2]], [null], [1e300]]) {
		const reply = await api("POST", `${WELLS}/move`, own, { records, action: "open" });
		assert.ok(reply.status < 500, `${reply.status}`);
	}
	for (const [who, status] of [[reader, 403], [citizen, 403], [null, 401]])
		assert.equal((await api("POST", `${WELLS}/move`, who, { records: [mine[0]], action: "close" })).status, status);
	const browser = await signedIn("chuyenmon.gialam"), list = `${page}/danh-sach`;
	for (const back of ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
		const reply = await browser.submit(list, `${page}/chuyen-trang-thai`, { records: String(mine[0]), action: "close", back });
		assert.doesNotMatch(`${reply.location} ${reply.text?.match(/href="[^"]*evil[^"]*"/)}`, /evil|javascript/, back);
	}
});

async function sent(who, text, kind = KIND) {
	const form = new FormData();
	form.append("file", new Blob([text]), "danh-sach.csv");
	return fetch(`${base}/api/v1/import-kinds/${kind}`, { method: "POST", headers: who ? { authorization: `Bearer ${who}` } : {}, body: form });
}
async function settled(who, id) {
	for (let i = 0; i < 300; i++) {
		const state = json(await api("GET", `/imports/${id}`, who)).fact?.state;
		if (!["checking", "applying"].includes(state)) return state;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error("it does not end");
}

test("a table names a number of another unit's: it makes one of one's own, and theirs stays", async () => {
	const number = "GN-7002", [there] = [await made(neighbour, "Giếng của họ", number)];
	const begun = await sent(own, `Tên giếng,Số hiệu,Thôn,Loại\nGiếng mạo danh,${number},Xa,dug\n=1+1,GN-7003,"<script>alert(1)</script>",dug\n`);
	assert.equal(begun.status, 201, await begun.clone().text());
	const id = Number((await begun.json()).location.match(/(\d+)$/)[1]);
	await settled(own, id);
	for (const what of ["confirm", "discard"]) assert.equal((await api("POST", `/imports/${id}/${what}`, neighbour, {})).status, 404);
	assert.equal((await api("GET", `/imports/${id}`, neighbour)).status, 404);
	assert.equal((await api("POST", `/imports/${id}/confirm`, own, {})).status, 201);
	await settled(own, id);
	const one = await seen(neighbour, there);
	assert.equal(one.version, 1);
	assert.equal(one.answers.label, "Giếng của họ");
	const list = (await (await signedIn("chuyenmon.gialam")).get(`${page}/danh-sach?tim=GN-7003`)).text;
	assert.ok(!list.includes("<script>alert"));
	assert.match((await api("GET", `${WELLS}.csv?tim=GN-7003`, own)).text, /'=1\+1/, "no formula leaves in a file");
});

test("who may not write a registry brings nothing into it, and kinds that are not there are not", async () => {
	const rows = "Tên giếng,Thôn,Loại\nGiếng lén,Xa,dug\n";
	for (const [who, right] of [[reader, [403, 404]], [citizen, [403, 404]], [null, [401]]]) assert.ok(right.includes((await sent(who, rows)).status));
	for (const kind of ["so-", "so-khong-co", "so-gieng-nuoc%00", "so-..%2f..", "gieng-nuoc"]) assert.ok([400, 404].includes((await sent(own, rows, kind)).status), kind);
});
