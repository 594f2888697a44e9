// Procedures of land end in its register: the form names a parcel and is filled from it, an officer divides it on the ground of the dossier, both say so,
// and a dossier that ended and changed nothing leaves a task.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ask, signedIn } from './client.mjs';
import { decided, desk, divide, dossier, filed, good, held, land, officer, owner, parcel, procedure, province, split, stranger, unit, worked } from './land_steps.mjs';

const answers = async (id) => JSON.parse((await dossier(id)).dossier.answers);
const draft = async (who, said) => {
	const begun = good(await ask(who, 'POST', '/my/drafts', { procedure: await procedure('1.012784'), receiving_unit: await unit(), channel: 'online' }));
	const path = `/my/drafts/${begun.location.split('/').pop()}`, { draft: d } = good(await ask(who, 'GET', path), 200);
	const saved = await ask(who, 'POST', path, { name: d.name, personal_number: d.personal_number, birth_on: d.birth_on, phone: d.phone, email: '', address: d.address || 'Thôn 2',
		result_by: 'desk', result_address: '', version: d.version, answers: said });
	return { saved, seen: good(await ask(who, 'GET', path), 200) };
};

test('a form is filled from the register, whatever was sent', async () => {
	const one = await held(owner), said = await answers(await filed('1.012784', split(one, { land_area: 9, land_number: '999', land_holders: 'Ai khác' })));
	assert.equal(said.land_number, String(one.parcel.number));
	assert.equal(said.land_sheet, String(one.parcel.sheet));
	assert.equal(said.land_area, one.facts.area / 100);
	assert.equal(said.land_code, one.parcel.code);
	assert.equal(said.land_uses, `LUC ${String(one.facts.area / 100).replace('.', ',')}`);
	assert.doesNotMatch(said.land_holders, /\*|Ai khác/);
	assert.equal(said.land_certificate, one.certificates.find((k) => !k.revoked_on).serial);
	assert.equal(said.before, one.facts.area / 100);
	assert.equal(said.difference, 0);
});

test('a citizen names what he holds by his proved number, and nothing else', async () => {
	const one = await held(owner), own = await draft(owner, split(one));
	assert.equal(own.saved.status, 200, JSON.stringify(own.saved.body));
	assert.ok(own.seen.own_records.some((k) => k.id === one.parcel.id && k.is_chosen));
	assert.equal(JSON.parse(own.seen.draft.answers).land_code, one.parcel.code);
	const other = await draft(stranger, split(one));
	assert.ok(!other.seen.own_records.some((k) => k.id === one.parcel.id));
	assert.ok(!JSON.parse(other.seen.draft.answers || '{}').land_code, 'nothing of it goes into his form');
	assert.doesNotMatch(other.seen.draft.answers, new RegExp(one.parcel.code));
});

test('split on the ground of a dossier: both say so', async () => {
	const one = await held(owner), id = await filed('1.012784', split(one));
	let v = await land(id);
	assert.deepEqual([v.parcels.map((p) => p.id), v.is_open, v.may_do], [[one.parcel.id], false, 'split merge']);
	const early = await divide(one, { dossier: id });
	assert.equal(early.status, 409);
	assert.match(early.body.detail, /chưa làm căn cứ/);
	assert.equal((await parcel(one.parcel.id)).parcel.valid_to, null, 'nothing happened');
	await worked(id);
	const browser = await signedIn(officer), way = `/dat-dai/${one.parcel.id}/tach?ho-so=${id}`;
	assert.ok((await browser.get(`/mot-cua/${id}`)).text.includes(way), 'the page of the dossier leads there');
	const form = (await browser.get(way)).text;
	assert.match(form, new RegExp(`name="basis"[^>]*value="Hồ sơ ${v.code}"`));
	assert.match(form, new RegExp(`name="dossier" value="${id}"`));
	good(await divide(one, { dossier: id, basis: `Hồ sơ ${v.code}` }));
	const old = await parcel(one.parcel.id), made = old.tree.filter((k) => k.is_after);
	assert.equal(made.length, 2);
	assert.ok(old.parcel.valid_to);
	assert.deepEqual(old.acts.map((a) => [a.act, a.dossier, a.code]), [['split', id, v.code]]);
	for (const k of made) {
		assert.equal(k.code, v.code);
		assert.equal((await parcel(k.id)).tree[0].dossier, id);
	}
	v = await land(id);
	assert.equal(v.acts[0].made.split(', ').length, 2);
	assert.match((await browser.get(`/mot-cua/${id}`)).text, /Đã ghi vào sổ đất đai/);
	assert.ok((await browser.get(`/dat-dai/${made[0].id}`)).text.includes(`href="/mot-cua/${id}"`));
	await decided(id);
	assert.equal((await land(id)).has_task, false, 'it changed the register before it ended');
});

test('ended and nothing changed: a task, until it is written or a reason is given', async () => {
	const one = await held(owner), id = await filed('1.012784', split(one)), second = await filed('1.012784', split(await held(owner)));
	await worked(id);
	await worked(second);
	await decided(id);
	await decided(second);
	assert.equal((await land(id)).has_task, true);
	const open = async () => good(await ask(officer, 'GET', '/parcels/unwritten'), 200).dossiers.map((d) => d.dossier_id);
	assert.deepEqual((await open()).filter((d) => d === id || d === second), [id, second].sort((a, b) => a - b));
	const home = (await (await signedIn(officer)).get(`/mot-cua/${id}/dat-dai`)).text;
	assert.match(home, /sổ đất đai chưa thay đổi/);
	good(await divide(await parcel(one.parcel.id), { dossier: id }));
	assert.equal((await land(id)).has_task, false);
	assert.equal((await ask(officer, 'POST', `/dossiers/${second}/land/drop`, { reason: '' })).status, 422);
	good(await ask(officer, 'POST', `/dossiers/${second}/land/drop`, { reason: 'Không đủ điều kiện tách' }));
	assert.equal((await ask(officer, 'POST', `/dossiers/${second}/land/drop`, { reason: 'Lần nữa' })).status, 409);
	assert.ok(!(await open()).some((d) => d === id || d === second));
});

test('an officer names the parcel where the form names none; other parcels and other acts are no affair of the dossier', async () => {
	const one = await held(owner), other = await held(owner), { land: none, ...rest } = split(one);
	const id = await filed('1.012784', { ...rest, parcels: [{ parcel: '1', sheet: '1', area: 10, use: 'rice', certificate: 'A 1' }] });
	await worked(id);
	assert.deepEqual((await land(id)).parcels, []);
	assert.equal((await divide(one, { dossier: id })).status, 409);
	const name = (said) => ask(officer, 'POST', `/dossiers/${id}/land`, said);
	assert.equal((await name({ old_unit: 0, sheet: one.parcel.sheet, number: 99999 })).status, 422);
	const twice = await name({ old_unit: 0, sheet: 12, number: 1 });
	assert.equal(twice.status, 422, 'two communes of before have a sheet 12');
	assert.equal(twice.body.problems[0].field, 'old_unit');
	good(await name({ old_unit: one.parcel.old_unit_id ?? 0, sheet: one.parcel.sheet, number: one.parcel.number }).then(async (r) => r.status === 422
		? name({ old_unit: (await ask(officer, 'GET', `/land-sheets/${one.parcel.sheet_id}`)).body.old_unit_id, sheet: one.parcel.sheet, number: one.parcel.number }) : r));
	const passed = await ask(officer, 'POST', `/parcels/${one.parcel.id}/right`, { how: 'change', holders: '', day: '2026-11-20', basis: 'x', seen: one.parcel.version, dossier: id });
	assert.equal(passed.status, 409, 'the procedure leads to no transfer');
	assert.equal((await divide(other, { dossier: id })).status, 409);
	good(await divide(one, { dossier: id }));
});

test('who has no part in it finds nothing', async () => {
	const one = await held(owner), id = await filed('1.012784', split(one));
	assert.equal((await ask('chuyenmon.cucphuong', 'GET', `/dossiers/${id}/land`)).status, 404);
	assert.equal((await ask(owner, 'GET', `/dossiers/${id}/land`)).status, 403);
	assert.equal((await ask(desk, 'POST', `/dossiers/${id}/land`, { old_unit: 0, sheet: 1, number: 1 })).status, 403);
	assert.equal((await divide(one, { dossier: id + 100000 })).status, 404);
	assert.equal((await land(id, province)).parcels[0].id, one.parcel.id, 'who decides it sees what it is about');
});
