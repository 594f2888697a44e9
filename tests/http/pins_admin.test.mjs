// Administration, a line a route: what is sent, the row it leaves in the audit log of whoever's chain, and objects inside objects.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { api, password, token } from './client.mjs';

const platform = 'quantri', administrator = 'quantri.gialam', leader = 'lanhdao.gialam', desk = 'motcua.gialam';

async function ask(as, method, path, json) {
	const r = await api(method, path, await token(as), json);
	let body = r.text;
	try { body = JSON.parse(r.text); } catch { /* not JSON */ }
	return { status: r.status, body };
}
const day = (n) => new Date(Date.now() + n * 86400e3 + 7 * 3600e3).toISOString().slice(0, 10);
const stamp = Date.now().toString(36);
const secret = 'cau mat khau that la dai';
const seen = {}; // what one line makes another needs

async function rows(as, action) {
	const all = (await ask(as, 'GET', `/audit?viec=${action}`)).body.entries;
	return all.length ? all[0].id : 0;
}
const idIn = (r) => Number(r.body.location.match(/(\d+)(?!.*\d)/)[1]);
async function named(path, list, name) {
	const { body } = await ask(administrator, 'GET', path);
	const found = body[list]?.find((one) => one.name.includes(name));
	assert.ok(found, `${name} in ${JSON.stringify(body).slice(0, 300)}`);
	return found.id;
}
const newest = async (as, path, list) => (await ask(as, 'GET', path)).body[list].reduce((a, b) => (b.id > a.id ? b : a)).id;

const routes = [ // who, path, what he sends, the row
	[platform, '/settings/rate.login', { value: '29' }, 'setting.change'],
	[platform, '/settings/rate.login/reset', {}, 'setting.reset'],
	[administrator, () => `/calendar/days/${day(400)}`, { kind: 'off', reason: 'Ngày hội xã', legal_basis: 'Thử', confirmed: true }, 'calendar.day'],
	[administrator, '/calendar/closures', { from_on: day(300), to_on: day(301), part: 'day', reason: 'Bão', legal_basis: 'Công điện' }, 'calendar.closure'],
	[leader, '/me/tokens', { name: `Máy ${stamp}`, scope: ['dossier.read'], days: '30' }, 'token.add', administrator],
	[administrator, '/accounts', { name: 'Trần Thử', login: `thu.${stamp}`, role: 'reception', password: secret, again: secret }, 'account.add',
		undefined, (r) => (seen.account = idIn(r))],
	[administrator, () => `/accounts/${seen.account}/password`, { password: secret + ' moi', again: secret + ' moi' }, 'account.password'],
	[administrator, () => `/accounts/${seen.account}/disable`, {}, 'account.disable'],
	[administrator, () => `/accounts/${seen.account}/enable`, {}, 'account.enable'],
	[administrator, () => `/accounts/${seen.account}/unlock`, {}, 'account.unlock'],
	[administrator, () => `/accounts/${seen.account}/reset-codes`, {}, 'account.totp_reset'],
	[administrator, () => `/accounts/${seen.account}/positions`, { role: 'specialist' }, 'position.add'],
	[administrator, () => `/accounts/${seen.account}/positions/${seen.position}`, { valid_to: day(3) }, 'position.end'],
	[administrator, '/agencies', { kind: 'office', name: `Phòng ${stamp}`, code: '', valid_from: day(-2) }, 'agency.open', undefined, async () => (seen.agency = await named('/agencies', 'agencies', `Phòng ${stamp}`))],
	[administrator, () => `/agencies/${seen.agency}`, { name: `Phòng mới ${stamp}`, code: '', day: day(0) }, 'agency.rename'],
	[administrator, () => `/agencies/${seen.agency}/end`, { end_day: day(2) }, 'agency.end'],
	[administrator, '/hamlets', { kind: 'thon', name: `Thôn ${stamp}`, note: '', day: day(-2), legal_basis: 'Nghị quyết' }, 'hamlet.open', undefined, async () => (seen.hamlet = await named('/hamlets', 'hamlets', stamp))],
	[administrator, () => `/hamlets/${seen.hamlet}`, { kind: 'thon', name: `Thôn mới ${stamp}`, note: '', day: day(0), legal_basis: 'Nghị quyết' }, 'hamlet.rename', undefined, async () => (seen.hamlet = await named('/hamlets', 'hamlets', `mới ${stamp}`))],
	[administrator, () => `/hamlets/${seen.hamlet}/end`, { end_day: day(2) }, 'hamlet.end'],
	[administrator, () => `/managed-procedures/${seen.procedure}/posting`, { posted: '0', remark: 'Tạm dừng' }, 'procedure.post'],
	[administrator, () => `/managed-procedures/${seen.procedure}/posting`, { posted: '1', remark: '' }, 'procedure.post'],
	[platform, () => `/managed-procedures/${seen.procedure}/fee-rules`, { channel: '', payer: 'child', amount: 0, basis: 'Nghị quyết', valid_from: day(5) }, 'procedure.fee'],
	[platform, () => `/managed-procedures/${seen.procedure}/authority`, { level: 'province', since: day(9), legal_basis: 'Nghị định' }, 'procedure.authority'],
	[platform, () => `/managed-procedures/${seen.procedure}/authority/${day(9)}/drop`, {}, 'procedure.authority_drop'],
];

test('every route of administration leaves its row', async (t) => {
	const found = JSON.stringify((await ask(leader, 'GET', '/procedures?tu-khoa=1.004837')).body);
	seen.procedure = Number(found.match(/"id":(\d+),"code":"1\.004837"/)[1]);
	for (const [as, path, fields, row, reader = as, keep] of routes) {
		const address = typeof path === 'function' ? path() : path;
		await t.test(`POST ${address.replace(stamp, '..')} leaves ${row}`, async () => {
			const before = await rows(reader, row);
			const r = await ask(as, 'POST', address, fields);
			assert.equal(r.status, 201, JSON.stringify(r.body));
			await keep?.(r);
			if (row === 'position.add') seen.position = await newest(as, `/accounts/${seen.account}`, 'positions');
			assert.ok((await rows(reader, row)) > before, row);
			const left = (await ask(reader, 'GET', `/audit?viec=${row}`)).body.entries[0];
			assert.ok(!left.object_id || left.object_name, `${row}: ${left.object_kind} ${left.object_id} has no name`);
		});
	}
});

test('what is inside another object is not there', async () => {
	const account = (await ask(administrator, 'GET', '/accounts?tim=lanhdao.gialam')).body.accounts?.[0]?.id;
	assert.ok(account, 'the leader is in the list');
	const foreign = await ask(administrator, 'POST', `/accounts/${account}/positions/${seen.position}`, { valid_to: day(1) });
	assert.equal(foreign.status, 404, JSON.stringify(foreign.body));
	const rule = await ask(platform, 'GET', `/managed-procedures/${seen.procedure}`);
	const rules = rule.body.fee_rules ?? rule.body.fees;
	assert.ok(rules?.length, Object.keys(rule.body).join(' '));
	const own = rules[rules.length - 1].id;
	const other = JSON.stringify((await ask(leader, 'GET', '/procedures?tu-khoa=1.001193')).body).match(/"id":(\d+),"code":"1\.001193"/)[1];
	assert.equal((await ask(platform, 'POST', `/managed-procedures/${other}/fee-rules/${own}/end`, {})).status, 409, 'a fee rule of another procedure is none of its own');
	assert.equal((await ask(platform, 'POST', `/managed-procedures/${seen.procedure}/fee-rules/${own}/end`, {})).status, 201);
});
