// Who tries to get at land through a dossier: names another's parcel in a form, changes the register on the ground of a dossier that is none of his or is over,
// settles another unit's tasks, imports what he may not, asks for days and boxes that are none.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ask, citizen } from '../http/client.mjs';
import { decided, desk, dividable, divide, filed, good, held, land, officer, owner, parcel, procedure, split, stranger, unit, worked } from '../http/land_steps.mjs';

async function draft(who, said) {
	const begun = good(await ask(who, 'POST', '/my/drafts', { procedure: await procedure('1.012784'), receiving_unit: await unit(), channel: 'online' }));
	const path = `/my/drafts/${begun.location.split('/').pop()}`, { draft: d } = good(await ask(who, 'GET', path), 200);
	const saved = await ask(who, 'POST', path, { name: d.name, personal_number: d.personal_number, birth_on: d.birth_on, phone: d.phone || '0912345678', email: '',
		address: d.address || 'Thôn 2', result_by: 'desk', result_address: '', version: d.version, answers: said });
	return { saved, seen: good(await ask(who, 'GET', path), 200) };
}
const secret = (one) => new RegExp(`${one.parcel.code}|${one.certificates.find((k) => !k.revoked_on).serial}`);

test('nothing of a parcel comes to who does not hold it, by id, by choice, in a row', async () => {
	const one = await held(owner), mine = await held(stranger);
	assert.ok(mine.parcel.id !== one.parcel.id);
	for (const said of [split(one), { ...split(one), land: { kind: 'own_parcel', id: String(one.parcel.id) } }, { ...split(one), land: { kind: 'person', id: one.parcel.id } },
		{ ...split(mine), request: 'merge', others: [{ land: { kind: 'own_parcel', id: one.parcel.id }, area: 1 }] }]) {
		const { saved, seen } = await draft(stranger, said);
		assert.ok([200, 422].includes(saved.status), JSON.stringify(saved.body));
		assert.doesNotMatch(JSON.stringify(seen), secret(one));
		assert.doesNotMatch(JSON.stringify(saved.body), secret(one));
	}
	const key = good(await ask(stranger, 'POST', '/my/drafts', { procedure: await procedure('1.012784'), receiving_unit: await unit(), channel: 'online' })).location.split('/').pop();
	const chosen = good(await ask(stranger, 'GET', `/my/drafts/${key}?muc=${one.parcel.id}`), 200);
	assert.doesNotMatch(JSON.stringify(chosen), secret(one));
	const { seen } = await draft(stranger, split(mine, { land_area: 99999, land_code: 'w7ehp13fhbyc', land_holders: 'Tôi' }));
	assert.equal(JSON.parse(seen.draft.answers).land_area, mine.facts.area / 100, 'what the register says counts');
	assert.equal(JSON.parse(seen.draft.answers).land_code, mine.parcel.code);
});

test('a number that was only declared gives nothing', async () => {
	const { token } = await citizen(), base = process.env.DINH_URL;
	const call = async (method, path, json) => (await fetch(`${base}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: json && JSON.stringify(json) })).json();
	const begun = await call('POST', '/my/drafts', { procedure: await procedure('1.012784'), receiving_unit: await unit(), channel: 'online' });
	const seen = await call('GET', `/my/drafts/${begun.location.split('/').pop()}`);
	assert.deepEqual(seen.own_records ?? [], []);
});

test('an officer who may not read land names none at the desk', async () => {
	const one = await held(owner), clerk = await ask('vanthu.gialam', 'GET', `/parcels/${one.parcel.id}`);
	assert.equal(clerk.status, 403);
	const elsewhere = await ask('motcua.cucphuong', 'GET', '/desk/procedures?q=1.012784');
	if (elsewhere.body.choices?.length) {
		const reply = await ask('motcua.cucphuong', 'POST', '/dossiers', { client_key: `a${Date.now()}`, outcome: 'received', channel: 'desk', name: 'Bùi Thị Lan', personal_number: '037190555555',
			birth_on: '1990-05-09', phone: '0912000123', address: 'Thôn 2', procedure: Number(elsewhere.body.choices[0].value), papers: [1], originals: [1], copies: [0], result_by: 'desk', answers: split(one) });
		assert.doesNotMatch(JSON.stringify(reply.body), secret(one));
		if (reply.status === 201) assert.doesNotMatch(JSON.stringify((await ask('motcua.cucphuong', 'GET', reply.body.location.replace('/api/v1', ''))).body), secret(one));
	}
});

test('no dossier but one that is about the parcel, is open and leads there; what ended once is not divided twice', async () => {
	const one = await held(owner), id = await filed('1.012784', split(one));
	for (const bad of [-1, 0.5, 'x', 9e15, [id]]) assert.ok([404, 422].includes((await divide(one, { dossier: bad })).status), String(bad));
	await worked(id);
	assert.equal((await divide(one, { dossier: id }, 'chuyenmon.cucphuong')).status, 404);
	assert.equal((await divide(one, { dossier: id }, desk)).status, 403);
	const both = await Promise.all([divide(one, { dossier: id }), divide(one, { dossier: id })]);
	assert.deepEqual(both.map((r) => r.status).sort(), [201, 409]);
	assert.equal((await land(id)).acts.length, 1);
	await assert.rejects(filed('1.012784', split(one)), /không có mục này/, 'an ended parcel is not named');
});

test('tasks are those of the unit', async () => {
	const id = await filed('1.012784', split(await held(owner)));
	await worked(id);
	await decided(id);
	for (const who of ['chuyenmon.cucphuong', 'chuyenmon.ninhbinh'])
		assert.equal((await ask(who, 'POST', `/dossiers/${id}/land/drop`, { reason: 'Bỏ' })).status, 404, who);
	assert.equal((await ask(desk, 'POST', `/dossiers/${id}/land/drop`, { reason: 'Bỏ' })).status, 403);
	assert.equal((await ask(owner, 'POST', `/dossiers/${id}/land/drop`, { reason: 'Bỏ' })).status, 403);
	assert.ok(!good(await ask('chuyenmon.cucphuong', 'GET', '/parcels/unwritten'), 200).dossiers.some((d) => d.dossier_id === id));
	assert.equal((await land(id)).has_task, true);
});

test('a part joins no parcel of another sheet, of nobody, of what does not touch it', async () => {
	const one = await dividable(), far = (await dividable()).parcel.number;
	for (const joins of ['2: 99999', '9: 1', 'x', `2: ${one.parcel.number}`, `2: ${far}`, `1: ${far}, 2: ${far}`, ':', '2'])
		assert.equal((await divide(one, { joins })).status, 422, joins);
	assert.equal((await parcel(one.parcel.id)).parcel.valid_to, null);
});

test('days and boxes that are none, formulas in files', async () => {
	for (const path of ['/parcels?ngay=0000-00-00', '/parcels/map.geojson?vung=1,2,3,4&ngay=abc', '/parcels/map.geojson?vung=105,20,106,21&ngay=9999-12-31'])
		assert.equal((await ask(officer, 'GET', path)).status, 422, path);
	const one = await dividable();
	good(await ask(officer, 'POST', `/parcels/${one.parcel.id}/facts`, { how: 'correct', area: String(one.facts.area / 100).replace('.', ','), uses: 'LUC', address: '=cmd|x', shape: '', old_sheet: '',
		old_number: '', basis: '@SUM(A1)', reason: 'x', seen: one.parcel.version }));
	const csv = (await ask(officer, 'GET', `/parcels.csv?to=${one.parcel.sheet}&thua=${one.parcel.number}`)).body.toString();
	assert.doesNotMatch(csv, /(^|[,"\n])[=@]/);
	for (const who of ['vanthu.gialam', owner]) assert.equal((await ask(who, 'GET', '/parcels.geojson')).status, 403, who);
});
