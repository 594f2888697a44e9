// What is typed once: a result writes a record of a registry, and the record fills the next form. File, result, record, change, end.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { api, ask, citizen, logged, password, signedIn } from './client.mjs';
import { madeAnew } from './made_registry.mjs';
import { business, decide, draft, elsewhere, good, leader, owner, place, procedure, record, registered, save, self, settled, six, specialist, submit,
	toSpecialist, unit } from './mapping_steps.mjs';

test('a result writes a record, the record fills the next form, whose result changes it; the last one ends it', async () => {
	const is = await self(owner), name = `Tạp hóa Đào ${six()}`, code = `37A${six()}`;
	const { id, entries } = await registered(owner, name, is, code);
	assert.equal(entries.length, 1);
	assert.equal(entries[0].state, 'written', entries[0].reason);
	const made = await record(entries[0].record);
	assert.equal(made.answers.label, name);
	assert.equal(made.answers.code, code);
	assert.equal(made.answers.lines, 'Bán lẻ lương thực; Bán lẻ đồ uống', 'rows of the form are one text of the record');
	assert.equal(made.answers.capital, 50000000);
	assert.equal(made.answers.head_office.commune, '14389');
	const past = good(await ask(specialist, 'GET', `/registries/ho-kinh-doanh/records/${entries[0].record}/versions`), 200);
	assert.equal(past.versions[0].is.source, 'dossier');
	assert.equal(past.versions[0].is.source_ref, `dossier/${id}`);
	const officer = await signedIn(specialist);
	const page = (await officer.get(`/du-lieu/ho-kinh-doanh/${entries[0].record}`)).text;
	assert.match(page, new RegExp(`– Ghi từ <a class="govuk-link" href="/mot-cua/${id}">`));
	assert.match((await officer.get(`/mot-cua/${id}`)).text, new RegExp(`href="/du-lieu/ho-kinh-doanh/${entries[0].record}">${name}<`));

	// The second form: nothing of it is typed but what changes.
	const { key } = await draft(owner, '2.000720');
	const shown = good(await ask(owner, 'GET', `/my/drafts/${key}`), 200);
	const mine = shown.own_records.find((r) => r.id === entries[0].record);
	assert.ok(mine, 'his record is among his own');
	const citizenPage = await signedIn(owner);
	const form = (await citizenPage.get(`/ho-so/soan/${key}?muc=${mine.id}`)).text;
	assert.match(form, /Lấy từ sổ Hộ kinh doanh, cập nhật ngày/);
	assert.match(form, new RegExp(`id="e_business_name" name="e_business_name"[^>]*value="${name}"`));
	assert.doesNotMatch(form, /<input[^>]*type="text"[^>]*name="e_business_code"/, 'what may not be changed is not asked');
	const changes = { business: { id: mine.id }, business_name: `${name} Mới`, head_office: place, business_phone: '0912345678', lines: 'Bán lẻ lương thực',
		capital: 80000000, workers: 3, change_from: '2026-12-01', business_code: '99X999', owner_number: '037090000009', owner_name: 'Người Khác' };
	good(await save(owner, key, changes), 200);
	const second = await submit(owner, key);
	const filed = good(await ask(specialist, 'GET', `/dossiers/${second}`), 200);
	const raw = filed.dossier?.answers ?? filed.answers, said = typeof raw === 'string' ? JSON.parse(raw) : raw;
	assert.equal(said.business_code, code, 'what is fixed counts, whatever was sent');
	assert.equal(said.owner_number, is.owner_number);
	await toSpecialist(second);
	const before = (await officer.get(`/mot-cua/${second}`)).text;
	assert.match(before, /Tờ khai khác với sổ/);
	const planned = good(await ask(specialist, 'GET', `/dossiers/${second}/records`), 200).entries[0];
	assert.equal(planned.state, 'planned');
	assert.ok(planned.differences.some((d) => d.what === 'Vốn kinh doanh'), JSON.stringify(planned.differences));
	await decide(second);
	const [changed] = await settled(second);
	assert.equal(changed.state, 'written', changed.reason);
	assert.equal(changed.record, mine.id);
	const after = await record(mine.id);
	assert.equal(after.answers.label, `${name} Mới`);
	assert.equal(after.answers.capital, 80000000);
	assert.equal(after.answers.code, code);

	// The third: it is no more, from the day after.
	const last = await draft(owner, '1.001266', { business: { id: mine.id }, end_on: '2026-12-31', end_reason: 'Nghỉ hưu', debts_paid: true });
	const third = await submit(owner, last.key);
	await toSpecialist(third);
	await decide(third);
	const [ended] = await settled(third);
	assert.equal(ended.state, 'written', ended.reason);
	await logged('dossier', /Ghi kết quả hồ sơ vào sổ dữ liệu/);
});

test('a result from another paper than foreseen is an officer\'s to judge; so is a code that is taken', async () => {
	const is = await self(owner), name = `Quán nước ${six()}`, code = `37B${six()}`;
	const first = await registered(owner, name, is, code);
	assert.equal(first.entries[0].state, 'written');
	const { key } = await draft(owner, '1.001612', business(`Quán cơm ${six()}`, is));
	const id = await submit(owner, key);
	await toSpecialist(id);
	good(await ask(specialist, 'POST', `/dossiers/${id}/propose`, { note: 'Không đủ điều kiện.' }));
	good(await ask(leader, 'POST', `/dossiers/${id}/approve`, { note: 'Trả lời không đồng ý.' }));
	const [stuck] = await settled(id);
	assert.equal(stuck.state, 'stuck');
	assert.match(stuck.reason, /không lập từ mẫu/);
	const list = good(await ask(specialist, 'GET', '/records/unwritten'), 200);
	assert.ok(list.tasks.some((t) => t.dossier_id === id));
	assert.ok(!good(await ask(elsewhere, 'GET', '/records/unwritten'), 200).tasks.some((t) => t.dossier_id === id), 'not another unit\'s');
	assert.equal((await ask(elsewhere, 'POST', `/dossiers/${id}/records/${stuck.task}/write`, { seen: 0, though_other: true })).status, 404);
	const refused = await ask(specialist, 'POST', `/dossiers/${id}/records/${stuck.task}/write`, { seen: 0, though_other: true });
	assert.equal(refused.status, 409, 'it has no code');
	assert.match(JSON.stringify(refused.body), /Mã số hộ kinh doanh/);
	assert.equal((await ask(specialist, 'POST', `/dossiers/${id}/records/${stuck.task}/drop`, { note: '' })).status, 422);
	good(await ask(specialist, 'POST', `/dossiers/${id}/records/${stuck.task}/drop`, { note: 'Kết quả là không đồng ý' }));
	assert.equal((await settled(id))[0].state, 'dropped');

	const taken = await registered(owner, `Quán trà ${six()}`, is, code);
	assert.equal(taken.entries[0].state, 'stuck');
	assert.match(taken.entries[0].reason, /Đã có mục mang “Mã số hộ kinh doanh”/);
	const page = (await (await signedIn(specialist)).get(`/mot-cua/${taken.id}`)).text;
	assert.match(page, /Đã có mục mang “Mã số hộ kinh doanh”/);
});

test('a record that was changed meanwhile is written only after somebody has looked', async () => {
	const is = await self(owner), name = `Xưởng mộc ${six()}`;
	const { entries: [made] } = await registered(owner, name, is, `37C${six()}`);
	const { key } = await draft(owner, '2.000720', { business: { id: made.record }, business_name: `${name} Hai`, head_office: place, business_phone: '0912345678',
		lines: 'Đóng đồ gỗ', capital: 90000000, workers: 4, change_from: '2026-12-01' });
	const id = await submit(owner, key);
	const now = await record(made.record);
	good(await ask(specialist, 'POST', `/registries/ho-kinh-doanh/records/${made.record}`, { kind: 'correct', reason: 'Ghi nhầm số lao động', seen: now.version,
		answers: { ...now.answers, workers: 9 } }));
	await toSpecialist(id);
	await decide(id);
	const [stuck] = await settled(id);
	assert.equal(stuck.state, 'stuck');
	assert.match(stuck.reason, /đã được sửa lúc .* sau khi hồ sơ được nộp/);
	assert.equal((await record(made.record)).answers.workers, 9, 'nothing is written over it');
	good(await ask(specialist, 'POST', `/dossiers/${id}/records/${stuck.task}/write`, { seen: stuck.seen }));
	assert.equal((await record(made.record)).answers.workers, 4);
	assert.equal((await record(made.record)).answers.label, `${name} Hai`);
});

test('what somebody only says of himself gives him nothing', async () => {
	const stranger = await citizen();
	const begun = await api('POST', '/my/drafts', stranger.token, { procedure: await procedure('2.000720'), receiving_unit: await unit(), channel: 'online' });
	assert.equal(begun.status, 201, begun.text);
	const shown = JSON.parse((await api('GET', `/my/drafts/${JSON.parse(begun.text).location.split('/').pop()}`, stranger.token)).text);
	assert.deepEqual(shown.own_records, []);
});

test('where results are checked too, one waits until somebody has approved it, and what is returned is an officer\'s again', async () => {
	const { registries } = good(await ask('quantri', 'GET', '/registry-definitions?tim=ho-kinh-doanh'), 200), { id: registry } = registries.find((one) => one.code === 'ho-kinh-doanh');
	const { versions } = good(await ask('quantri', 'GET', `/registry-definitions/${registry}`), 200);
	const before = JSON.parse(good(await ask('quantri', 'GET', `/registry-versions/${versions[0].id}`), 200).version.definition);
	const other = `phochutich${six()}.gialam`, chief = await signedIn('quantri.gialam');
	const added = await chief.submit('/quan-tri/tai-khoan/them', '/quan-tri/tai-khoan', { name: 'Phó Thứ Hai', login: other, phone: '', email: '', role: 'leader', title: '', agency: '', unit_code: '', valid_from: '', password, again: password });
	assert.equal(added.status, 303, added.text.slice(0, 500));
	const waiting = async (check) => {
		await madeAnew('quantri', registry, { ...before, ...(check ? { check } : {}) });
		const is = await self(owner), name = `Hàng chờ ${six()}`, { id, entries } = await registered(owner, name, is, `37C${six()}`);
		const [line] = (await ask(leader, 'GET', '/record-proposals?trang-thai=waiting&so=ho-kinh-doanh')).body.proposals.filter((one) => one.title.includes(name));
		return { id, entry: entries[0], proposal: line?.id, name };
	};
	try {
		const people = await waiting('people');
		assert.deepEqual([people.entry.state, people.proposal], ['written', undefined], 'results count as checked there');
		const all = await waiting('all');
		assert.equal(all.entry.state, 'stuck');
		assert.match(all.entry.reason, /Đang chờ duyệt trong “Đề nghị ghi sổ”/);
		const again = await ask(specialist, 'POST', `/mapping-tasks/${all.entry.id}/write`, {});
		assert.notEqual(again.status, 201, 'not a second time');
		assert.equal((await ask(leader, 'POST', `/record-proposals/${all.proposal}/approve`, {})).status, 409, 'who ended the dossier does not check its result');
		good(await ask(other, 'POST', `/record-proposals/${all.proposal}/approve`, {}));
		const [done] = await settled(all.id);
		assert.equal(done.state, 'written', done.reason);
		assert.equal((await record(done.record)).answers.label, all.name);
		const returned = await waiting('all');
		good(await ask(other, 'POST', `/record-proposals/${returned.proposal}/return`, { note: 'Sai mã' }));
		const [stuck] = await settled(returned.id);
		assert.deepEqual([stuck.state, /bị trả lại\. Lý do: Sai mã/.test(stuck.reason)], ['stuck', true], stuck.reason);
	} finally {
		await madeAnew('quantri', registry, before);
	}
});
