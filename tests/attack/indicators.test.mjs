// Indicators under attack: whose figures an address may ask for, what a target and a definition may hold. DINH_URL: a server on fresh demo data.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, signedIn } from '../http/client.mjs';

const leader = 'lanhdao.gialam', province = 'lanhdao.ninhbinh', platform = 'quantri';
const whole = async (as) => (await ask(as, 'GET', '/indicators/dung-han')).body;

test('a stranger, a citizen, the desk and a program of theirs read nothing and write nothing', async () => {
	const citizen = await signedIn('0530000001');
	for (const path of ['/chi-so', '/chi-so/dung-han', '/chi-so.csv', '/quan-tri/chi-so', '/quan-tri/chi-so/moi', '/quan-tri/chi-so/dung-han'])
		assert.ok([403, 404].includes((await citizen.get(path)).status), path);
	for (const as of [null, '0530000001', 'motcua.gialam'])
		for (const path of ['/indicators', '/indicators/dung-han', '/indicators.csv', '/indicator-definitions', '/indicator-definitions/dung-han'])
			assert.equal((await ask(as, 'GET', path)).status, as ? 403 : 401, `${as} ${path}`);
	for (const as of [null, '0530000001', 'motcua.gialam', 'chuyenmon.gialam']) {
		assert.equal((await ask(as, 'POST', '/indicators/dung-han/targets', { unit: 1, year: 2026, value: '1', basis: 'x' })).status, as ? 403 : 401);
		assert.equal((await ask(as, 'POST', '/indicator-definitions', {})).status, as ? 403 : 401);
	}
	for (const as of [leader, 'quantri.gialam'])
		assert.equal((await ask(as, 'POST', '/indicator-definitions', {})).status, 403, as);
});

test('a commune reads its own figures, whatever an address says', async () => {
	const mine = await whole(leader), all = await whole(province);
	for (const unit of all.units.filter((u) => u.name !== mine.unit_name).slice(0, 5)) {
		for (const path of [`/indicators/dung-han?don-vi=${unit.unit}`, `/indicators?don-vi=${unit.unit}`, `/indicators.csv?don-vi=${unit.unit}`])
			assert.equal((await ask(leader, 'GET', path)).status, 404, path);
		for (const path of [`/indicators/dung-han?unit=${unit.unit}`, `/indicators/dung-han?unit_id=${unit.unit}`])
			assert.equal((await ask(leader, 'GET', path)).body.value, mine.value, path);
		assert.equal((await ask(leader, 'POST', '/indicators/dung-han/targets', { unit: unit.unit, year: 2026, value: '1', basis: 'x' })).status, 404);
	}
	for (const unit of ['-1', '0x1', '9223372036854775807', '9223372036854775808', "1' or '1"])
		assert.ok([200, 404, 422].includes((await ask(leader, 'GET', `/indicators?don-vi=${encodeURIComponent(unit)}`)).status), unit);
});

test('periods and codes of no sense are answered', async () => {
	for (const ky of ['2026-00', '2026-W60', '0', '9999', '2026-02-30', '2026-Q5-BC', 'x'.repeat(3000), '\u0000', "2026' or '1"]) {
		const all = await ask(leader, 'GET', `/indicators?ky=${encodeURIComponent(ky)}`);
		assert.ok(all.status === 422 || ky === '\u0000', ky.slice(0, 20)); // what is no text is nothing
		const one = await ask(leader, 'GET', `/indicators/dung-han?ky=${encodeURIComponent(ky)}`);
		assert.ok(one.status === 404 || ky === '\u0000', ky.slice(0, 20));
	}
	for (const code of ['..', 'DUNG-HAN', "dung-han'--", '%00', 'x'.repeat(500)])
		assert.ok([400, 404].includes((await ask(leader, 'GET', `/indicators/${encodeURIComponent(code)}`)).status), code.slice(0, 20));
	assert.equal((await ask(leader, 'GET', '/indicators?ky=1900')).status, 200);
	assert.equal((await ask(leader, 'GET', '/indicators?ky=2200-12')).status, 200);
});

test('a definition cannot be made to run away, or to say what nobody measures', async () => {
	const form = { code: 'tan-cong', title: '<script>alert(1)</script>', group: 'Thử', as: 'number', unit: '<b>', direction: 'none',
		parts: 'a = dossiers.taken_in', numerator: 'a', denominator: '', good: '', middle: '', basis: '', remark: '"><img src=x>', valid_from: '2020-01-01' };
	const add = (more) => ask(platform, 'POST', '/indicator-definitions', { ...form, ...more });
	for (const more of [
		{ numerator: '('.repeat(100) + 'a' + ')'.repeat(100) }, { numerator: Array(90).fill('a').join('+') }, { numerator: 'a'.repeat(301) },
		{ parts: [...Array(13).keys()].map((i) => `a${i} = dossiers.taken_in`).join('\n'), numerator: 'a1' },
		{ parts: 'a = account.password' }, { parts: 'a = can-bo.computer_share' }, { parts: 'a = dossiers.taken_in, unit_id = 1' }, { parts: 'a = dossiers.taken_in\u0000' },
		{ parts: 'a = "dossiers.taken_in"' }, { numerator: 'sum(a)' }, { numerator: 'join(a)' }, { numerator: '"a"' }, { numerator: 'a / 0 /' },
		{ valid_from: '' }, { valid_from: '2020-02-30' }, { code: '../x' }, { code: '' }, { as: 'sql' }, { title: 'x'.repeat(201) }])
		assert.ok([400, 422].includes((await add(more)).status), JSON.stringify(more).slice(0, 80));
	assert.equal((await add({})).status, 201);
	assert.equal((await add({ numerator: 'a / 0', valid_from: '2021-01-01' })).status, 201);
	const page = (await (await signedIn(leader)).get('/chi-so/tan-cong')).text;
	assert.ok(!page.includes('<script>alert') && !page.includes('<img src=x'));
	assert.equal((await ask(leader, 'GET', '/indicators/tan-cong')).body.value, '', 'what is divided by nothing has no value');
	const huge = { as: 'share', unit: '%', numerator: 'a * 99999999 * 99999', denominator: 'a * 99999999 * 99999', valid_from: '2022-01-01' };
	assert.equal((await add(huge)).status, 201);
	for (const as of [leader, province])
		assert.ok((await ask(as, 'GET', '/indicators/tan-cong')).body.units.every((u) => u.pull === ''), 'too large to be told apart');
	const csv = String((await ask(leader, 'GET', '/indicators.csv')).body);
	assert.ok(!/^[=+@]/m.test(csv));
});
