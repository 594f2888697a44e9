// A result from its template: the specialist drafts, the leader reads and approves, the draft is the result.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site, password } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

async function ask(token, method, path, json) {
	const r = await fetch(`${site}/api/v1${path}`, { method, body: JSON.stringify(json),
		headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) } });
	assert.equal(r.status, 201, await r.clone().text());
	return r.json();
}

// Taken in by a program of the desk: the journey begins where the officer begins to write.
async function dossier() {
	const { token } = await ask('', 'POST', '/sessions', { login: 'motcua.gialam', password });
	const found = await (await fetch(`${site}/api/v1/desk/procedures?q=1.004873`, { headers: { authorization: `Bearer ${token}` } })).json();
	const taken = await ask(token, 'POST', '/dossiers', { client_key: `j${Math.random()}`, outcome: 'received', channel: 'desk', name: 'Bùi Thị Lan',
		personal_number: `037190${String(Math.random()).slice(2, 8)}`, birth_on: '1990-05-09', phone: '0912000123', address: 'Thôn 2, xã Gia Lâm',
		procedure: Number(found.choices[0].value), papers: [2], originals: [1], copies: [0], result_by: 'desk',
		answers: { person_name: 'Bùi Thị Lan', born_on: '1990-05-09', sex: 'female', ethnicity: 'Kinh', nationality: 'Việt Nam', status: 'never' } });
	return taken.location.match(/\d+$/)[0];
}

async function officer(width, how, login) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, login);
	return page;
}

async function journey(width, how) {
	const id = await dossier();
	const desk = await officer(width, how, 'motcua.gialam');
	await desk.goto(`${site}/mot-cua/${id}/lam/chuyen-xu-ly`);
	await desk.locator('select[name=assignee]').selectOption({ label: (await desk.locator('select[name=assignee] option', { hasText: 'Nguyễn Minh Quang' }).innerText()) }); // others came to work here
	await how.press(desk, desk.locator('main form button[type=submit]').last());
	await desk.waitForURL(new RegExp(`/mot-cua/${id}$`));

	const number = String(1000 + Math.floor(Math.random() * 900000)); // a number is one result's
	const page = await officer(width, how, 'chuyenmon.gialam');
	await page.goto(`${site}/mot-cua/${id}`);
	await check(page);
	await how.press(page, page.locator('a', { hasText: 'Soạn kết quả từ mẫu' }));
	await page.waitForURL(/\/ket-qua$/);
	await check(page);
	await shot(page, `soan-ket-qua-${width}`);
	assert.equal(await page.locator('[name=f_name]').inputValue(), 'Bùi Thị Lan');
	for (const [name, text] of Object.entries({ number, f_number: '037190000001', f_home: 'Thôn 2, xã Gia Lâm', f_purpose: 'Vay vốn' }))
		await how.type(page, page.locator(`[name=${name}]`), text);
	const saved = page.waitForNavigation();
	await how.press(page, page.locator('main button', { hasText: 'Lưu dự thảo' }));
	await saved;
	await check(page);
	const preview = await page.request.get(`${site}/mot-cua/${id}/ket-qua/xem`);
	assert.equal(preview.headers()['content-type'], 'application/pdf');
	await page.goto(`${site}/mot-cua/${id}/lam/trinh-duyet`);
	await how.type(page, page.locator('[name=note]'), 'Đủ điều kiện, kính trình.');
	await how.press(page, page.locator('main form button[type=submit]').last());
	await page.waitForURL(new RegExp(`/mot-cua/${id}$`));

	const leader = await officer(width, how, 'lanhdao.gialam');
	await leader.goto(`${site}/mot-cua/${id}/lam/phe-duyet`);
	await check(leader);
	await shot(leader, `phe-duyet-du-thao-${width}`);
	assert.match(await leader.locator('main').innerText(), new RegExp(`Giấy xác nhận tình trạng hôn nhân, số ${number}`));
	await how.press(leader, leader.locator('main form button[type=submit]').last());
	await leader.waitForURL(new RegExp(`/mot-cua/${id}$`));
	await check(leader);
	assert.equal(await leader.locator('a', { hasText: 'xac-nhan-hon-nhan-' }).count(), 1, 'the draft is the result');
}

test('with a pointer on a desk', () => journey(1280, pointer));
test('with the keyboard on a phone', () => journey(390, keyboard));
