// Every link that a page shows leads to a page, and asks it what the page was asked: pages are walked like a person clicks, one of each
// kind for each role. Needs a running server with demo data: DINH_URL.
import { test } from "node:test";
import assert from "node:assert/strict";
import { base, Browser, signedIn } from "./client.mjs";

const text = (html) => html.replace(/&amp;/g, "&").replace(/&#34;/g, '"').replace(/&#39;/g, "'");
const links = (html) => [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map((m) => text(m[1])).filter((h) => h.startsWith("/") || h.startsWith("?"));
// Pages that differ in numbers, codes and values only are of one kind.
const kind = (u) => `${u.pathname.replace(/\d[\w.-]*/g, "N").replace(/soan\/[\w-]+/, "soan/KEY")}?${[...new Set(u.searchParams.keys())].sort()}`;

const most = 150; // pages of one role: a walk, not a flood
for (const login of [null, "0530000001", "motcua.gialam", "chuyenmon.gialam", "lanhdao.gialam", "quantri.gialam", "quantri"])
	test(`no link of ${login ?? "everybody"} leads nowhere`, async () => {
		const browser = login ? await signedIn(login) : new Browser();
		const seen = new Set();
		const wrong = [];
		const waiting = ["/"].map((path) => ({ path, from: "the start" }));
		for (let n = 0; waiting.length && n < most; n++) {
			const { path, from } = waiting.shift();
			const answer = await browser.get(path);
			if (answer.status >= 400) wrong.push(`${answer.status}: ${path}, a link of ${from}`);
			if (answer.status >= 400 || !answer.headers.get("content-type")?.startsWith("text/html")) continue;
			for (const href of links(answer.text)) {
				const u = new URL(href, base + path);
				assert.doesNotMatch(u.pathname, /%3f|%26|%3d/i, `${href} on ${path}: a query that became a part of the path`);
				for (const name of u.searchParams.keys()) assert.match(name, /^[a-z_-]+\d?$/, `${href} on ${path}: a value that became a name`);
				if (seen.has(kind(u))) continue;
				seen.add(kind(u));
				waiting.push({ path: u.pathname + u.search, from: path });
			}
		}
		assert.deepEqual(wrong, []);
		assert.ok(seen.size > 8, `only ${seen.size} kinds of pages`);
	});

const hrefs = async (browser, path, start) => links((await browser.get(path)).text).filter((h) => h.startsWith(start));

test("the register is printed for the period that was chosen", async () => {
	const desk = await signedIn("motcua.gialam");
	const period = "tu=2026-01-01&den=2199-12-31";
	const [print] = await hrefs(desk, `/mot-cua/so-theo-doi?${period}`, "/mot-cua/so-theo-doi/in");
	assert.equal(print, `/mot-cua/so-theo-doi/in?${period}`);
	const paper = await desk.get(print);
	assert.equal(paper.headers.get("content-type"), "application/pdf");
	const rows = (await desk.get(`/mot-cua/so-theo-doi?${period}`)).text.match(/data-label="Mã hồ sơ"/g).length;
	assert.ok(rows > 0, "there is something to print");
	const none = links((await desk.get("/mot-cua/so-theo-doi?tu=2020-01-01&den=2020-01-31")).text).filter((h) => h.includes("/in"));
	assert.deepEqual(none, [], "nothing to print");
});

test("the calendar of another unit stays that unit's, from year to year", async () => {
	const browser = new Browser();
	const { id } = JSON.parse((await browser.get("/api/v1/units?tim=" + encodeURIComponent("Ninh Bình"))).text).found.find((u) => u.level === "province" && !u.valid_to);
	const year = new Date().getFullYear();
	const next = await hrefs(browser, `/lich/${year}?unit=${id}`, `/lich/${year + 1}`);
	assert.ok(next.includes(`/lich/${year + 1}?unit=${id}`), `${next}`);
	assert.equal((await browser.get(`/lich/${year + 1}?unit=${id}`)).status, 200);
	const days = await hrefs(browser, `/lich/${year}?unit=${id}`, "/lich/ngay/");
	for (const day of days) assert.ok(day.endsWith(`?unit=${id}`), day);
});
