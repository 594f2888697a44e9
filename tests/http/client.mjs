// A client of a running `dinh serve` with demo data: forms as a browser sends them, the API as a program calls it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

export const base = process.env.DINH_URL ?? "http://127.0.0.1:8080";
export const password = "Dinh@2026demo";

export class Browser {
	constructor() {
		this.cookies = new Map();
	}
	// The limits by the minute are for floods: told to wait, a client waits and asks again. A test of a limit is `hasty`.
	async send(method, path, { hasty, ...options } = {}) {
		for (;;) {
			const reply = await this.once(method, path, options);
			if (hasty || reply.status !== 429) return reply;
			await new Promise((done) => setTimeout(done, 1000 * Math.min(Number(reply.headers.get("retry-after")) || 1, 60)));
		}
	}
	async once(method, path, { form, json, headers = {} }) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const body = form ? new URLSearchParams(form) : json ? JSON.stringify(json) : undefined;
		const type = json ? { "content-type": "application/json" } : {};
		const reply = await fetch(base + path, {
			method,
			body,
			redirect: "manual",
			headers: { ...(cookie ? { cookie } : {}), ...type, ...headers },
		});
		for (const line of reply.headers.getSetCookie()) {
			const [pair, ...rest] = line.split(";");
			const at = pair.indexOf("=");
			const gone = rest.some((part) => /^\s*max-age=0$/i.test(part)) || at === pair.length - 1;
			if (gone) this.cookies.delete(pair.slice(0, at));
			else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
		}
		return { status: reply.status, headers: reply.headers, location: reply.headers.get("location"), text: await reply.text() };
	}
	get(path, options) {
		return this.send("GET", path, options);
	}
	// A form as a person sends it: the page is read first, for its token.
	async submit(page, action, fields) {
		const { text } = await this.get(page);
		const token = text.match(/name="_csrf" value="([^"]*)"/)?.[1];
		assert.ok(token !== undefined, `${page} has a form with a token`);
		return this.send("POST", action, { form: { ...fields, _csrf: token }, headers: { origin: base } });
	}
	// A form with files as a browser sends it: fields is a list of [name, text] and [name, bytes, file name]; page: where its token stands.
	async upload(page, action, fields) {
		const token = (await this.get(page)).text.match(/name="_csrf" value="([^"]*)"/)?.[1] ?? "", form = new FormData();
		for (const [name, value, filename] of [["_csrf", token], ...fields])
			filename === undefined ? form.append(name, value) : form.append(name, new Blob([value]), filename);
		const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; ");
		const reply = await fetch(base + action, { method: "POST", body: form, redirect: "manual", headers: { cookie, origin: base } });
		return { status: reply.status, location: reply.headers.get("location"), text: await reply.text() };
	}
	signIn(login, secret = password, tiep = "") {
		return this.submit("/dang-nhap", "/dang-nhap", { login, password: secret, tiep });
	}
}

export async function signedIn(login, secret) {
	const browser = new Browser(), reply = await browser.signIn(login, secret);
	assert.equal(reply.status, 303, `${login} signs in`);
	return browser;
}
export const api = (method, path, token, json, options) =>
	new Browser().send(method, "/api/v1" + path, { json, headers: token ? { authorization: `Bearer ${token}` } : {}, ...options });

let serial = Date.now() % 1e6;
export const sixDigits = () => String(serial++ % 1e6).padStart(6, "0");
// A citizen of one's own, so that tests change nobody else's account.
export async function citizen() {
	const number = "037090" + sixDigits();
	const secret = "mot cau rat dai";
	const reply = await api("POST", "/registrations", null, {
		name: "Nguyễn Thử Nghiệm", personal_number: number, birth_on: "1990-02-03", phone: "0530999999", password: secret, again: secret,
	});
	assert.equal(reply.status, 201, reply.text);
	const made = JSON.parse(reply.text);
	return { login: made.login, number, secret, token: made.token };
}

// A program's token of that login, one a script.
const tokens = new Map();
export async function token(login, secret = password) {
	if (!tokens.has(login)) {
		const reply = await api("POST", "/sessions", null, { login, password: secret });
		assert.equal(reply.status, 201, `${login} signs in: ${reply.text}`);
		tokens.set(login, JSON.parse(reply.text).token);
	}
	return tokens.get(login);
}
// The API as a program asks it, as that login (null: nobody): what is JSON is read, else bytes.
export async function ask(as, method, path, json, form) {
	const headers = as ? { authorization: `Bearer ${await token(as)}` } : {};
	if (json) headers["content-type"] = "application/json";
	const reply = await fetch(`${base}/api/v1${path}`, { method, headers, body: form ?? (json && JSON.stringify(json)) });
	const type = reply.headers.get("content-type") ?? "";
	return { status: reply.status, headers: reply.headers, type, body: type.includes("json") ? await reply.json() : Buffer.from(await reply.arrayBuffer()) };
}

// The notices of somebody, of all pages: other scripts tell the same people.
export async function told(who) {
	const all = [];
	for (let next = ""; ;) {
		const { body } = await ask(who, "GET", `/notices?sau=${next}`);
		all.push(...body.notices);
		if (!(next = body.next)) return all;
	}
}

// What a PDF says, on one line.
export const words = (pdf) => execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf }).toString().replace(/\s+/g, " ");

// The audit log as the administrator of Gia Lâm reads it says so, of that kind of object: a moment later, since looks are written together.
export async function logged(kind, ...wanted) {
	const reader = await signedIn("quantri.gialam");
	let log;
	for (let i = 0; i < 40; i++) {
		log = (await reader.get(`/quan-tri/nhat-ky?doi-tuong=${kind}`)).text;
		if (wanted.every((one) => one.test(log))) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	for (const one of wanted) assert.match(log, one);
}
