// Steps of what is typed once: a household business is registered, by applicant and officers, until its result has written a record.
import assert from 'node:assert/strict';
import { ask, signedIn } from './client.mjs';

export const desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam', owner = '0530000001', elsewhere = 'motcua.cucphuong';
export const six = () => String(Math.floor(100000 + Math.random() * 899999));
export const good = (reply, status = 201) => { assert.equal(reply.status, status, JSON.stringify(reply.body)); return reply.body; };
const idOf = (reply) => Number(good(reply).location.match(/\d+$/)[0]);

export async function until(what, of) {
	for (let i = 0; i < 150; i++) {
		const found = await of();
		if (found) return found;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail(`never: ${what}`);
}
let gialam;
export async function unit() {
	gialam ??= Number((await (await signedIn(owner)).get(`/ho-so/nop?thu-tuc=${await procedure('1.001612')}`)).text.match(/value="(\d+)"[^>]*>[^<]*Gia Lâm/)[1]);
	return gialam;
}
export const procedure = async (code) => Number((await ask(desk, 'GET', `/desk/procedures?q=${code}`)).body.choices[0].value);
export const place = { province: '37', commune: '14389', detail: 'Thôn 2' };
export const business = (name, more = {}) => ({ business_name: name, head_office: place, business_phone: '0912345678', capital: 50000000, workers: 2,
	activities: [{ name: 'Bán lẻ lương thực', code: '4721', main: true }, { name: 'Bán lẻ đồ uống', code: '4723', main: false }], start_on: '2026-12-01',
	founder: 'person', owner_name: 'Người Đứng Tên', owner_born_on: '1990-02-03', owner_sex: 'male', owner_number: '037090000001', owner_home: place, tax_way: 'declare', ...more });
// The applicant files by a draft, as people do; the sheet says who he is.
export async function draft(who, code, answers) {
	const begun = good(await ask(who, 'POST', '/my/drafts', { procedure: await procedure(code), receiving_unit: await unit(), channel: 'online' }));
	const key = begun.location.split('/').pop();
	const saved = answers ? good(await save(who, key, answers), 200) : null;
	return { key, ...saved };
}
export async function save(who, key, answers) {
	const { draft: d } = (await ask(who, 'GET', `/my/drafts/${key}`)).body;
	return ask(who, 'POST', `/my/drafts/${key}`, { name: d.name, personal_number: d.personal_number, birth_on: d.birth_on, phone: d.phone || '0912345678',
		email: '', address: d.address || 'Thôn 2', result_by: 'desk', result_address: '', version: d.version, answers });
}
export const submit = async (who, key) => idOf(await ask(who, 'POST', `/my/drafts/${key}/submit`, { version: (await ask(who, 'GET', `/my/drafts/${key}`)).body.draft.version, declared: true }));
let colleague;
export async function toSpecialist(id) {
	good(await ask(desk, 'POST', `/dossiers/${id}/receive`, {}));
	colleague ??= Number((await (await signedIn(desk)).get(`/mot-cua/${id}/lam/chuyen-xu-ly`)).text.match(/<option value="([1-9]\d*)"/)[1]);
	good(await ask(desk, 'POST', `/dossiers/${id}/hand-over`, { assignee: colleague }));
}
export async function decide(id, result) {
	if (result) good(await ask(specialist, 'POST', `/dossiers/${id}/result`, { template: 'dang-ky-ho-kinh-doanh', signed_on: '', seen: 0, ...result }));
	good(await ask(specialist, 'POST', `/dossiers/${id}/propose`, { note: 'Đủ điều kiện.' }));
	good(await ask(leader, 'POST', `/dossiers/${id}/approve`, { note: 'Đồng ý.' }));
}
export const fields = (name, answers) => ({ name, office: 'Thôn 2, xã Gia Lâm', phone: '0912345678', activities: 'Bán lẻ', capital: '50.000.000 đồng', founder: 'Cá nhân',
	owner: 'NGƯỜI ĐỨNG TÊN', owner_born_on: '03/02/1990', owner_sex: 'Nam', owner_number: answers.owner_number, owner_home: 'Thôn 2', first_on: '28/11/2026' });
export const settled = (id, as = specialist) => until(`records of ${id}`, async () => {
	const { entries } = good(await ask(as, 'GET', `/dossiers/${id}/records`), 200);
	return entries.some((e) => e.state === 'waiting' || e.state === 'planned') ? null : entries;
});
// Who he is, as forms have it.
export async function self(who) {
	const { key } = await draft(who, '2.000720'), { draft: d } = (await ask(who, 'GET', `/my/drafts/${key}`)).body;
	return { owner_number: d.personal_number, owner_born_on: d.birth_on, owner_name: d.name, owner_sex: Number(d.personal_number[3]) % 2 ? 'female' : 'male' };
}
export async function registered(who, name, is, code) {
	const answers = business(name, is);
	const { key } = await draft(who, '1.001612', answers);
	const id = await submit(who, key);
	await toSpecialist(id);
	await decide(id, { number: code, fields: fields(name, answers) });
	return { id, entries: await settled(id) };
}
export const record = async (id, as = specialist) => good(await ask(as, 'GET', `/registries/ho-kinh-doanh/records/${id}`), 200);

