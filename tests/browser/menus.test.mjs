// The menu when all areas are full, on a server of its own with rooms that do not exist yet (tests/server/menus_server.c): areas above, the
// entries of one below, shortcuts, on a phone one list; the search of everything and the cards, by keyboard alone and without script.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { check, context, open, password, shot } from './browser.mjs';
import { demo, root } from '../server/program.mjs';

let browser, folder, server, site;
before(async () => {
	folder = mkdtempSync(`${tmpdir()}/dinh-menus-`);
	demo(`${folder}/data`);
	server = spawn(`${root}build/test/tests/server/menus_server`, [`${folder}/data`], { stdio: ['pipe', 'pipe', 'ignore'] });
	const [said] = await once(server.stdout, 'data');
	site = String(said).match(/http:\S+/)[0];
	browser = await open();
});
after(async () => {
	await browser?.close();
	server?.stdin.end();
	if (server) await once(server, 'exit');
	rmSync(folder, { recursive: true, force: true });
});

async function signedIn(login, width, more) {
	const page = await (await context(browser, width, more)).newPage();
	await page.goto(`${site}/dang-nhap`);
	await page.fill('#login', login);
	await page.fill('#password', password);
	await page.locator('main form button[type=submit]').first().click();
	await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
	return page;
}
const AREAS = ['Trang chủ', 'Một cửa', 'Văn bản', 'Công việc', 'Báo cáo', 'Dữ liệu', 'Dân cư', 'Kinh tế', 'Xã hội', 'Cổng thông tin'];
const texts = async (locator) => (await locator.allInnerTexts()).map((t) => t.trim());

test('ten areas stand in one row, 1280 px', async () => {
	const page = await signedIn('motcua.gialam', 1280);
	await page.goto(`${site}/phong/van-ban-di`);
	assert.deepEqual(await texts(page.locator('.dinh-nav__list a')), AREAS); // nothing to administer: no Quản trị
	const rows = await page.locator('.dinh-nav__list a').evaluateAll((all) => new Set(all.map((a) => Math.round(a.getBoundingClientRect().top))).size);
	assert.equal(rows, 1, 'one row');
	assert.deepEqual(await texts(page.locator('.dinh-subnav a')), ['Văn bản đến', 'Văn bản đi', 'Hồ sơ công việc', 'Ký số', 'Trục liên thông']);
	assert.equal(await page.locator('.dinh-nav__list [aria-current]').innerText(), 'Văn bản');
	await check(page);
	await shot(page, 'mang-cong-viec');
	for (const width of [992, 1024, 1100]) { // the narrowest that still have bars
		await page.setViewportSize({ width, height: 800 });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		assert.ok(wide <= 1, `${wide} px too wide at ${width}`);
	}
	await page.context().close();
});

test('an administrator has one area more, a citizen none', async () => {
	const admin = await signedIn('quantri', 1280);
	await admin.goto(`${site}/quan-tri/cai-dat`);
	assert.equal((await texts(admin.locator('.dinh-nav__list a'))).at(-1), 'Quản trị');
	assert.ok((await texts(admin.locator('.dinh-subnav a'))).includes('Tài khoản'));
	assert.equal(await admin.locator('.dinh-subnav [aria-current=page]').innerText(), 'Cài đặt');
	await check(admin);
	await admin.context().close();
	const citizen = await signedIn('0530000001', 1280);
	await citizen.goto(site);
	assert.deepEqual(await texts(citizen.locator('.dinh-nav__list a')), ['Trang chủ', 'Thủ tục', 'Hồ sơ của tôi', 'Tra cứu hồ sơ', 'Ai đã xem dữ liệu', 'Đơn vị hành chính', 'Dữ liệu mở', 'Lịch làm việc']);
	assert.equal(await citizen.locator('.dinh-subnav').count(), 0);
	await citizen.context().close();
});

test('on a phone one menu: areas open and close, without script too, 390 px', async () => {
	for (const javaScriptEnabled of [true, false]) {
		const page = await signedIn('motcua.gialam', 390, { javaScriptEnabled });
		await page.goto(`${site}/phong/cuoc-hop`);
		assert.ok(!await page.locator('.dinh-nav, .dinh-subnav').first().isVisible());
		await page.locator('header summary', { hasText: 'Menu' }).click();
		const menu = page.locator('header nav[aria-label=Menu]');
		assert.deepEqual((await texts(menu.locator('a:visible'))), ['Trang chủ', 'Đánh giá của tôi', 'Kết quả xếp loại', 'Danh mục sản phẩm, công việc', 'Hồ sơ của tôi', 'Việc được giao', 'Kế hoạch', 'Cuộc họp', 'Tổ công nghệ số cộng đồng', 'Mục lục']);
		assert.deepEqual(await texts(menu.locator('summary')), AREAS.slice(1));
		await menu.locator('summary', { hasText: 'Dữ liệu' }).click();
		assert.ok(await menu.getByRole('link', { name: 'Bản đồ', exact: true }).isVisible());
		if (javaScriptEnabled) await check(page);
		await menu.getByRole('link', { name: 'Bản đồ', exact: true }).click();
		await page.waitForURL(/\/phong\/ban-do$/);
		await page.context().close();
	}
});

test('favourites and what was used last, by keyboard alone', async () => {
	const page = await signedIn('chuyenmon.gialam', 1280);
	await page.goto(`${site}/phong/ban-do`);
	const shortcuts = page.locator('.dinh-nav__shortcuts');
	const openThem = async () => {
		await shortcuts.locator('summary').focus();
		await page.keyboard.press('Enter');
		await shortcuts.locator('.dinh-drop__panel').waitFor();
	};
	await openThem();
	await shortcuts.locator('button', { hasText: 'Thêm “Bản đồ”' }).focus();
	await page.keyboard.press('Enter');
	await page.locator('.dinh-flash', { hasText: 'Đã thêm vào mục ưa thích.' }).waitFor();
	assert.match(page.url(), /\/phong\/ban-do$/, 'back where it was');
	await page.goto(`${site}/muc-luc`);
	await check(page);
	await shot(page, 'muc-luc');
	assert.deepEqual(await texts(page.locator('.dinh-index__area', { hasText: 'Mục ưa thích' }).first().locator('a')), ['Bản đồ']);
	await page.locator('button[name=add][value="/phong/cho"]').first().focus();
	await page.keyboard.press('Enter');
	await page.locator('.dinh-flash').waitFor();
	await page.goto(`${site}/phong/ke-hoach`);
	await openThem();
	const shown = await texts(shortcuts.locator('a'));
	assert.deepEqual(shown.slice(0, 2), ['Bản đồ', 'Chợ']);
	assert.ok(shown.includes('Mục lục'));
	await page.keyboard.press('Escape');
	assert.ok(!await shortcuts.locator('.dinh-drop__panel').isVisible());
	await page.context().close();
});

test('everything is found from the head of any page, by keyboard alone', async () => {
	const page = await signedIn('motcua.gialam', 1280);
	await page.goto(`${site}/phong/cho`);
	const field = page.locator('#bar-search'), list = page.locator('header [role=listbox]:visible');
	await page.keyboard.press('/');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'bar-search');
	assert.equal(await field.inputValue(), '', 'the key itself is not typed');
	await page.keyboard.type('khai sinh/');
	assert.equal(await field.inputValue(), 'khai sinh/', 'in a field it is a letter');
	await list.locator('li').first().waitFor();
	assert.match(await page.locator('header [role=status]').first().textContent(), /^\d+ kết quả$/, 'said to who does not see it');
	assert.ok((await texts(list.locator('li'))).some((t) => /Thủ tục · 1\.001193/.test(t)));
	await check(page);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/tim\?tu-khoa=/);
	const groups = await texts(page.locator('main section h2'));
	assert.ok(groups.includes('Thủ tục'), groups.join());
	await check(page);
	await shot(page, 'tim-kiem');
	await page.keyboard.press('j'); // the rows of all groups
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => url.pathname !== '/tim');
	await page.context().close();
});

test('the front door says what needs the reader, each card leads there', async () => {
	for (const width of [390, 1280]) {
		const page = await signedIn('lanhdao.gialam', width);
		await page.goto(site);
		const cards = page.locator('.dinh-mine .dinh-figure__link');
		assert.ok((await texts(cards)).some((t) => /Chờ phê duyệt/.test(t)));
		await check(page);
		await shot(page, 'viec-can-lam');
		await cards.filter({ hasText: 'Quá hạn' }).first().click();
		await page.waitForURL(/\/mot-cua\?hang=late$/);
		await page.context().close();
	}
});
