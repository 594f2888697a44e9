// Ratings over HTTP: who may, with an account and with the code of the receipt; what the unit and its leader see.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { api, Browser, logged, signedIn, token } from './client.mjs';

const ask = async (method, path, login, json) => {
	const reply = await api(method, path, login && (await token(login)), json);
	return { status: reply.status, body: reply.text.startsWith('{') ? JSON.parse(reply.text) : reply.text };
};
const citizen = '0530000005', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam';

async function returned() {
	const id = (await ask('GET', '/procedures?tu-khoa=1.004837')).body.procedures.find((p) => p.code === '1.004837').id;
	const page = await (await signedIn(citizen)).get(`/ho-so/nop?thu-tuc=${id}`);
	const unit = Number(page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1]);
	const filed = await ask('POST', '/my/dossiers', citizen, { procedure: id, receiving_unit: unit, name: 'Đinh Thị Hoà', personal_number: '037190000123',
		phone: '0912000123', address: 'Thôn 2', content: 'Đăng ký giám hộ', result_by: 'desk', declared: true });
	assert.equal(filed.status, 201, JSON.stringify(filed.body));
	const number = filed.body.location.match(/\d+$/)[0], d = `/dossiers/${number}`;
	const people = await (await signedIn(desk)).get(`/mot-cua/${number}`);
	assert.equal(people.status, 200);
	assert.equal((await ask('POST', `${d}/receive`, desk, {})).status, 201);
	const form = await (await signedIn(desk)).get(`/mot-cua/${number}/lam/chuyen-xu-ly`);
	const assignee = Number(form.text.match(/<option value="([1-9]\d*)"/)[1]);
	assert.equal((await ask('POST', `${d}/hand-over`, desk, { assignee })).status, 201);
	assert.equal((await ask('POST', `${d}/propose`, specialist, { note: 'Đủ điều kiện' })).status, 201);
	assert.equal((await ask('POST', `${d}/approve`, leader, {})).status, 201);
	return number;
}

test('a returned dossier is rated with an account or with its code, and counted once', async () => {
	const number = await returned(), mine = `/my/dossiers/${number}`;
	assert.equal((await ask('POST', `${mine}/rating`, citizen, { level: '3' })).status, 409, 'not returned yet');
	assert.equal((await ask('POST', `/dossiers/${number}/return`, desk, { taken_by: 'Đinh Thị Hoà' })).status, 201);
	const { dossier } = (await ask('GET', mine, citizen)).body;
	const before = (await ask('GET', '/ratings', leader)).body;

	for (const bad of [{}, { level: '4' }, { level: '1', attitude: 'complaint' }])
		assert.equal((await ask('POST', `${mine}/rating`, citizen, bad)).status, 422, JSON.stringify(bad));
	assert.equal((await ask('POST', `${mine}/rating`, citizen, { level: '3', time: 'early', contacts: '0', agencies: '1', attitude: 'good' })).status, 201);
	assert.equal((await ask('POST', `${mine}/rating`, '0530000006', { level: '3' })).status, 404);
	const middle = (await ask('GET', '/ratings', leader)).body;
	assert.equal(middle.sum.total, before.sum.total + 1);
	assert.equal(middle.sum.very_satisfied, before.sum.very_satisfied + 1);
	assert.equal(middle.sum.agency_points, before.sum.agency_points + 1);

	// A stranger with the receipt, typed carelessly, changes the same rating; without the secret nothing.
	const typed = dossier.code.toLowerCase().replace(/-/g, ' '), secret = dossier.secret.toLowerCase();
	const seen = await ask('GET', `/tracking?ma=${encodeURIComponent(typed)}&bi-mat=${encodeURIComponent(` ${secret} `)}`);
	assert.equal(seen.body.dossier.status, 10);
	assert.equal((await ask('POST', '/tracking/rating', undefined, { code: dossier.code, secret: 'AAAA2222', level: '3' })).status, 404);
	const bell = await ask('GET', '/notices', leader);
	const unhappy = await ask('POST', '/tracking/rating', undefined, { code: typed, secret, level: '1', attitude: 'complaint',
		comment: 'Chờ lâu, gọi 0912 345 678 không ai nghe' });
	assert.equal(unhappy.status, 201, JSON.stringify(unhappy.body));
	const after = (await ask('GET', '/ratings', leader)).body;
	assert.equal(after.sum.total, middle.sum.total);
	assert.equal(after.sum.unhappy, before.sum.unhappy + 1);
	assert.equal(after.comments[0].code, dossier.code);
	assert.equal(after.comments[0].comment, 'Chờ lâu, gọi 091* *** *78 không ai nghe');
	assert.ok(!JSON.stringify(after).includes('Đinh Thị Hoà'));
	assert.ok((await ask('GET', '/notices', leader)).body.unread > bell.body.unread, 'the leader hears of it');

	// The leader looks into it; others may not.
	const review = `/ratings/${after.comments[0].id}/review`;
	assert.equal((await ask('POST', review, desk, { verdict: 'untrue', note: 'x' })).status, 403);
	assert.equal((await ask('POST', review, 'lanhdao.cucphuong', { verdict: 'untrue', note: 'x' })).status, 404);
	assert.equal((await ask('POST', review, leader, { verdict: 'untrue', note: 'Máy bận' })).status, 201);
	assert.equal((await ask('GET', '/ratings', leader)).body.sum.attitude_points, after.sum.attitude_points + 2);
	assert.equal((await ask('GET', '/ratings', desk)).status, 403);
	assert.equal((await ask('GET', '/ratings', undefined)).status, 401);
	assert.equal((await ask('POST', '/ratings/shared-scores', leader, { quarter: '2026-Q9', one_stop: '2', publicity: '2', petitions: '2', online: '1' })).status, 422);
});

test('pages of everybody and of the leader', async () => {
	const nobody = new Browser();
	const form = await nobody.get('/danh-gia');
	assert.equal(form.status, 200);
	const wrong = await nobody.get('/danh-gia?ma=H42.17-261123-0001&bi-mat=AAAA2222');
	assert.equal(wrong.status, 200);
	assert.match(wrong.text, /không đúng/);
	const boss = await signedIn(leader);
	for (const period of ['', '2026-Q4', '2026', '2026-11', 'xyz']) assert.equal((await boss.get(`/danh-gia-phuc-vu?ky=${period}`)).status, 200, period);
	const saved = await boss.submit('/danh-gia-phuc-vu?ky=2026-Q4', '/danh-gia-phuc-vu/chi-so',
		{ quarter: '2026-Q4', one_stop: '2', publicity: '2', petitions: '2', online: '1' });
	assert.equal(saved.location, '/danh-gia-phuc-vu?ky=2026-Q4');
	assert.match((await boss.get(saved.location)).text, /5\. Tiếp nhận, giải quyết, trả kết quả tại Trung tâm Phục vụ hành chính công<\/td><td[^>]*>2,0</);
});

const text = async (path, login) => (await api('GET', path, await token(login))).text;
async function walked(path, name) {
	const all = [];
	for (let next = '', pages = 0; !pages || next; pages++) {
		assert.ok(pages < 60, path);
		const { status, body } = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}sau=${next}`, leader);
		assert.equal(status, 200, path);
		all.push(...body[name]);
		next = body.next;
	}
	return all;
}

test('form by form: of the period, of a level, waiting for a conclusion; the file says the same', async () => {
	const year = new Date(Date.now() + 7 * 3600e3).getUTCFullYear(), of = `/ratings?ky=${year}`;
	const { body } = await ask('GET', of, leader), all = await walked(of, 'comments');
	assert.equal(all.length, body.sum.total, 'as many forms as the figures count');
	assert.ok(all.length > 30, `${all.length}: more than a page`);
	for (const level of [1, 2, 3]) assert.deepEqual((await walked(`${of}&muc=${level}`, 'comments')).map((r) => r.id), all.filter((r) => r.level === level).map((r) => r.id));
	for (const state of ['made', 'upheld', 'untrue'])
		for (const level of ['', '1'])
			assert.deepEqual((await walked(`${of}&phan-anh=${state}&muc=${level}`, 'comments')).map((r) => r.id),
				all.filter((r) => r.complaint === state && (!level || r.level === 1)).map((r) => r.id), `${state} ${level}`);
	assert.ok(all.some((r) => r.complaint === 'untrue'));
	assert.ok(all.every((r) => /\*/.test(r.applicant_name)));
	const { length } = await walked(`/ratings?ky=${year - 5}`, 'comments');
	assert.equal(length, 0);
	assert.deepEqual((await ask('GET', `/ratings?ky=${year - 5}&sau=${Date.now()}000.1`, leader)).body.comments, [], 'a cursor leads nowhere else');
	assert.equal((await ask('GET', '/ratings?phan-anh=khac', leader)).status, 422);
	const lines = (await text(`/ratings.csv?ky=${year}`, leader)).trim().split('\r\n').slice(1);
	assert.ok(lines.filter((l) => /^"H\d/.test(l)).length === all.length && !lines.join().includes('0912 345 678'));
	assert.equal((await ask('GET', '/ratings.csv', desk)).status, 403);
	await logged('unit', /Xuất phiếu đánh giá/);
});

test('by officer and by procedure: sums of the period, sorted as asked', async () => {
	const year = new Date(Date.now() + 7 * 3600e3).getUTCFullYear(), { sum } = (await ask('GET', `/ratings?ky=${year}`, leader)).body;
	for (const part of ['officers', 'procedures']) {
		const rows = await walked(`/ratings/${part}?ky=${year}`, 'rows');
		for (const key of ['total', 'unhappy', 'very_satisfied']) assert.equal(rows.reduce((n, r) => n + r[key], 0), sum[key], `${part} ${key}`);
		assert.deepEqual((await walked(`/ratings/${part}?ky=${year}&xep=unhappy`, 'rows')).map((r) => r.unhappy), rows.map((r) => r.unhappy).sort((a, b) => a - b));
		assert.equal((await ask('GET', `/ratings/${part}`, desk)).status, 403);
		const sheet = (await text(`/ratings/${part}.csv?ky=${year}`, leader)).trim().split('\r\n').slice(1);
		assert.equal(sheet.length, rows.length);
		const one = rows.findIndex((r) => r.unhappy);
		assert.ok(one >= 0 && !sheet[one].includes('"100,0 %"'), sheet[one]);
	}
	const boss = await signedIn(leader), page = (await boss.get(`/danh-gia-phuc-vu?ky=${year}`)).text;
	for (const [, href] of page.matchAll(/href="(\/danh-gia-phuc-vu\/[a-z-]+\?[^"]*)"/g)) assert.equal((await boss.get(href.replaceAll('&amp;', '&'))).status, 200, href);
	assert.match(page, /href="\/danh-gia-phuc-vu\/nguoi-giai-quyet\?ky=/);
});
