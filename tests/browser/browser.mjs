// browser: Chromium for the journeys, the two ways to use a page (pointer, keyboard only), and the checks made of every page.
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';
import { afterEach } from 'node:test';
import { createRequire } from 'node:module';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import assert from 'node:assert/strict';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const site = process.env.DINH_URL ?? 'http://127.0.0.1:8080';
export const shots = process.env.DINH_SHOTS;
export const password = 'Dinh@2026demo';

const validator = new HtmlValidate({
	extends: ['html-validate:recommended'],
	rules: {
		'no-inline-style': 'error',
		'aria-label-misuse': ['error', { allowAnyNamable: true }],
		'long-title': 'off', // a procedure's name is as long as the law made it
		'require-sri': 'off', // everything comes from this host
		'no-trailing-whitespace': 'off',
		'attribute-boolean-style': 'off',
		'attribute-empty-style': 'off',
		'script-type': 'off',
		'form-dup-name': ['error', { shared: ['radio', 'button', 'submit', 'reset', 'checkbox'] }],
		'doctype-style': 'off',
		'void-style': 'off',
		'tel-non-breaking': 'off',
		'no-implicit-button-type': 'off',
		'prefer-native-element': ['error', { exclude: ['button', 'region', 'listbox'] }],
	},
});

export async function open() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', // half the work of the whole browser
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
	});
}

export async function context(browser, width, more = {}) {
	const c = await browser.newContext({
		viewport: { width, height: width < 600 ? 844 : 900 },
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		...more,
	});
	c.setDefaultTimeout(15000);
	listen(c);
	return c;
}

// ---- what goes wrong in a page while nobody looks: scripts' failures, what the page's policy refuses, what does not load ----

const complaints = [];
let expected = [];
// A failure that a test makes on purpose: told before it happens, forgotten after the test.
export const expectFailure = (pattern) => expected.push(pattern);

function listen(c) {
	const pages = new Set(); // addresses that a person went to: their status is the test's business
	const ours = (page) => page?.url().startsWith(`${site}/`); // a provider's pages are not
	c.on('response', (r) => r.request().isNavigationRequest() && pages.add(r.url().replace(/#.*/, '')));
	c.on('weberror', (e) => ours(e.page()) && complaints.push(`${e.page().url()}: ${e.error()?.stack ?? e.error()}`));
	c.on('console', (m) => {
		const from = m.location().url.replace(/#.*/, '');
		if (!['error', 'warning'].includes(m.type()) || !ours(m.page())) return;
		if (/^Failed to load resource: the server responded/.test(m.text()) && pages.has(from)) return;
		complaints.push(`${m.page().url()}: ${m.type()}: ${m.text()} (${from})`);
	});
}

afterEach(() => {
	const unexpected = complaints.splice(0).filter((text) => !expected.some((pattern) => pattern.test(text)));
	expected = [];
	assert.deepEqual(unexpected, [], 'no page complains');
});

// What has been checked in this run, by whichever script: most of them sign in and pass the same pages.
const list = process.env.DINH_CHECKED;
const checked = new Set();
function first(key) {
	const known = list && existsSync(list) ? readFileSync(list, 'utf8').split('\n') : [];
	if (checked.has(key) || known.includes(key)) return false;
	checked.add(key);
	if (list) appendFileSync(list, `${key}\n`);
	return true;
}

// Accessibility of the page as it stands, each kind of page once a width, and its HTML, once.
export async function check(page) {
	if (list === 'none') return; // a page is the same on either database
	let path = new URL(page.url()).pathname.replace(/\d+/g, 'N');
	if (path.startsWith('/ho-so/soan/')) path = `${path.replace(/soan\/[\w-]+/, 'soan/KEY')} ${await page.locator('h1').textContent()}`; // each e-form
	const state = (await page.locator('.govuk-error-summary').count()) ? ' with errors' : '';
	const kind = `${path}${state}`, key = `${kind} ${page.viewportSize().width}`;
	if (!first(key)) return;
	await page.evaluate(axe); // not as an element: the page's own policy refuses it
	const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false, selectors: false }));
	assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ').slice(0, 300)}`), [], `axe on ${key}`);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	assert.ok(wide <= 1, `${key} is ${wide} px too wide`);
	if (!first(kind)) return;
	const html = state ? await page.evaluate(ownHtml) : await (await page.request.get(page.url())).text();
	const report = await validator.validateString(html);
	const messages = report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2);
	assert.deepEqual(messages.map((m) => `${m.ruleId} ${m.line}: ${m.message}`), [], `HTML of ${kind}`);
}

// What is on the page now, without what Leaflet draws into a map.
const ownHtml = () => {
	const copy = document.documentElement.cloneNode(true);
	for (const map of copy.querySelectorAll('.leaflet-container')) {
		map.removeAttribute('style');
		map.replaceChildren();
	}
	return `<!DOCTYPE html>\n${copy.outerHTML}`;
};

// DINH_ALL_SHOTS=1: every page that a journey passes, to be looked at.
export async function shot(page, name) {
	if (!shots || !process.env.DINH_ALL_SHOTS) return;
	mkdirSync(shots, { recursive: true });
	await page.screenshot({ path: `${shots}/${name}-${page.viewportSize().width}.png`, fullPage: true });
}

// The top of a page, for the README: `make pictures` takes them from here.
export async function picture(page, name, height) {
	if (!shots) return;
	const width = page.viewportSize().width;
	const full = await page.evaluate(() => document.documentElement.scrollHeight);
	await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, full) } });
}

// ---- the two ways to use a page ----

export const pointer = {
	name: 'pointer',
	press: async (page, locator) => locator.first().click(),
	type: async (page, locator, text) => locator.first().fill(text),
	choose: async (page, locator, label) => {
		const option = await locator.locator('option', { hasText: label }).first().textContent();
		await locator.selectOption({ label: option.trim() });
	},
	tick: async (page, locator) => locator.first().check(),
};

// Tab until the element has the focus, as somebody without a mouse does. What stands between is counted first, and looked at only near the end.
async function reach(page, locator) {
	const target = await locator.first().elementHandle();
	const between = await target.evaluate((end) => {
		const groups = new Set();
		const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((e) => {
			if (e === end || e === document.activeElement) return true;
			if (e.tabIndex < 0 || e.disabled || e.type === 'hidden' || !e.getClientRects().length) return false;
			return e.type !== 'radio' || (!groups.has(e.name) && groups.add(e.name));
		});
		const from = stops.indexOf(document.activeElement), to = stops.indexOf(end);
		return from >= 0 && to > from ? to - from : 0;
	});
	for (let i = 0; i < between - 3; i++) await page.keyboard.press('Tab');
	for (let i = 0; i < 250; i++) {
		if (await target.evaluate((e) => e === document.activeElement || (e.type === 'radio' && document.activeElement?.name === e.name))) return;
		await page.keyboard.press('Tab');
	}
	assert.fail(`the Tab key does not reach ${await target.evaluate((e) => e.outerHTML.slice(0, 200))}`);
}

export const keyboard = {
	name: 'keyboard',
	press: async (page, locator) => {
		await reach(page, locator);
		const outline = await page.evaluate(() => {
			const s = getComputedStyle(document.activeElement);
			return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.textDecorationLine !== 'none' || s.backgroundColor;
		});
		assert.ok(outline, 'the focus is visible');
		await Promise.all([page.waitForLoadState('load'), page.keyboard.press('Enter')]);
	},
	type: async (page, locator, text) => {
		await reach(page, locator);
		await page.keyboard.press('Control+A');
		await page.keyboard.type(text);
	},
	choose: async (page, locator, label) => {
		await reach(page, locator);
		const option = (await locator.locator('option', { hasText: label }).first().textContent()).trim();
		await page.keyboard.type(/^[!-~]{0,12}/.exec(option)[0]); // a space opens the list; what is no key would go to the field before
		if (!(await locator.evaluate((e, want) => e.selectedOptions[0].textContent.trim() === want, option))) {
			const at = await locator.evaluate((e, want) => [...e.options].findIndex((o) => o.textContent.trim() === want) - e.selectedIndex, option);
			for (let i = 0; i < Math.abs(at); i++) await page.keyboard.press(at > 0 ? 'ArrowDown' : 'ArrowUp');
		}
	},
	tick: async (page, locator) => {
		await reach(page, locator);
		if (!(await locator.first().isChecked())) await page.keyboard.press('Space');
	},
};

export async function signIn(page, how, login) {
	await page.goto(`${site}/dang-nhap`);
	await check(page);
	await how.type(page, page.locator('input[name=login]'), login);
	await how.type(page, page.locator('input[name=password]'), password);
	await how.press(page, page.locator('main form button[type=submit], main form button').last());
	await page.waitForURL((u) => !u.pathname.startsWith('/dang-nhap'));
}
