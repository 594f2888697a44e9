// Indicators over HTTP: who may see them, that they agree with the board, with each other and with what lies behind, targets, definitions.
import test from 'node:test';
import assert from 'node:assert/strict';
import { ask, signedIn } from './client.mjs';

const leader = 'lanhdao.gialam', province = 'lanhdao.ninhbinh', platform = 'quantri';
const get = (path, as = leader) => ask(as, 'GET', path);
const month = (back) => {
	const now = new Date(Date.now() + 7 * 3600e3), m = now.getUTCFullYear() * 12 + now.getUTCMonth() - back;
	return `${Math.floor(m / 12)}-${String(m % 12 + 1).padStart(2, '0')}`;
};
const year = month(0).slice(0, 4);
async function one(code, query = '', as = leader) {
	const { status, body } = await get(`/indicators/${code}${query}`, as);
	assert.equal(status, 200, JSON.stringify(body));
	return body;
}
const part = (body, name) => Number(body.parts.find((p) => p.name === name).value);

test('officers who lead and who work see their unit, nobody else', async () => {
	assert.equal((await get('/indicators')).status, 200);
	assert.equal((await get('/indicators', 'chuyenmon.gialam')).status, 200);
	for (const as of ['motcua.gialam', '0530000001']) {
		assert.equal((await get('/indicators', as)).status, 403, as);
		assert.equal((await get('/indicators/dung-han', as)).status, 403, as);
	}
	assert.equal((await ask(null, 'GET', '/indicators')).status, 401);
});

test('an indicator says what the board says', async () => {
	const at = month(1), board = (await get(`/dashboard?tu=${at}&den=${at}`)).body.total, body = await one('dung-han', `?ky=${at}`);
	for (const name of ['early', 'on_time', 'overdue'])
		assert.equal(part(body, name), board[name], name);
	const done = board.early + board.on_time + board.overdue;
	assert.ok(done > 0);
	assert.ok(Math.abs(Number(body.value) - (board.early + board.on_time) * 100 / done) <= 0.005);
	const list = (await get(`/indicators?ky=${at}`)).body;
	assert.equal(list.period, at);
	assert.equal(list.indicators.find((i) => i.code === 'dung-han').value, body.value);
	const next = await one('dung-han', `?ky=${month(0)}`);
	assert.equal((await get(`/indicators?ky=${month(0)}`)).body.indicators.find((i) => i.code === 'dung-han').before, body.value);
	assert.equal(next.code, 'dung-han');
});

test('a channel is a part of the whole', async () => {
	const online = await one('nop-truc-tuyen', `?ky=${year}`), board = (await get(`/dashboard?tu=${year}-01&den=${month(0)}`)).body;
	assert.equal(part(online, 'online'), board.by_channel.find((c) => c.name === 'online').taken_in);
	assert.equal(part(online, 'taken_in'), board.total.taken_in);
});

test('periods add up, also those that begin within a month', async () => {
	const total = async (code, periods, name) => {
		let n = 0;
		for (const ky of periods)
			n += part(await one(code, `?ky=${ky}`, province), name);
		return n;
	};
	const numbers = [...Array(12).keys()].map((i) => String(i + 1).padStart(2, '0'));
	for (const [code, name] of [['dung-han', 'early'], ['dung-han', 'on_time'], ['ho-so-tiep-nhan', 'taken_in'], ['hai-long', 'given'], ['hai-long', 'very']]) {
		const whole = await total(code, [year], name);
		assert.ok(whole > 0, name);
		assert.equal(await total(code, numbers.map((m) => `${year}-${m}`), name), whole, name);
		const reported = await total(code, [`${year}-BC`], name);
		assert.ok(reported > 0, name);
		assert.equal(await total(code, numbers.map((m) => `${year}-${m}-BC`), name), reported, `${name}, reported`);
		assert.equal(await total(code, [`${year}-Q1-BC`, `${year}-Q2-BC`, `${year}-Q3-BC`, `${year}-Q4-BC`], name), reported, `${name}, quarters`);
	}
});

test('units below add up, and what they pulled is the change of the whole', async () => {
	const at = month(0), whole = await one('dung-han', `?ky=${at}`, province);
	assert.ok(whole.units.length > 3);
	for (const name of ['early', 'on_time', 'overdue']) {
		let sum = 0;
		for (const unit of whole.units)
			sum += part(await one('dung-han', `?ky=${at}&don-vi=${unit.unit}`, province), name);
		assert.equal(sum, part(whole, name), name);
	}
	const before = await one('dung-han', `?ky=${month(1)}`, province), pulled = whole.units.reduce((n, u) => n + Number(u.pull), 0);
	assert.ok(Math.abs(pulled - (Number(whole.value) - Number(before.value))) <= 0.005 * whole.units.length + 0.01, `${pulled}`);
	const values = whole.units.map((u) => Number(u.value));
	assert.deepEqual(values, [...values].sort((a, b) => a - b), 'the worst first');
});

test('what stands is told as of the end of the period, and nothing of what has not begun', async () => {
	const now = await one('may-tinh-diet-vi-rut'), registry = (await get('/registries/thiet-bi-cntt/figures')).body;
	const figure = (name) => Number(registry.figures.find((f) => f.name === name).value);
	assert.equal(part(now, 'computers'), figure('computers'));
	assert.equal(part(now, 'protected'), figure('protected'));
	const teams = (await get('/registries/to-cong-nghe-so/figures')).body, members = Number(teams.figures.find((f) => f.name === 'members').value);
	assert.ok(members > 0);
	assert.equal(part(await one('thanh-vien-to-cong-nghe-so'), 'members'), members, 'what is added up');
	const past = await one('may-tinh-diet-vi-rut', '?ky=2016');
	assert.equal(past.value, '');
	assert.equal((await one('ho-so-tiep-nhan', `?ky=${Number(year) + 1}`)).value, '');
	assert.equal((await one('may-tinh-diet-vi-rut', `?ky=${Number(year) + 1}`)).value, '');
});

test('nonsense is answered', async () => {
	assert.equal((await get('/indicators?ky=2026-13')).status, 422);
	assert.equal((await get('/indicators/dung-han?ky=hom-nay')).status, 404);
	assert.equal((await get('/indicators/khong-co')).status, 404);
	const unit = (await one('dung-han', '', province)).units[0].unit, other = (await one('dung-han', '', province)).units[1].unit;
	const own = [unit, other].filter(Boolean);
	for (const id of own) {
		const seen = await get(`/indicators/dung-han?don-vi=${id}`);
		assert.ok(seen.status === 404 || seen.body.unit_name === 'Xã Gia Lâm', `${id}`);
	}
	assert.equal((await get('/indicators?don-vi=999999999')).status, 404);
	assert.equal((await get('/indicators/dung-han?don-vi=-1')).status, 404);
});

test('a number of one unit leads to the records behind it', async () => {
	const browser = await signedIn(leader), page = (await browser.get(`/chi-so/ho-so-tiep-nhan?ky=${month(1)}`)).text;
	const href = page.match(/href="(\/dieu-hanh\/ho-so\?[^"]*)"/)[1].replaceAll('&amp;', '&');
	const list = await get(`/dashboard/dossiers?${href.split('?')[1]}`);
	assert.equal(list.status, 200);
	assert.ok(list.body.dossiers.length > 0);
	const sheet = await ask(leader, 'GET', `/indicators.csv?ky=${month(1)}`);
	assert.match(String(sheet.body), /dung-han/);
	assert.match(page, /Mẫu số|Công thức/);
});

test('a target is given to units below, the newest counts', async () => {
	const me = (await one('dung-han')).unit_name, mine = (await one('dung-han', '', province)).units.find((u) => u.name === me).unit;
	const target = (as, unit, value, more = {}) =>
		ask(as, 'POST', '/indicators/dung-han/targets', { unit, year: Number(year), value, basis: 'KH 15/KH-UBND', ...more });
	assert.equal((await target(province, mine, '97')).status, 201);
	assert.equal((await target(province, mine, '98,5')).status, 201);
	const at = (await get(`/indicators?ky=${month(0)}`)).body.indicators.find((i) => i.code === 'dung-han');
	assert.equal(at.target, '98.5');
	assert.equal((await one('dung-han', '', province)).units.find((u) => u.unit === mine).target, '98.5');
	assert.equal((await target('chuyenmon.gialam', mine, '1')).status, 403);
	const elsewhere = (await one('dung-han', '', province)).units.find((u) => u.unit !== mine).unit;
	assert.equal((await target(leader, elsewhere, '1')).status, 404);
	assert.equal((await target(leader, mine, '101')).status, 422);
	assert.equal((await target(leader, mine, 'nhiều')).status, 422);
	assert.equal((await target(leader, mine, '90', { year: 1999 })).status, 422);
	assert.equal((await ask(leader, 'POST', '/indicators/khong-co/targets', { unit: mine, year: 2026, value: '1', basis: 'x' })).status, 404);
	const browser = await signedIn(province);
	const again = await browser.submit(`/chi-so/dung-han?don-vi=${mine}`, '/chi-so/dung-han/chi-tieu', { unit: mine, year, value: '120', basis: 'KH 16' });
	assert.equal(again.status, 422);
	assert.match(again.text, /phải từ 0 đến 100/);
	assert.match(again.text, /value="120"/);
	assert.match(again.text, new RegExp(`Chỉ tiêu của ${me}`));
});

test('whoever runs the platform writes indicators, in versions', async () => {
	const code = `thu-${Date.now() % 1e9}`, today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
	const form = { code, title: 'Hồ sơ quá hạn', group: 'Thử', as: 'share', unit: '%', direction: 'down', good: '2', middle: '5',
		parts: 'late = dossiers.overdue\ngood = dossiers.on_time\n', numerator: 'late', denominator: 'late + good', basis: '', remark: '', valid_from: '2020-01-01' };
	const add = (more, as = platform) => ask(as, 'POST', '/indicator-definitions', { ...form, ...more });
	assert.equal((await add({}, leader)).status, 403);
	assert.equal((await get('/indicator-definitions', leader)).status, 403);
	for (const [more, said] of [
		[{ parts: 'late = dossiers.lates\ngood = dossiers.on_time' }, /không có số đo “dossiers.lates”/],
		[{ parts: 'late = dossiers.overdue, channel = fax\ngood = dossiers.on_time' }, /không chia được/],
		[{ parts: 'late' }, /Dòng “late” chưa đúng/],
		[{ denominator: 'late + bad' }, /không có trường “bad”/],
		[{ unit: 'hồ sơ' }, /tỷ lệ phần trăm là %/],
		[{ code: 'Sai mã' }, /Mã “Sai mã”/],
		[{ good: 'hai' }, /Hãy ghi một số/],
	]) {
		const r = await add(more);
		assert.equal(r.status, 422, JSON.stringify(more));
		assert.match(JSON.stringify(r.body), said);
	}
	const made = await add({});
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const body = await one(code, `?ky=${year}`), board = (await get(`/dashboard?tu=${year}-01&den=${month(0)}`)).body.total;
	assert.equal(part(body, 'late'), board.overdue);
	assert.equal((await add({ title: 'Tên khác' })).status, 422, 'not later');
	assert.equal((await add({ title: 'Tên mới', valid_from: today })).status, 201);
	assert.equal((await one(code, `?ky=${year}`)).title, 'Tên mới');
	assert.equal((await one(code, `?ky=${Number(year) - 1}`)).title, 'Hồ sơ quá hạn');
	const written = (await get(`/indicator-definitions/${code}`, platform)).body.form;
	assert.equal(written.title, 'Tên mới');
	assert.equal(written.parts, form.parts.trim());
	const browser = await signedIn(platform), again = await browser.submit('/quan-tri/chi-so/moi', '/quan-tri/chi-so', { ...form, code: code + '-x', numerator: 'late +' });
	assert.equal(again.status, 422);
	assert.match(again.text, /Công thức “numerator”/);
	assert.match(again.text, /value="late \+"/);
});
