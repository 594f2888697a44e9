// What leaves compressed, for whom (Accept-Encoding with its weights), and that HEAD says what GET says. Needs a running server with demo
// data: DINH_URL.
import { test } from "node:test";
import assert from "node:assert/strict";
import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { base } from "./client.mjs";

// fetch unpacks by itself: this client shows what came.
function ask(method, path, encoding) {
	return new Promise((done, failed) => {
		const out = request(base + path, { method, headers: encoding === undefined ? {} : { "accept-encoding": encoding } }, (reply) => {
			const pieces = [];
			reply.on("data", (piece) => pieces.push(piece));
			reply.on("end", () => done({ status: reply.statusCode, headers: reply.headers, bytes: Buffer.concat(pieces) }));
		});
		out.on("error", failed);
		out.end();
	});
}
const unpack = { gzip: gunzipSync, br: brotliDecompressSync };
const plain = (reply) => (unpack[reply.headers["content-encoding"]] ?? ((b) => b))(reply.bytes);
const style = async () => (await (await fetch(base)).text()).match(/href="(\/static\/app[^"]*\.css)"/)[1];

const wanted = [
	// what is asked for, what a style (br, gzip, plain) and what a page (gzip, plain) is sent in
	["br;q=0, gzip", "gzip", "gzip"], ["br;q=0", undefined, undefined], ["gzip;q=0", undefined, undefined], ["abrasive", undefined, undefined],
	["gzip, deflate, br", "br", "gzip"], ["gzip", "gzip", "gzip"], ["br", "br", undefined], ["GZIP", "gzip", "gzip"], ["*", "br", "gzip"],
	["br;q=0.5, gzip;q=0.8", "gzip", "gzip"], ["gzip;q=0.8, *;q=0", "gzip", "gzip"], ["*;q=0", undefined, undefined],
	["identity, gzip;q=0.5", undefined, undefined], ["identity;q=0.5, gzip", "gzip", "gzip"], ["gzip;q=bad", undefined, undefined],
	["x-gzip, gzipped", undefined, undefined], ["", undefined, undefined], [undefined, undefined, undefined],
];
test("codings are chosen by their weights, and the bytes are the same", async () => {
	const css = await style();
	for (const [path, at] of [[css, 1], ["/thu-tuc", 2], ["/api/v1/procedures", 2]]) {
		const whole = await ask("GET", path, "identity");
		assert.equal(whole.headers["content-encoding"], undefined);
		assert.match(whole.headers.vary, /Accept-Encoding/i);
		const text = whole.bytes.toString().replace(/request-id" content="[^"]*|_csrf" value="[^"]*/g, "");
		for (const row of wanted) {
			const reply = await ask("GET", path, row[0]);
			assert.equal(reply.headers["content-encoding"], row[at], `${path}: ${row[0]}`);
			assert.match(reply.headers.vary, /Accept-Encoding/i);
			assert.equal(Number(reply.headers["content-length"]), reply.bytes.length);
			if (row[at]) assert.ok(reply.bytes.length < whole.bytes.length / 2, `${path}: ${reply.bytes.length} of ${whole.bytes.length}`);
			assert.equal(plain(reply).toString().replace(/request-id" content="[^"]*|_csrf" value="[^"]*/g, ""), text);
		}
	}
});

test("HEAD says what GET says, without the body", async () => {
	const own = new Set(["date", "x-request-id", "set-cookie"]);
	const told = (reply) => Object.fromEntries(Object.entries(reply.headers).filter(([name]) => !own.has(name)));
	for (const path of ["/", "/thu-tuc", "/lich", "/tra-cuu", "/dang-nhap", "/ho-so", "/khong-co", "/api/v1/units?tim=gia", "/api/v1/openapi.json", "/healthz", await style(), "/robots.txt", "/favicon.ico"])
		for (const encoding of ["gzip", "identity"]) {
			const [get, head] = [await ask("GET", path, encoding), await ask("HEAD", path, encoding)];
			assert.equal(head.status, get.status, path);
			assert.equal(head.bytes.length, 0, path);
			const length = Math.abs(Number(get.headers["content-length"]) - Number(head.headers["content-length"]));
			assert.ok(length <= (get.headers["content-encoding"] ? 24 : 0), `${path}: ${length} bytes of difference`); // tokens and ids pack differently
			delete get.headers["content-length"];
			delete head.headers["content-length"];
			assert.deepEqual(told(head), told(get), path);
		}
});

test("what is short, a file or unchanged is sent as it is", async () => {
	const small = await ask("GET", "/healthz", "gzip");
	assert.equal(small.headers["content-encoding"], undefined);
	const css = await style();
	const tag = (await ask("GET", css, "gzip")).headers.etag;
	assert.match(tag, /^W\//); // of several codings: the same text, not the same bytes
	const reply = await fetch(base + css, { headers: { "if-none-match": tag } });
	assert.equal(reply.status, 304);
	assert.match(reply.headers.get("vary"), /Accept-Encoding/i);
});

test("the token of a form is another in every page, and each of them works", async () => {
	const cookie = (await fetch(base + "/dang-nhap")).headers.getSetCookie()[0].split(";")[0];
	const page = async () => (await (await fetch(base + "/dang-nhap", { headers: { cookie } })).text()).match(/name="_csrf" value="([^"]*)"/)[1];
	const tokens = await Promise.all([page(), page(), page()]);
	assert.equal(new Set(tokens).size, 3);
	for (const _csrf of tokens) {
		const reply = await fetch(base + "/giao-dien", { method: "POST", redirect: "manual", headers: { cookie, origin: base },
			body: new URLSearchParams({ _csrf, back: "/", text: "normal", contrast: "normal", theme: "system" }) });
		assert.equal(reply.status, 303);
	}
	const spoilt = (tokens[0][0] === "A" ? "B" : "A") + tokens[0].slice(1);
	assert.equal((await fetch(base + "/giao-dien", { method: "POST", redirect: "manual", headers: { cookie, origin: base },
		body: new URLSearchParams({ _csrf: spoilt, back: "/" }) })).status, 403);
});
