// A leader and his indicators: from the list to one, to the unit that drew it down, to its dossiers; a target; a new indicator by who runs the platform.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const now = new Date(Date.now() + 7 * 3600e3), at = now.getUTCFullYear() * 12 + now.getUTCMonth() - 1;
const last = `Tháng ${at % 12 + 1} năm ${Math.floor(at / 12)}`;
async function page(width, how, login) {
	const p = await (await context(browser, width)).newPage();
	await signIn(p, how, login);
	return p;
}
const leads = async (p, how, link, where) => {
	await how.press(p, link);
	await p.waitForURL(where);
	await check(p);
};
const sent = async (p, how, words) => {
	const gone = p.waitForNavigation();
	await how.press(p, p.locator('main button', { hasText: words }));
	await gone;
	await check(p);
};

async function journey(width, how) {
	const leader = await page(width, how, 'lanhdao.ninhbinh');
	await leader.goto(`${site}/chi-so`);
	await check(leader);
	await how.choose(leader, leader.locator('select[name=ky]'), last);
	await sent(leader, how, 'Xem');
	await shot(leader, `chi-so-${width}`);
	await leads(leader, how, leader.locator('main table a', { hasText: 'Tỷ lệ hồ sơ giải quyết đúng hạn' }), /\/chi-so\/dung-han\?/);
	assert.match(await leader.locator('main').innerText(), /\[Hồ sơ giải quyết trước hạn\] \+ \[Hồ sơ giải quyết đúng hạn\]/);
	await shot(leader, `chi-so-mot-${width}`);
	await leads(leader, how, leader.locator('table a', { hasText: 'Xã Gia Lâm' }).first(), /don-vi=\d+/);
	assert.match(await leader.locator('main').innerText(), new RegExp(`Xã Gia Lâm · ${last}`));
	await how.press(leader, leader.locator('summary', { hasText: 'Giao chỉ tiêu năm' }));
	await how.type(leader, leader.locator('[name=value]'), '101');
	await how.type(leader, leader.locator('[name=basis]'), 'Kế hoạch số 15/KH-UBND');
	await sent(leader, how, 'Ghi chỉ tiêu');
	assert.match(await leader.locator('main').innerText(), /phải từ 0 đến 100/);
	if (await leader.locator('[name=value]').isHidden()) await how.press(leader, leader.locator('summary', { hasText: 'Giao chỉ tiêu năm' }));
	await how.type(leader, leader.locator('[name=value]'), '98,5');
	await sent(leader, how, 'Ghi chỉ tiêu');
	assert.match(await leader.locator('main').innerText(), /98,50 %/);
	await how.choose(leader, leader.locator('select[name=ky]'), last);
	await sent(leader, how, 'Xem');
	await leads(leader, how, leader.locator('main table td a').first(), /\/dieu-hanh\/ho-so\?/);
	assert.ok(await leader.locator('main table tbody tr').count() > 0);
}

test('with a pointer on a desk', () => journey(1280, pointer));
test('with the keyboard on a phone', () => journey(390, keyboard));

test('a new indicator, by keyboard', async () => {
	const p = await page(1280, keyboard, 'quantri'), code = `qua-han-${Date.now() % 1e7}`;
	await p.goto(`${site}/quan-tri/chi-so`);
	await check(p);
	await leads(p, keyboard, p.locator('a', { hasText: 'Thêm chỉ số' }), /\/moi$/);
	for (const [name, text] of [['code', code], ['title', 'Tỷ lệ hồ sơ quá hạn'], ['group', 'Một cửa'], ['numerator', 'late'], ['denominator', 'late + good'], ['good', '2'], ['middle', '5']])
		await keyboard.type(p, p.locator(`[name=${name}]`), text);
	await keyboard.type(p, p.locator('[name=parts]'), 'late = dossiers.overdues');
	await keyboard.press(p, p.locator('summary', { hasText: 'Các số đo' }));
	await check(p);
	await p.locator('[name=direction][value=down]').check();
	await sent(p, keyboard, 'Ghi');
	assert.match(await p.locator('.govuk-error-summary').innerText(), /không có trường “good”/);
	await keyboard.type(p, p.locator('[name=parts]'), 'late = dossiers.overdue, channel = online');
	await keyboard.type(p, p.locator('[name=denominator]'), 'late + 5');
	await sent(p, keyboard, 'Ghi');
	assert.match(p.url(), new RegExp(`/quan-tri/chi-so/${code}$`));
	assert.match(await p.locator('main').innerText(), /phiên bản 1/);
	await shot(p, 'chi-so-dinh-nghia');
});
