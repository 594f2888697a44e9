// A citizen signs in through a real OpenID provider (npm oidc-provider), comes back to the page he wanted, and signs out of both.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import Provider from 'oidc-provider';
import { open, context, check, shot, pointer, keyboard, site, password } from './browser.mjs';

let browser, server, issuer, token;
const tail = String(Date.now() % 1e5).padStart(5, '0');
const people = Object.fromEntries([390, 1280].map((width, i) => [`citizen-${width}`, {
	SoDinhDanh: `0371901${tail.slice(0, 4)}${i}`, HoVaTen: 'NGUYỄN THỊ HẠNH', NgaySinh: '12/05/1990', GioiTinh: 'Nữ', SoDienThoai: '0530123123',
}]));

async function api(method, path, json) {
	const reply = await fetch(`${site}/api/v1${path}`, { method, body: json && JSON.stringify(json),
		headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } });
	assert.ok(reply.ok, `${method} ${path}: ${reply.status}`);
	return reply.status === 204 ? null : reply.json().catch(() => null);
}

const ours = { 'oidc.issuer': () => issuer, 'oidc.client_id': () => 'dinh', 'oidc.client_secret': () => 'a long/secret & so on = yes+no' };
before(async () => {
	server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	issuer = `http://127.0.0.1:${server.address().port}`;
	const provider = new Provider(issuer, {
		clients: [{ client_id: 'dinh', client_secret: ours['oidc.client_secret'](), grant_types: ['authorization_code'], response_types: ['code'],
			redirect_uris: [`${site}/dang-nhap/dinh-danh/ve`], post_logout_redirect_uris: [`${site}/`] }],
		claims: { openid: ['sub'], profile: ['SoDinhDanh', 'HoVaTen', 'NgaySinh', 'GioiTinh', 'SoDienThoai'] },
		findAccount: async (_, id) => people[id] && { accountId: id, claims: async () => ({ sub: id, ...people[id] }) },
		pkce: { required: () => true },
		cookies: { keys: ['khóa của cookie'] },
		features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
	});
	server.on('request', provider.callback());
	browser = await open();
	token = (await api('POST', '/sessions', { login: 'quantri', password })).token;
	for (const [name, value] of Object.entries(ours)) await api('POST', `/settings/${name}`, { value: value() });
});
after(async () => {
	for (const name of Object.keys(ours)) await api('POST', `/settings/${name}/reset`, {});
	await browser.close();
	server.close();
	server.closeAllConnections();
});

for (const [width, how] of [[390, pointer], [1280, keyboard]])
	test(`a citizen signs in with his electronic identity, ${width} px`, async () => {
		const c = await context(browser, width);
		await c.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort()); // the provider's page asks for a font
		const page = await c.newPage();
		await page.goto(`${site}/thong-bao`);
		await check(page);
		await shot(page, 'dang-nhap-dinh-danh');
		await how.press(page, page.locator('main').getByRole('link', { name: 'Đăng nhập bằng VNeID', exact: true }));
		await page.waitForURL((u) => u.origin === issuer);
		await page.locator('input[name=login]').fill(`citizen-${width}`);
		await page.locator('input[name=password]').fill('gì cũng được');
		await page.locator('button[type=submit]').click();
		await page.getByRole('button', { name: 'Continue' }).click();
		await page.waitForURL((u) => u.origin === new URL(site).origin);
		assert.equal(new URL(page.url()).pathname, '/thong-bao', 'the page he wanted');
		await check(page);
		await page.goto(`${site}/tai-khoan`);
		await check(page);
		assert.match(await page.locator('main').innerText(), /Nguyễn Thị Hạnh/);
		assert.match(await page.locator('main').innerText(), /12\/05\/1990/);
		await shot(page, 'tai-khoan-dinh-danh');
		await how.press(page, page.getByRole('button', { name: 'Đăng xuất khỏi thiết bị này' }));
		await check(page);
		await shot(page, 'da-dang-xuat');
		await how.press(page, page.getByRole('link', { name: 'Đăng xuất cả hệ thống định danh' }));
		await page.waitForURL((u) => u.origin === issuer);
		await page.getByRole('button', { name: /yes/i }).click();
		await page.waitForURL((u) => u.origin === new URL(site).origin && u.pathname === '/');
		await page.goto(`${site}/tai-khoan`);
		assert.equal(new URL(page.url()).pathname, '/dang-nhap', 'nobody is signed in');
		await c.close();
	});

test('who says no to the provider is told what he can do', async () => {
	const c = await context(browser, 390);
	await c.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
	const page = await c.newPage();
	await page.goto(`${site}/dang-nhap/dinh-danh`);
	await page.getByRole('link', { name: /cancel/i }).click();
	await page.waitForURL((u) => u.origin === new URL(site).origin);
	assert.match(await page.locator('main').innerText(), /dùng mật khẩu/);
	await shot(page, 'dinh-danh-tu-choi');
	await check(page);
	await page.getByRole('link', { name: 'Về trang đăng nhập' }).click();
	await page.waitForURL('**/dang-nhap');
	await c.close();
});
