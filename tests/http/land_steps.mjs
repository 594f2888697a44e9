// Steps of land from a dossier: somebody holds a parcel, his dossier is taken in, goes its way and ends.
import assert from 'node:assert/strict';
import { ask, signedIn } from './client.mjs';

export const desk = 'motcua.gialam', clerk = 'vanthu.gialam', officer = 'chuyenmon.gialam', province = 'lanhdao.ninhbinh', owner = '0530000001', stranger = '0530000002';
export const six = () => String(Math.floor(100000 + Math.random() * 899999));
export const good = (reply, status = 201) => { assert.equal(reply.status, status, JSON.stringify(reply.body)); return reply.body; };
export const parcel = async (id, as = officer) => good(await ask(as, 'GET', `/parcels/${id}`), 200);
export const procedure = async (code) => Number(good(await ask(desk, 'GET', `/desk/procedures?q=${code}`), 200).choices[0].value);
export const place = { province: '37', commune: '14389', detail: 'Thôn 2' };

// A parcel in force with one use, a certificate and nothing against it, that nobody else of these scripts has.
const taken = new Set();
export async function dividable() {
	const { parcels } = good(await ask(officer, 'GET', '/parcels?loai-dat=LUC'), 200);
	for (const { id } of parcels.sort(() => Math.random() - 0.5)) {
		const one = await parcel(id);
		if (!taken.has(id) && !one.acts.length && one.holders.length && one.facts.uses.startsWith('LUC') && one.certificates.some((k) => !k.revoked_on) && !one.restrictions.length) {
			taken.add(id);
			return one;
		}
	}
	assert.fail('no parcel that can be split');
}
const numbers = new Map();
export async function number(who) {
	if (!numbers.has(who)) {
		const begun = good(await ask(who, 'POST', '/my/drafts', { procedure: await procedure('1.012784'), receiving_unit: await unit(), channel: 'online' }));
		numbers.set(who, good(await ask(who, 'GET', `/my/drafts/${begun.location.split('/').pop()}`), 200).draft.personal_number);
	}
	return numbers.get(who);
}
let gialam;
export async function unit() {
	gialam ??= (await ask(null, 'GET', '/units?tim=gia+lam+ninh+binh')).body.found.find((u) => u.full_name === 'Xã Gia Lâm' && !u.valid_to).id;
	return gialam;
}
export async function held(who) {
	for (;;) {
		const one = await dividable(), passed = await ask(officer, 'POST', `/parcels/${one.parcel.id}/right`,
			{ how: 'change', holders: await number(who), day: '2026-03-02', basis: 'Hợp đồng 12', seen: one.parcel.version });
		if (passed.status === 422) continue; // he holds it already, since another script
		good(passed);
		return parcel(one.parcel.id);
	}
}
export const split = (one, more = {}) => ({ request: 'split', place, reason: 'Chia cho con', land: { kind: 'own_parcel', id: one.parcel.id },
	results: [{ area: 300, use: 'rice' }, { area: (one.facts.area - 30000) / 100, use: 'rice' }], ...more });
export async function filed(code, answers) {
	const w = { client_key: `k${six()}${six()}`, outcome: 'received', channel: 'desk', name: 'Bùi Thị Lan', personal_number: `037190${six()}`, birth_on: '1990-05-09',
		phone: '0912000123', address: 'Thôn 2, xã Gia Lâm', procedure: await procedure(code), papers: [1, 2, 3], originals: [1, 1, 1], copies: [0, 0, 0], result_by: 'desk' };
	return Number(good(await ask(desk, 'POST', '/dossiers', { ...w, answers })).location.match(/\d+$/)[0]);
}
export const land = async (id, as = officer) => good(await ask(as, 'GET', `/dossiers/${id}/land`), 200);
export const dossier = async (id, as = officer) => good(await ask(as, 'GET', `/dossiers/${id}`), 200);
// West and east half of a rectangle with four corners.
export function halves(one) {
	const [a, b, c, d] = one.facts.shape.split(', ').map((p) => p.split(' ').map(Number));
	const middle = (p, q) => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2].map((v) => v.toFixed(3)).join(' '), at = (p) => p.join(' ');
	return `${[at(a), middle(a, b), middle(c, d), at(d)].join('\n')}\n\n${[middle(a, b), at(b), at(c), middle(c, d)].join('\n')}`;
}
export const divide = async (one, more = {}, as = officer) => ask(as, 'POST', `/parcels/${one.parcel.id}/split`,
	{ step: 'apply', parts: halves(one), day: '2026-11-20', basis: 'Hồ sơ', seen: one.parcel.version, ...more });
const pick = async (who, id, slug) => Number((await (await signedIn(who)).get(`/mot-cua/${id}/lam/${slug}`)).text.match(/<option value="([1-9]\d*)"/)[1]);
// The desk hands it to the land office of the province, which works on it ..
export async function worked(id) {
	good(await ask(desk, 'POST', `/dossiers/${id}/hand-over`, { assignee: await pick(desk, id, 'chuyen-xu-ly') }));
}
// .. and decides.
export async function decided(id) {
	good(await ask('vanthu.ninhbinh', 'POST', `/dossiers/${id}/forward`, { assignee: await pick('vanthu.ninhbinh', id, 'chuyen-tiep') }));
	good(await ask('chuyenmon.ninhbinh', 'POST', `/dossiers/${id}/propose`, { note: 'Đủ điều kiện.' }));
	good(await ask(province, 'POST', `/dossiers/${id}/approve`, { note: 'Đồng ý.' }));
}
