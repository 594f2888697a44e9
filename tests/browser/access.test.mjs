// An officer turns on one-time codes and signs in with one; a leader delegates and the delegate works in his place; an officer of two
// units changes between them; a token for a program. With accounts of their own, at both widths, by pointer and by keyboard.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { open, context, check, shot, pointer, keyboard, signIn, site, password } from './browser.mjs';

let browser, token;
const made = new Map();
let serial = Date.now() % 1e6;

async function api(method, path, json) {
	const reply = await fetch(`${site}/api/v1${path}`, { method, body: json && JSON.stringify(json),
		headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } });
	assert.ok(reply.ok, `${method} ${path}: ${reply.status} ${await reply.clone().text()}`);
	return reply.json().catch(() => null);
}
async function officer(role, name) {
	const login = `hanhtrinh${serial++}.gialam`;
	const { location } = await api('POST', '/accounts', { name, login, phone: '', email: '', role, title: '', agency: '', unit_code: '14389',
		valid_from: '', password, again: password });
	made.set(login, location.match(/\d+$/)[0]);
	return login;
}
before(async () => {
	browser = await open();
	token = (await api('POST', '/sessions', { login: 'quantri', password })).token;
});
after(async () => { await browser.close(); });

// RFC 6238, as the telephone does it.
function codeOf(key, shift = 0) {
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...key.replace(/\s/g, '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + shift));
	const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(step).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

async function signOut(page) {
	await page.goto(`${site}/tai-khoan`);
	await page.getByRole('button', { name: 'Đăng xuất khỏi thiết bị này' }).click();
	await page.waitForURL(`${site}/`);
}
const link = (page, name) => page.locator('main').getByRole('link', { name });

for (const [width, how] of [[390, pointer], [1280, keyboard]]) {
	test(`an officer signs in with a one-time code, ${width} px`, async () => {
		const login = await officer('clerk', 'Vũ Thị Mai');
		const page = await (await context(browser, width)).newPage();
		await signIn(page, how, login);
		await page.goto(`${site}/tai-khoan`);
		await check(page);
		await shot(page, 'tai-khoan-can-bo');
		await how.press(page, link(page, /^Bật/));
		await page.waitForURL('**/tai-khoan/xac-thuc');
		await check(page);
		await shot(page, 'bat-xac-thuc');
		assert.ok(await page.locator('.dinh-qr svg').isVisible());
		await page.locator('details', { hasText: 'Không quét được' }).locator('summary').click();
		const key = await page.locator('details code').innerText();
		await how.type(page, page.locator('input[name=code]'), '123');
		await how.press(page, page.getByRole('button', { name: 'Bật xác thực hai bước' }));
		await page.locator('.govuk-error-summary').waitFor();
		await check(page);
		await how.type(page, page.locator('input[name=code]'), codeOf(key));
		await how.press(page, page.getByRole('button', { name: 'Bật xác thực hai bước' }));
		await page.getByRole('heading', { name: 'Mã dự phòng' }).waitFor();
		assert.equal(await page.locator('.dinh-codes li').count(), 10);
		await shot(page, 'ma-du-phong');
		await how.press(page, link(page, 'Tôi đã cất mã'));
		await page.waitForURL('**/tai-khoan');
		assert.match(await page.locator('main').innerText(), /Đang bật/);
		await signOut(page);
		await page.goto(`${site}/dang-nhap`);
		await how.type(page, page.locator('input[name=login]'), login);
		await how.type(page, page.locator('input[name=password]'), password);
		await how.press(page, page.locator('main form button[type=submit]').last());
		await page.waitForURL('**/dang-nhap/buoc-hai**');
		await check(page);
		await shot(page, 'buoc-hai');
		await how.type(page, page.locator('input[name=code]'), codeOf(key, 1));
		await how.press(page, page.getByRole('button', { name: 'Tiếp tục' }));
		await page.waitForURL((u) => !u.pathname.startsWith('/dang-nhap'));
		await page.goto(`${site}/tai-khoan/xac-thuc`);
		await check(page);
		await shot(page, 'xac-thuc-dang-bat');
		await page.context().close();
	});

	test(`a leader delegates, the colleague works in his place, ${width} px`, async () => {
		const [leader, colleague] = [await officer('leader', 'Đinh Văn Tùng'), await officer('clerk', 'Bùi Thị Nga')];
		const page = await (await context(browser, width)).newPage();
		await signIn(page, how, leader);
		await page.goto(`${site}/tai-khoan`);
		await how.press(page, link(page, /Xem/));
		await page.waitForURL('**/tai-khoan/uy-quyen');
		await check(page);
		await how.press(page, page.getByRole('button', { name: 'Ủy quyền', exact: true }));
		await page.locator('.govuk-error-summary').waitFor();
		await check(page);
		await page.locator('select[name=to]').selectOption(made.get(colleague));
		await how.tick(page, page.getByLabel('Tra cứu người dân của đơn vị'));
		const day = new Date(Date.now() + 7 * 3600e3 + 2 * 864e5).toISOString().slice(0, 10);
		await page.locator('input[name=valid_until]').fill(day);
		await how.type(page, page.locator('input[name=reason]'), 'Đi họp ở tỉnh');
		await how.type(page, page.locator('input[name=document]'), 'Quyết định số 15/QĐ-UBND ngày 20/11/2026');
		await shot(page, 'uy-quyen-moi');
		await how.press(page, page.getByRole('button', { name: 'Ủy quyền', exact: true }));
		await page.getByRole('table', { name: 'Ủy quyền tôi trao và nhận' }).waitFor();
		await check(page);
		await shot(page, 'uy-quyen');
		await signOut(page);
		await signIn(page, how, colleague);
		assert.equal((await page.goto(`${site}/nguoi-dan`)).status(), 200, 'what she may not do herself');
		await page.goto(`${site}/tai-khoan/uy-quyen`);
		await check(page);
		assert.match(await page.locator('main').innerText(), /Đinh Văn Tùng/);
		await how.press(page, page.getByRole('button', { name: /Chấm dứt/ }));
		await page.locator('.dinh-flash').waitFor();
		assert.equal((await page.goto(`${site}/nguoi-dan`)).status(), 403);
		await page.context().close();
	});
}

test('an officer of two units changes between them; a program gets a token', async () => {
	const login = await officer('reception', 'Lương Văn Hải');
	await api('POST', `/accounts/${made.get(login)}/positions`, { role: 'specialist', title: '', unit_code: '14404', agency: '', valid_from: '', valid_to: '' });
	for (const width of [390, 1280]) {
		const page = await (await context(browser, width)).newPage();
		await signIn(page, pointer, login);
		await page.locator('summary', { hasText: 'tài khoản' }).click();
		await page.getByRole('link', { name: 'Đổi đơn vị làm việc' }).click();
		await page.waitForURL('**/tai-khoan/don-vi');
		await check(page);
		await shot(page, 'don-vi-lam-viec');
		await page.getByRole('button', { name: /Gia Lâm/ }).click();
		await page.waitForURL((u) => !u.pathname.endsWith('/don-vi'));
		await page.goto(`${site}/tai-khoan`);
		assert.match(await page.locator('main').innerText(), /Gia Lâm/);
		await page.goto(`${site}/tai-khoan/ma-truy-cap`);
		await check(page);
		await page.locator('input[name=name]').fill('Phần mềm báo cáo');
		await page.getByLabel('Tra cứu người dân của đơn vị').check();
		await shot(page, 'ma-truy-cap');
		await page.getByRole('button', { name: 'Tạo mã' }).click();
		assert.match(await page.locator('main').innerText(), /dinh_[\w-]{43}/);
		await shot(page, 'ma-truy-cap-moi');
		await page.goto(`${site}/tai-khoan/ma-truy-cap`);
		await check(page);
		await shot(page, 'ma-truy-cap-danh-sach');
		await page.context().close();
	}
});

test('an administrator sees the delegations and the state of an account', async () => {
	const login = await officer('clerk', 'Cao Văn Lộc');
	for (let i = 0; i < 8; i++)
		await fetch(`${site}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password: 'khong dung' }) });
	for (const width of [390, 1280]) {
		const page = await (await context(browser, width)).newPage();
		await signIn(page, pointer, 'quantri.gialam');
		await page.goto(`${site}/quan-tri/uy-quyen`);
		await check(page);
		await shot(page, 'quan-tri-uy-quyen');
		await page.goto(`${site}/quan-tri/tai-khoan/${made.get(login)}`);
		await check(page);
		await shot(page, 'quan-tri-tai-khoan-khoa');
		if (width === 1280) await page.getByRole('button', { name: 'Mở khóa ngay' }).click();
		await page.context().close();
	}
});
