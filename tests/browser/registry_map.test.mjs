// A registry with places: an officer adds a well on his phone where he stands; its map beside its list, moved by pointer and keyboard, printed, and
// without scripts.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, site } from './browser.mjs';
import { ask } from '../http/client.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });
const officer = 'chuyenmon.gialam', wells = `${site}/du-lieu/gieng-nuoc`;

test('an officer adds a well where he stands, on a phone', async () => {
	const page = await (await context(browser, 390, { geolocation: { latitude: 20.4098, longitude: 105.7811, accuracy: 8 }, permissions: ['geolocation'], hasTouch: true, isMobile: true })).newPage();
	await signIn(page, pointer, officer);
	await page.goto(`${wells}/them`);
	await page.getByLabel('Tên giếng').fill('Giếng xóm Trại');
	await page.getByLabel('Thôn', { exact: true }).fill('Gia Hòa');
	await page.getByLabel('Giếng đào').check();
	const place = page.locator('[data-geometry]');
	await place.scrollIntoViewIfNeeded();
	await page.locator('[data-geometry-live]').waitFor();
	assert.equal(await place.locator('path.dinh-map__around').count(), 1, 'the edge of the commune is there to go by');
	await page.getByRole('button', { name: 'Lấy vị trí của tôi' }).click();
	await page.getByText('Đã lấy vị trí, sai số khoảng 8 m').waitFor();
	assert.equal(await place.locator('input').inputValue(), '20.409800, 105.781100');
	await check(page);
	await shot(page, 'gieng-moi');
	await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
	await page.waitForURL(/gieng-nuoc\/\d+$/);
	await page.getByText('20.4098, 105.7811').waitFor();
	await page.locator('.dinh-map--marks').scrollIntoViewIfNeeded();
	await page.locator('[data-marks-live]').waitFor();
	assert.equal(await page.locator('.dinh-map__live .dinh-mark').count(), 1);
	await check(page);
	await shot(page, 'gieng-vua-ghi');
});

for (const [width, colorScheme] of [[390, 'light'], [1280, 'light'], [1280, 'dark']])
	test(`the map of a registry, ${width} px, ${colorScheme}`, async () => {
		const page = await (await context(browser, width, { colorScheme })).newPage();
		await signIn(page, pointer, officer);
		await page.goto(`${wells}/ban-do`);
		const figure = page.locator('[data-marks]');
		await figure.scrollIntoViewIfNeeded();
		await page.locator('[data-marks-live]').waitFor();
		assert.equal(await figure.locator('.dinh-map__drawn').isVisible(), false, 'the drawn one gives way');
		const marks = figure.locator('.leaflet-marker-icon');
		assert.ok((await marks.count()) >= 4, 'each well, or the sign of several');
		const map = await figure.boundingBox(), list = await page.locator('.dinh-map-beside table').boundingBox();
		assert.equal(list.x > map.x + map.width / 2, width > 1000, 'the list is beside it where there is room');
		await check(page);
		await shot(page, `ban-do-gieng-${colorScheme}`);
		await page.getByRole('link', { name: 'Loại', exact: true }).click();
		await page.locator('[data-marks-live]').waitFor({ state: 'attached' });
		assert.match(await page.locator('.dinh-chart__key').innerText(), /Giếng đào: \d+\s+Giếng khoan: \d+/);
		await page.locator('figure [role="link"]').first().focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/gieng-nuoc\/\d+$/);
	});

test('the map on paper, and without scripts', async () => {
	const page = await (await context(browser, 1280, { javaScriptEnabled: false })).newPage();
	await signIn(page, pointer, officer);
	await page.goto(`${wells}/ban-do`);
	const drawn = page.locator('.dinh-map__drawn svg');
	assert.ok(await drawn.isVisible());
	assert.ok((await drawn.locator('[data-mark]').count()) >= 4);
	const number = await drawn.locator('a', { hasText: 'Giếng chùa Mỹ Lộc' }).locator('text').textContent();
	const row = page.locator('tr', { hasText: 'Giếng chùa Mỹ Lộc' });
	assert.equal((await row.locator('td').nth(1).innerText()).trim(), number, 'the number joins the mark with its row');
	await shot(page, 'ban-do-gieng-khong-script');
	const alive = await (await context(browser, 1280)).newPage();
	await signIn(alive, pointer, officer);
	await alive.goto(`${wells}/ban-do`);
	await alive.locator('[data-marks-live]').waitFor();
	await alive.emulateMedia({ media: 'print' });
	assert.ok(await alive.locator('.dinh-map__drawn svg').isVisible(), 'paper gets the drawn one');
	assert.equal(await alive.locator('.dinh-map__live').isVisible(), false);
	assert.equal(await alive.getByRole('link', { name: 'Xem dạng danh sách' }).evaluate((one) => getComputedStyle(one, '::after').content), 'none', 'addresses of links stay off paper');
	if (process.env.DINH_SHOTS) await alive.pdf({ path: `${process.env.DINH_SHOTS}/ban-do-gieng.pdf`, format: 'A4' });
});

test('without scripts a place is typed as a phone copies it, and said when it is wrong', async () => {
	const page = await (await context(browser, 1280, { javaScriptEnabled: false })).newPage();
	await signIn(page, pointer, officer);
	await page.goto(`${wells}/them`);
	await page.getByLabel('Tên giếng').fill('Giếng gõ tay');
	await page.getByLabel('Thôn', { exact: true }).fill('Mỹ Lộc');
	await page.getByLabel('Giếng khoan').check();
	await page.getByRole('textbox', { name: 'Vị trí' }).fill('105.7921, 20.4301');
	await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
	await page.getByText('ghi vĩ độ trước, kinh độ sau: 20.4301, 105.7921').first().waitFor();
	assert.equal(await page.getByRole('textbox', { name: 'Vị trí' }).inputValue(), '105.7921, 20.4301', 'what was typed is still there');
	await page.getByRole('textbox', { name: 'Vị trí' }).fill('20°25\'48.4"N 105°47\'31.6"E');
	await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
	await page.waitForURL(/gieng-nuoc\/\d+$/);
	await page.getByText('20.4301111, 105.7921111').waitFor();
});

// A registry of plots, made and published by the program's address for programs.
async function plots() {
	const chief = 'quantri.gialam', code = `thua-dat-${Date.now() % 1e6}`;
	const ok = async (path, json) => {
		const reply = await ask(chief, 'POST', path, json);
		assert.ok(reply.status < 300, `${path}: ${JSON.stringify(reply.body)}`);
		return reply.body;
	};
	const id = /(\d+)$/.exec((await ok('/registry-definitions', { title: 'Thửa đất công', one: 'thửa', code })).location)[1];
	const { body } = await ask(chief, 'GET', `/registry-versions/${id}`), is = JSON.parse(body.version.definition);
	is.sections[0].fields.push({ name: 'edge', type: 'geometry', shape: 'polygon', label: 'Ranh thửa' },
		{ name: 'size', type: 'computed', label: 'Diện tích', formula: 'area(edge) * 1', shown_as: 'integer', suffix: 'm²' });
	await ok(`/registry-versions/${id}/definition`, { definition: JSON.stringify(is), seen: body.seen });
	await ok(`/registry-versions/${id}/publish`, { valid_from: new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10) });
	return code;
}

test('a plot is drawn on the map and measured; what the map cannot draw is not taken from who typed it', async () => {
	const page = await (await context(browser, 1280)).newPage(), code = await plots();
	await signIn(page, pointer, officer);
	await page.goto(`${site}/du-lieu/${code}/them`);
	const place = page.locator('[data-geometry]'), box = place.locator('textarea'), map = place.locator('.dinh-map__live'), size = page.locator('[data-name=e_size] output');
	await place.scrollIntoViewIfNeeded();
	await page.locator('[data-geometry-live]').waitFor();
	for (const [x, y] of [[200, 100], [320, 100], [320, 200]]) await map.click({ position: { x, y } });
	assert.equal((await box.inputValue()).split('\n').length, 3);
	assert.match(await place.getByRole('status').innerText(), /^Rộng [\d.,]+ (ha|m²)\.$/);
	assert.match(await size.innerText(), /^[\d.]+ m²$/);
	await place.getByRole('button', { name: 'Bỏ điểm cuối' }).click();
	assert.equal((await box.inputValue()).split('\n').length, 2);
	const typed = '20°24\'00"N 105°47\'24"E\n20.4, 105.791\n20.401, 105.791';
	await box.fill(typed);
	await box.blur();
	await place.getByText('Bản đồ không vẽ được cách ghi này').waitFor();
	assert.equal(await size.innerText(), '—', 'nobody has measured it yet');
	await map.click({ position: { x: 200, y: 100 } });
	await place.getByRole('button', { name: 'Bỏ điểm cuối' }).click();
	assert.equal(await box.inputValue(), typed);
	await check(page);
	await shot(page, 'thua-dat-go-tay');
	await page.getByLabel('Tên').first().fill('Thửa có ao');
	const hole = { type: 'Polygon', coordinates: [[[105.79, 20.4], [105.791, 20.4], [105.791, 20.401], [105.79, 20.401], [105.79, 20.4]], [[105.7902, 20.4002], [105.7902, 20.4007], [105.7907, 20.4007], [105.7907, 20.4002], [105.7902, 20.4002]]] };
	await box.fill(JSON.stringify(hole));
	await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
	await page.waitForURL(/\/\d+$/);
	const said = (await page.locator('main').innerText()).match(/8\.6\d\d m²/)[0];
	await page.goto(`${page.url()}/sua`);
	await place.scrollIntoViewIfNeeded();
	await page.locator('[data-geometry-live]').waitFor();
	await place.getByText('Bản đồ không vẽ được cách ghi này').waitFor();
	assert.equal(await size.innerText(), said, 'what the server measured stays');
	await place.getByRole('button', { name: 'Xóa', exact: true }).click();
	for (const [x, y] of [[200, 100], [320, 100], [320, 200]]) await map.click({ position: { x, y } });
	assert.equal((await box.inputValue()).split('\n').length, 3, 'emptied, it is drawn anew');
	await check(page);
});
