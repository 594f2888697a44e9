// An officer's period: a task is assigned, done, judged; he judges himself, is heard, graded, published; he appeals and is answered.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site, password } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const today = () => new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10).split('-').reverse().join('/');
const quarter = () => `${new Date().getFullYear()}-Q${Math.floor(new Date().getMonth() / 3) + 1}`;

async function ask(token, method, path, json) {
	const r = await fetch(`${site}/api/v1${path}`, { method, body: JSON.stringify(json),
		headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) } });
	assert.equal(r.status, 201, await r.clone().text());
	return r.json();
}
async function page(width, how, login) {
	const p = await (await context(browser, width)).newPage();
	await signIn(p, how, login);
	return p;
}
const sent = async (p, how, words) => {
	const gone = p.waitForNavigation();
	await how.press(p, p.locator('main button', { hasText: words }));
	await gone;
};
const press = async (p, how, words, where) => {
	await how.press(p, p.locator('main a', { hasText: words }));
	await p.waitForURL(where);
	await check(p);
};

async function journey(width, how) {
	const login = `nam.${String(Math.random()).slice(2, 8)}`, product = `Đề án ${width}`;
	const { token } = await ask('', 'POST', '/sessions', { login: 'quantri.gialam', password });
	await ask(token, 'POST', '/accounts', { name: 'Vũ Thị Năm', login, role: 'specialist', password, again: password });

	const leader = await page(width, how, 'lanhdao.gialam');
	await leader.goto(`${site}/danh-gia-can-bo/don-vi`);
	await check(leader);
	await how.type(leader, leader.locator('[name=period]'), quarter());
	await sent(leader, how, 'Thêm');
	await leader.goto(`${site}/danh-gia-can-bo/danh-muc`);
	await check(leader);
	for (const [name, text] of [['title', product], ['counted', 'đề án'], ['coefficient', '2,5']])
		await how.type(leader, leader.locator(`[name=${name}]`), text);
	await how.choose(leader, leader.locator('[name=source]'), 'Người thực hiện ghi');
	await sent(leader, how, 'Thêm');
	await check(leader);

	const officer = await page(width, how, login);
	await officer.goto(`${site}/danh-gia-can-bo`);
	await check(officer);
	await how.press(officer, officer.locator('main table a').first());
	await officer.waitForURL(/danh-gia-can-bo\/\d+$/);
	await check(officer);
	const id = officer.url().match(/\d+$/)[0], led = `${site}/danh-gia-can-bo/phu-trach/${id}`;
	assert.match(await officer.locator('main').innerText(), /Chưa có nhiệm vụ nào/);

	await leader.goto(led);
	await check(leader);
	await how.choose(leader, leader.locator('[name=product]'), product);
	await how.type(leader, leader.locator('[name=amount]'), '4');
	await how.type(leader, leader.locator('[name=due_on]'), today());
	await sent(leader, how, 'Giao nhiệm vụ');

	await officer.reload();
	await press(officer, how, product, /nhiem-vu\/\d+$/);
	for (const [name, text] of [['on_day', today()], ['amount', '5'], ['evidence', 'Tờ trình 12/TTr-UBND']])
		await how.type(officer, officer.locator(`[name=${name}]`), text);
	await sent(officer, how, 'Ghi kết quả');
	assert.match(await officer.locator('main').innerText(), /chỉ còn 4 đề án/);
	await check(officer);
	await how.type(officer, officer.locator('[name=amount]'), '4');
	await sent(officer, how, 'Ghi kết quả');
	assert.match(await officer.locator('main').innerText(), /Đã ghi đủ số lượng/);
	await shot(officer, `danh-gia-nhiem-vu-${width}`);
	await officer.goto(`${site}/danh-gia-can-bo/${id}`);
	await press(officer, how, 'Tự đánh giá', /lam\/tu-danh-gia$/);
	await how.type(officer, officer.locator('[name=common]'), '27,5');
	await how.type(officer, officer.locator('[name=note]'), 'Hoàn thành đề án đúng hạn.');
	await sent(officer, how, 'Tự đánh giá');

	await leader.goto(led);
	await press(leader, how, product, /nhiem-vu\/\d+$/);
	await how.type(leader, leader.locator('[name=good]'), '3');
	await sent(leader, how, 'Nhận xét');
	await check(leader);
	await leader.goto(led);
	await how.choose(leader, leader.locator('[name=kind]'), 'Cuộc họp tập thể');
	await how.type(leader, leader.locator('[name=text]'), 'Cuộc họp nhất trí.');
	await sent(leader, how, 'Ghi ý kiến');
	await sent(leader, how, 'Tập thể đã cho ý kiến');
	await press(leader, how, 'Đề xuất xếp loại', /lam\/de-xuat$/);
	await how.type(leader, leader.locator('[name=common]'), '27');
	await how.choose(leader, leader.locator('[name=grade]'), 'Hoàn thành tốt nhiệm vụ');
	await sent(leader, how, 'Đề xuất xếp loại');
	assert.match(await leader.locator('main').innerText(), /phải ghi lý do/); // 27 + 70 * 11/12 = 91,17
	await check(leader);
	await how.type(leader, leader.locator('[name=note]'), 'Theo tỷ lệ của đơn vị.');
	await sent(leader, how, 'Đề xuất xếp loại');
	await check(leader);
	assert.match(await leader.locator('main').innerText(), /91,17/);
	await shot(leader, `danh-gia-phieu-${width}`);
	await press(leader, how, 'Quyết định xếp loại', /lam\/quyet-dinh$/);
	assert.match(await leader.locator('main').innerText(), /Tỷ lệ “Hoàn thành xuất sắc nhiệm vụ”/);
	await shot(leader, `danh-gia-quyet-dinh-${width}`);
	await sent(leader, how, 'Quyết định xếp loại');
	await sent(leader, how, 'Công bố kết quả');
	await leader.goto(`${site}/danh-gia-can-bo/don-vi?ky=${quarter()}`);
	await check(leader);
	await shot(leader, `danh-gia-don-vi-${width}`);

	await officer.goto(`${site}/danh-gia-can-bo/ket-qua?ky=${quarter()}`);
	await check(officer);
	assert.match(await officer.locator('main table').innerText(), /Vũ Thị Năm/);
	await officer.goto(`${site}/danh-gia-can-bo/${id}`);
	assert.equal((await officer.request.get(`${officer.url()}/phieu`)).headers()['content-type'], 'application/pdf');
	await press(officer, how, 'Kiến nghị về kết quả', /lam\/kien-nghi$/);
	await how.type(officer, officer.locator('[name=note]'), 'Đề nghị xem lại chất lượng đề án thứ tư.');
	await sent(officer, how, 'Kiến nghị về kết quả');
	await leader.goto(led);
	await press(leader, how, 'Trả lời kiến nghị', /lam\/tra-loi$/);
	await how.type(leader, leader.locator('[name=note]'), 'Đã xem lại, giữ nguyên mức.');
	await sent(leader, how, 'Trả lời kiến nghị');
	await officer.reload();
	assert.match(await officer.locator('main').innerText(), /Đã xem lại, giữ nguyên mức/);
	await check(officer);
	await shot(officer, `danh-gia-cua-toi-${width}`);
}

test('with a pointer on a desk', () => journey(1280, pointer));
test('with the keyboard on a phone', () => journey(390, keyboard));
