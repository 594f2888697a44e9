// The search under attack: questions as long as a request may be, wildcards and operators of query languages, bytes that are no text,
// floods of suggestions. Everything is bounded in time, nothing answers 500, pages stay quick meanwhile. DINH_URL: a server on demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { base } from "../http/client.mjs";

const ask = async (path) => {
	const began = performance.now();
	const r = await fetch(base + path, { headers: { accept: "application/json" }, redirect: "manual" });
	return { status: r.status, text: await r.text(), ms: performance.now() - began, headers: r.headers };
};
const find = (words) => ask("/api/v1/procedures?tu-khoa=" + words);
const suggest = (words) => ask("/api/v1/procedures/suggestions?tu-khoa=" + words);
const SLOW = 3000; // ms, on a machine that does other things, too

test("overlong questions are answered or refused, and soon", async () => {
	const word = encodeURIComponent("đ"), long = [
		"a".repeat(10000), word.repeat(1500), "nhan%20".repeat(1000), "x%20".repeat(2000), "khai%20sinh%20".repeat(500),
		Array.from({ length: 900 }, (_, i) => "q" + i).join("+"), "(".repeat(4000), "%22".repeat(2500), "%20".repeat(2500), "1.".repeat(4000)];
	for (const words of long)
		for (const asked of [find, suggest]) {
			const r = await asked(words);
			assert.ok([200, 400, 414, 431].includes(r.status), `${r.status} for ${words.slice(0, 30)}`);
			assert.ok(r.ms < SLOW, `${Math.round(r.ms)} ms for ${words.slice(0, 30)}`);
			assert.ok(r.text.length < 100000);
		}
	const r = await ask("/thu-tuc?tu-khoa=" + "khai%20sinh%20".repeat(300));
	assert.ok([200, 414, 431].includes(r.status));
});

test("wildcards, operators, quotes find nothing by themselves", async () => {
	for (const typed of ["%", "%%", "_", "*", "?", "\"", "'", "' OR 1=1 --", "\\", "NEAR(x,y)", "^", ":", "{}", "[", "&|!", "<->", "$1", ";", "--"]) {
		const r = await find(encodeURIComponent(typed));
		assert.equal(r.status, 200, typed);
		assert.ok(JSON.parse(r.text).procedures.length <= 20, typed);
	}
	const all = JSON.parse((await find(encodeURIComponent("khai* OR sinh* \" -- %"))).text).procedures;
	assert.equal(all[0].code, "1.001193", "what is no letter only parts words");
	assert.ok(all.length <= 20);
});

test("bytes that are no text, controls, foreign scripts, marks without end", async () => {
	for (const bytes of ["%00", "%01%02%1f", "%ff%fe", "%c3%28", "%e2%80%8b", "%e2%80%ae", "%f0%9f%98%80", "%cc%81".repeat(500), "a" + "%cc%a3".repeat(1000),
		"%ef%bf%bd", "%0d%0aSet-Cookie:%20x=1", "%3Cscript%3Ealert(1)%3C/script%3E", encodeURIComponent("Иван 北京 ไทย اللغة")])
		for (const path of ["/thu-tuc?tu-khoa=", "/api/v1/procedures?tu-khoa=", "/api/v1/procedures/suggestions?tu-khoa="]) {
			const r = await ask(path + bytes);
			assert.ok(r.status === 200 || r.status === 400, `${r.status} ${path}${bytes.slice(0, 20)}`);
			assert.ok(r.ms < SLOW);
			assert.equal(r.headers.get("set-cookie")?.includes("x=1") ?? false, false);
			assert.doesNotMatch(r.text, /<script>alert/);
		}
});

test("pages that are not there, thousands of them", async () => {
	for (const page of ["0", "-1", "201", "999999999999", "9223372036854775808", "x", "1e9"]) {
		const r = await ask(`/api/v1/procedures?tu-khoa=dang+ky&trang=${page}`);
		assert.equal(r.status, 200, page);
		assert.ok(JSON.parse(r.text).procedures.length <= 20);
	}
	assert.deepEqual(JSON.parse((await ask("/api/v1/procedures?tu-khoa=khai+sinh&trang=150")).text).procedures, []);
});

test("a flood of suggestions is stopped; searching goes on, and quickly", async () => {
	const answers = { 200: 0, 429: 0 };
	let wait = null;
	for (let i = 0; i < 150 && !answers[429]; i++)
		for (const r of await Promise.all(Array.from({ length: 20 }, (_, k) => suggest(`khai+si${"nh"[k % 2]}${i}`)))) {
			answers[r.status] = (answers[r.status] ?? 0) + 1;
			if (r.status === 429) wait = r.headers.get("retry-after");
		}
	assert.deepEqual(Object.keys(answers), ["200", "429"], JSON.stringify(answers));
	assert.ok(answers[429] > 0, "a limit there is");
	assert.ok(answers[200] >= 500, "a person who types never meets it");
	assert.ok(Number(wait) >= 1, "it says when to try again");
	const r = await find("khai+sinh");
	assert.equal(r.status, 200, "the search itself is not limited by it");
	assert.ok(r.ms < SLOW);
	const page = await fetch(`${base}/thu-tuc?tu-khoa=khai+sinh`);
	assert.equal(page.status, 200);
});
