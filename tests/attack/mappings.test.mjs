// Attacks on what fills forms and writes records: other people's records, forged numbers, fixed fields, other units, results twice, a program killed between.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { api, ask, citizen, signedIn } from '../http/client.mjs';
import { decide, draft, elsewhere, good, leader, owner, place, procedure, record, registered, save, self, settled, six, specialist, submit, toSpecialist, unit } from '../http/mapping_steps.mjs';

const other = '0530000002';
const change = (id, name) => ({ business: { id }, business_code: 'X', business_name: name, head_office: place, business_phone: '0912345678', lines: 'Bán gạo',
	capital: 1000000, workers: 1, change_from: '2026-12-01', owner_name: 'Kẻ Gian', owner_number: '037090000001' });

const parsed = (raw) => (typeof raw === 'string' ? JSON.parse(raw || '{}') : (raw ?? {}));
async function answersOf(id) {
	const { body } = await ask(specialist, 'GET', `/dossiers/${id}`);
	return parsed(body.dossier?.answers ?? body.answers);
}
function theirs(said, target) {
	assert.notEqual(said.business?.id, target);
}

let made;
const mine = async () => (made ??= (await registered(owner, `Mục tiêu ${six()}`, await self(owner), `37E${six()}`)).entries[0].record);

test('another citizen is neither shown nor filled from a record that is not his', async () => {
	const target = await mine();
	const { key } = await draft(other, '2.000720');
	for (const muc of [target, -1, 0, '9223372036854775807', 'x', `${target}%00`]) {
		const reply = await ask(other, 'GET', `/my/drafts/${key}?muc=${muc}`);
		assert.ok(reply.status < 500);
		assert.ok(!(reply.body.own_records ?? []).some((r) => r.id === target));
		const page = (await (await signedIn(other)).get(`/ho-so/soan/${key}?muc=${muc}`)).text;
		assert.doesNotMatch(page, /Mục tiêu/);
	}
	for (const q of ['', 'Mục', 'muc tieu', `${target}`]) {
		const found = good(await ask(other, 'GET', `/eforms/references?loai=own_record:ho-kinh-doanh&tu-khoa=${encodeURIComponent(q)}`), 200);
		assert.ok(!found.choices.some((k) => Number(k.value) === target));
	}
});

test('a forged record is refused, in any shape', async () => {
	const target = await mine(), name = (await record(target)).answers.label;
	for (const business of [{ id: target }, { kind: 'own_record:ho-kinh-doanh', id: target, title: name }, { kind: 'record:ho-kinh-doanh', id: target }, name, { id: '1 or 1=1' }, { id: -target }]) {
		const { key } = await draft(other, '2.000720');
		await save(other, key, { ...change(target, 'Chiếm'), business });
		const done = await ask(other, 'POST', `/my/drafts/${key}/submit`, { version: (await ask(other, 'GET', `/my/drafts/${key}`)).body.draft.version, declared: true });
		assert.ok([201, 409, 422].includes(done.status), `${JSON.stringify(business)} gives ${done.status}`);
		if (done.status === 201) theirs(await answersOf(Number(done.body.location.match(/\d+$/)[0])), target); // he has one of his own: that is meant
	}
	const direct = await ask(other, 'POST', '/my/dossiers', { procedure: await procedure('2.000720'), receiving_unit: await unit(), name: 'Kẻ Gian',
		personal_number: '037090000001', phone: '0912345678', address: 'x', result_by: 'desk', declared: true, answers: change(target, 'Chiếm') });
	if (direct.status === 201) theirs(await answersOf(Number(direct.body.location.match(/\d+$/)[0])), target);
	else assert.equal(direct.status, 422, JSON.stringify(direct.body));
	assert.equal((await record(target)).answers.label, name);
});

test('who knows the code of another\'s record has nothing written to it unseen', async () => {
	const target = await mine(), was = await record(target);
	const { key } = await draft(other, '1.001266', { business_name: 'Không phải của tôi', business_code: was.answers.code, head_office: place, end_on: '2026-12-31', end_reason: 'x',
		debts_paid: true, owner_name: 'Kẻ Gian', owner_number: '037090000001' });
	const id = await submit(other, key);
	await toSpecialist(id);
	await decide(id);
	const [stuck] = await settled(id);
	assert.equal(stuck.state, 'stuck');
	assert.match(stuck.reason, /đứng tên người khác/);
	assert.equal((await record(target)).version, was.version);
});

test('who only declares the number of the holder gets nothing of his', async () => {
	const { owner_number } = await self(owner), thief = await citizen();
	const said = await api('POST', '/registrations', null, { name: 'Kẻ Gian', personal_number: owner_number, birth_on: (await self(owner)).owner_born_on, phone: '0530999998', password: 'mot cau rat dai', again: 'mot cau rat dai' });
	const as = said.status === 201 ? JSON.parse(said.text).token : thief.token;
	const begun = await api('POST', '/my/drafts', as, { procedure: await procedure('2.000720'), receiving_unit: await unit(), channel: 'online' });
	const shown = JSON.parse((await api('GET', `/my/drafts/${JSON.parse(begun.text).location.split('/').pop()}`, as)).text);
	assert.deepEqual(shown.own_records, []);
});

test('what is fixed stays what it is, sent as a form or as JSON', async () => {
	const target = await mine(), code = (await record(target)).answers.code;
	const { key } = await draft(owner, '2.000720');
	good(await save(owner, key, change(target, 'Tên Mới')), 200);
	const kept = (await ask(owner, 'GET', `/my/drafts/${key}`)).body.draft.answers, said = typeof kept === 'string' ? JSON.parse(kept) : kept;
	assert.equal(said.business_code, code);
	assert.notEqual(said.owner_number, '037090000001');
	assert.notEqual(said.owner_name, 'Kẻ Gian');
});

test('other units and citizens neither see nor settle what a dossier writes', async () => {
	const target = await mine();
	const { key } = await draft(owner, '2.000720', change(target, 'Đổi'));
	const id = await submit(owner, key), acts = [['write', { seen: 0 }], ['drop', { note: 'x' }]];
	for (const who of [elsewhere, 'lanhdao.cucphuong']) {
		assert.equal((await ask(who, 'GET', `/dossiers/${id}/records`)).status, 404);
		for (const [act, body] of acts) assert.equal((await ask(who, 'POST', `/dossiers/${id}/records/1/${act}`, body)).status, 404);
	}
	for (const [act, body] of acts) assert.equal((await ask(owner, 'POST', `/dossiers/${id}/records/1/${act}`, body)).status, 403);
	for (const task of ['0', '-1', 'x', '99999999999999999999']) assert.equal((await ask(specialist, 'POST', `/dossiers/${id}/records/${task}/write`, { seen: 0 })).status, 404);
	const admin = await procedure('2.000720');
	for (const who of ['quantri.gialam', specialist, owner]) assert.equal((await ask(who, 'POST', `/managed-procedures/${admin}/mapping`, { definition: '{}', valid_from: '2026-12-01', seen: 1 })).status, 403);
	for (const definition of ['[]', '{', '{"writes":{}}', `{"writes":[${'['.repeat(40)}`, '{"fills":[{"registry":"ho-kinh-doanh","chosen":"business","fields":{"business_email":{"from":"email"}}}]}'])
		assert.equal((await ask('quantri', 'POST', `/managed-procedures/${admin}/mapping`, { definition, valid_from: '2030-12-01', seen: 1 })).status, 422, definition);
});

test('a result that is approved many times at once writes one record', async () => {
	const name = `Một lần ${six()}`, code = `37F${six()}`;
	const { id, entries: [first] } = await registered(owner, name, await self(owner), code);
	for (let i = 0; i < 2; i++) {
		good(await ask(leader, 'POST', `/dossiers/${id}/reopen`, { note: 'Xem lại', assignee: 0 }));
		good(await ask(specialist, 'POST', `/dossiers/${id}/propose`, { note: 'Như cũ.' }));
		const all = await Promise.all(Array.from({ length: 6 }, () => ask(leader, 'POST', `/dossiers/${id}/approve`, { note: 'Đồng ý.' })));
		assert.equal(all.filter((r) => r.status === 201).length, 1);
		const [again] = await settled(id);
		assert.equal(again.state, 'written', again.reason);
		assert.equal(again.record, first.record);
		await Promise.all(Array.from({ length: 6 }, () => ask(specialist, 'POST', `/dossiers/${id}/records/${again.task}/write`, { seen: 0 })));
	}
	const list = good(await ask(specialist, 'GET', `/registries/ho-kinh-doanh/records?tim=${encodeURIComponent(name)}`), 200);
	assert.equal(list.records.filter((r) => r.name === name).length, 1);
	const past = good(await ask(specialist, 'GET', `/registries/ho-kinh-doanh/records/${first.record}/versions`), 200);
	assert.equal(past.versions.length, 1);
});

// The row that plans it and the record are on disk together, or neither is: whoever kills the program finds it written once afterwards.
test('killed between: each result is written once when the program is there again', { skip: !process.env.DINH_PROGRAM }, async () => {
	const data = mkdtempSync(`${tmpdir()}/dinh-mappings-`), program = process.env.DINH_PROGRAM;
	const run = (...args) => new Promise((done) => spawn(program, args, { stdio: 'ignore' }).on('exit', done));
	await run('demo', '--data', data);
	const begin = () => new Promise((done, fail) => {
		const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		const look = (bytes) => { said += bytes; const at = said.match(/127\.0\.0\.1:\d+/); if (at) done({ child, url: `http://${at[0]}` }); };
		child.stdout.on('data', look);
		child.stderr.on('data', look);
		child.on('exit', () => fail(new Error(said)));
	});
	try {
		let server = await begin();
		const steps = (url, code, name) => new Promise((done) => {
			const child = spawn(process.execPath, ['--input-type=module', '-e', `
				import { draft, submit, toSpecialist, decide, business, self, fields, owner } from ${JSON.stringify(new URL('../http/mapping_steps.mjs', import.meta.url).href)};
				const is = await self(owner), answers = business(${JSON.stringify(name)}, is), { key } = await draft(owner, '1.001612', answers);
				const id = await submit(owner, key); await toSpecialist(id);
				await decide(id, { number: ${JSON.stringify(code)}, fields: fields(${JSON.stringify(name)}, answers) });`], { env: { ...process.env, DINH_URL: url, NODE_OPTIONS: '' }, stdio: 'inherit' });
			child.on('exit', done);
		});
		for (let i = 0; i < 3; i++) {
			assert.equal(await steps(server.url, `37G00000${i}`, `Bị giết ${i}`), 0);
			const gone = new Promise((done) => server.child.on('exit', done));
			server.child.kill('SIGKILL');
			await gone;
			server = await begin();
		}
		const login = await (await fetch(`${server.url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: specialist, password: 'Dinh@2026demo' }) })).json();
		let found = [];
		for (let i = 0; i < 100 && found.length < 3; i++) {
			await new Promise((done) => setTimeout(done, 200));
			found = (await (await fetch(`${server.url}/api/v1/registries/ho-kinh-doanh/records?tim=${encodeURIComponent('Bị giết')}`, { headers: { authorization: `Bearer ${login.token}` } })).json()).records;
		}
		assert.deepEqual(found.map((r) => r.name).sort(), ['Bị giết 0', 'Bị giết 1', 'Bị giết 2']);
		server.child.kill('SIGTERM');
	} finally {
		rmSync(data, { recursive: true, force: true, maxRetries: 5 });
	}
});
