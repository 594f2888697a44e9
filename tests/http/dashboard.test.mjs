// The board over HTTP: who may see it, that its sums agree with each other and with the dossiers behind them, that odd ranges are answered.
import test from 'node:test';
import assert from 'node:assert/strict';
import { signedIn, token } from './client.mjs';

const site = process.env.DINH_URL ?? 'http://127.0.0.1:8080';

async function get(path, login = 'lanhdao.gialam') {
	const r = await fetch(`${site}/api/v1${path}`, { headers: { authorization: `Bearer ${await token(login)}` } });
	return { status: r.status, body: await r.json() };
}
const month = (back) => {
	const now = new Date(Date.now() + 7 * 3600e3), m = now.getUTCFullYear() * 12 + now.getUTCMonth() - back;
	return `${Math.floor(m / 12)}-${String(m % 12 + 1).padStart(2, '0')}`;
};
const range = `tu=${month(23)}&den=${month(0)}`;
const sum = (rows, key) => rows.reduce((n, row) => n + row[key], 0);
const keys = ['taken_in', 'early', 'on_time', 'overdue', 'given_back', 'turned_away', 'taken_back', 'broken_off'];

async function dossiers(what) {
	const all = [];
	for (let next = ''; ;) {
		const { status, body } = await get(`/dashboard/dossiers?xem=${what}&${range}&sau=${next}`);
		assert.equal(status, 200);
		all.push(...body.dossiers);
		if (!(next = body.next)) return all;
	}
}

test('only a leader sees the board', async () => {
	assert.equal((await get('/dashboard')).status, 200);
	assert.equal((await get('/dashboard', 'motcua.gialam')).status, 403);
	assert.equal((await get('/dashboard/dossiers?xem=late', 'chuyenmon.gialam')).status, 403);
	assert.equal((await fetch(`${site}/api/v1/dashboard`)).status, 401);
});

test('every way to divide the figures gives the same sum', async () => {
	const { body } = await get(`/dashboard?${range}`);
	assert.ok(body.total.taken_in > 100, `${body.total.taken_in} received`);
	for (const key of keys)
		for (const part of ['by_month', 'by_unit', 'by_field', 'by_channel'])
			assert.equal(sum(body[part], key), body.total[key], `${key} ${part}`);
});

test('the dossiers behind a figure are as many as it says, and their names are masked', async () => {
	const { body } = await get(`/dashboard?${range}`);
	for (const what of ['taken_in', 'early', 'on_time', 'overdue']) {
		const list = await dossiers(what);
		assert.equal(list.length, body.total[what], what);
		assert.equal(new Set(list.map((d) => d.code)).size, list.length);
		assert.ok(list.every((d) => /\*/.test(d.applicant_name)), 'masked');
	}
	const late = await dossiers('late');
	assert.equal(late.length, body.now.late);
	assert.ok(late.every((d) => new Date(d.due_at) < new Date() && !d.finished_at));
});

test('a range of months read backwards, nonsense, and a strange unit', async () => {
	const there = await get(`/dashboard?tu=${month(23)}&den=${month(0)}`), back = await get(`/dashboard?tu=${month(0)}&den=${month(23)}`);
	assert.deepEqual(back.body.total, there.body.total);
	const odd = await get('/dashboard?tu=2026-13&den=x');
	assert.equal(odd.status, 200);
	assert.match(odd.body.since, /^\d{4}-01$/);
	assert.equal((await get('/dashboard?don-vi=999999')).status, 404);
	assert.equal((await get('/dashboard/dossiers?xem=gi-do')).status, 404);
	assert.equal((await get('/dashboard?tu=1990-01&den=1990-12')).body.total.taken_in, 0);
});

test('a province sees what is late now in each unit, and which dossiers', async () => {
	const chief = 'lanhdao.ninhbinh', { body } = await get(`/dashboard?${range}`, chief);
	assert.ok(body.now.late >= 2, `${body.now.late} late`);
	assert.equal(sum(body.by_unit, 'late'), body.now.late);
	const some = body.by_unit.filter((u) => u.late);
	for (const unit of some) {
		const list = (await get(`/dashboard/dossiers?xem=late&${range}&don-vi=${unit.unit_id}`, chief)).body.dossiers;
		assert.equal(list.length, unit.late, unit.name);
	}
	const before = (await get('/dashboard?tu=1990-01&den=1990-12', chief)).body;
	assert.equal(sum(before.by_unit, 'late'), body.now.late, 'also where the period has no figures');
	const browser = await signedIn(chief);
	const { text } = await browser.get(`/dieu-hanh?${range}`);
	for (const unit of some) assert.match(text, new RegExp(`href="/dieu-hanh/ho-so\\?xem=late&amp;don-vi=${unit.unit_id}&amp;[^"]*">${unit.late}<`));
	const csv = await (await fetch(`${site}/api/v1/dashboard/export?${range}`, { headers: { authorization: `Bearer ${await token(chief)}` } })).text();
	assert.match(csv, /"Tỷ lệ đúng hạn","Đang quá hạn"/);
});
