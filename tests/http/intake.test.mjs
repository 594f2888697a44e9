// The counter through /api/v1: a program of the desk takes a dossier in and gives results back; who may; what is wrong, field by field.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ask as asked, words } from './client.mjs';

const citizen = '0530000001', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam', elsewhere = 'motcua.cucphuong';

const ask = (method, path, as, json) => asked(as, method, path, json);

const six = () => String(Math.floor(100000 + Math.random() * 899999));
async function wish() {
	const found = await ask('GET', '/desk/procedures?q=ks', desk);
	assert.equal(found.status, 200);
	assert.match(found.body.choices[0].detail, /^1\.001193/, 'an alias finds its procedure first');
	return { client_key: `k${six()}${six()}`, outcome: 'received', channel: 'desk', name: 'Bùi Thị Lan', personal_number: `037190${six()}`,
		birth_on: '1990-05-09', phone: '0912000123', address: 'Thôn 2, xã Gia Lâm', procedure: Number(found.body.choices[0].value), papers: [1, 6],
		originals: [1, 1], copies: [0, 2], result_by: 'desk' };
}
const idOf = (r) => r.body.location.match(/\d+$/)[0];

test('taken in once, however often it is sent', async () => {
	const w = await wish();
	const r = await ask('POST', '/dossiers', desk, w);
	assert.equal(r.status, 201, JSON.stringify(r.body));
	const again = await ask('POST', '/dossiers', desk, w);
	assert.equal(again.status, 201);
	assert.equal(again.body.location, r.body.location);
	const seen = (await ask('GET', `/dossiers/${idOf(r)}`, desk)).body;
	assert.equal(seen.dossier.status, 2);
	assert.equal(seen.dossier.channel, 'desk');
	assert.ok(seen.dossier.due_at);
	const handed = seen.components.filter((k) => k.handed).map((k) => [k.number, k.handed_originals, k.handed_copies]);
	assert.deepEqual(handed, [[1, 1, 0], [6, 1, 2]]);
	assert.equal((await ask('GET', `/dossiers/${idOf(r)}/receipt`, desk)).body.subarray(0, 5).toString(), '%PDF-');
});

test('with what the form says, when a program of the desk has it', async () => {
	const found = await ask('GET', '/desk/procedures?q=1.004837', desk);
	const w = { ...(await wish()), procedure: Number(found.body.choices[0].value), papers: [2], originals: [1], copies: [0] };
	const r = await ask('POST', '/dossiers', desk, { ...w, answers: { content: 'Giám hộ cho cháu Bùi An' } });
	assert.equal(r.status, 201, JSON.stringify(r.body));
	const seen = (await ask('GET', `/dossiers/${idOf(r)}`, desk)).body.dossier;
	assert.equal(JSON.parse(seen.answers).content, 'Giám hộ cho cháu Bùi An');
	assert.equal(seen.content, 'Giám hộ cho cháu Bùi An');
	const wrong = await ask('POST', '/dossiers', desk, { ...w, client_key: six(), answers: { content: ['x'] } });
	assert.equal(wrong.status, 422);
	assert.equal(wrong.body.problems[0].field, 'answers.content');
});

test('what is due: the rule, or what the counter says', async () => {
	const found = await ask('GET', '/desk/procedures?q=2.000815', desk);
	const w = { ...(await wish()), procedure: Number(found.body.choices[0].value), papers: [1], originals: [1], copies: [5] };
	const due = async (more) => (await ask('GET', `/dossiers/${idOf(await ask('POST', '/dossiers', desk, { ...w, client_key: six(), ...more }))}`, desk)).body.dossier;
	const [ruled, said, free] = [await due({}), await due({ fee: 10000, fee_paid: true, fee_receipt: '0001234' }), await due({ fee: 0 })];
	assert.equal(ruled.fee, 2000);
	assert.equal(ruled.fee_paid_at, null);
	assert.equal(said.fee, 10000);
	assert.ok(said.fee_paid_at);
	assert.equal(free.fee, 0);
	assert.equal((await ask('POST', '/dossiers', desk, { ...w, client_key: six(), fee: -1 })).status, 422);
});

test('out of the post', async () => {
	const r = await ask('POST', '/dossiers', desk, { ...(await wish()), channel: 'post', result_by: 'post', result_address: 'Thôn 2, xã Gia Lâm' });
	assert.equal(r.status, 201, JSON.stringify(r.body));
	assert.equal((await ask('GET', `/dossiers/${idOf(r)}`, desk)).body.dossier.channel, 'post');
});

test('not complete: asked for once, and brought later', async () => {
	const r = await ask('POST', '/dossiers', desk, { ...(await wish()), outcome: 'supplement', reason: 'Thiếu giấy chứng sinh.', papers: [1], originals: [1], copies: [0] });
	assert.equal(r.status, 201, JSON.stringify(r.body));
	const seen = (await ask('GET', `/dossiers/${idOf(r)}`, desk)).body;
	assert.equal(seen.dossier.status, 5);
	const refused = await ask('POST', '/dossiers', desk, { ...(await wish()), outcome: 'refused', reason: 'Không thuộc thẩm quyền của xã.', legal_basis: 'Điều 17 Nghị định 118/2025/NĐ-CP' });
	assert.equal((await ask('GET', `/dossiers/${idOf(refused)}`, desk)).body.dossier.status, 3);
});

test('what is wrong is said field by field', async () => {
	const w = await wish();
	const text = async (change) => JSON.stringify((await ask('POST', '/dossiers', desk, { ...w, ...change })).body);
	const many = await text({ name: 'X1', personal_number: '123', phone: '12', result_by: 'post', papers: [] });
	for (const field of ['name', 'personal_number', 'phone', 'result_address', 'papers']) assert.ok(many.includes(`"${field}"`), `${field} in ${many}`);
	assert.ok((await text({ procedure: 0 })).includes('procedure_words'));
	const refused = await text({ outcome: 'refused' });
	for (const field of ['reason', 'legal_basis']) assert.ok(refused.includes(`"${field}"`), `${field} in ${refused}`);
	assert.ok((await text({ originals: [100, 1] })).includes('originals_1'));
	assert.equal((await ask('POST', '/dossiers', desk, { ...w, amount: 1 })).status, 422, 'no such field');
});

test('results go back over the counter, several at once, all or none', async () => {
	const first = await wish(), second = { ...(await wish()), personal_number: first.personal_number };
	const ids = [];
	for (const w of [first, second]) {
		const id = idOf(await ask('POST', '/dossiers', desk, w));
		ids.push(Number(id));
	}
	const back = { dossiers: ids, taken_by: 'Bùi Thị Lan', relation: 'self' };
	assert.equal((await ask('POST', '/desk/returns', desk, back)).status, 409, 'there is no result yet');
	for (const id of ids) {
		assert.equal((await ask('POST', `/dossiers/${id}/finish`, desk, { note: 'Đã giải quyết ngay.' })).status, 409, 'these steps lead to a specialist');
	}
	const found = await ask('POST', '/desk/find', desk, { find: `${first.personal_number}||BÙI THỊ LAN|09051990|Nữ|Thôn 2|10052021` });
	assert.deepEqual(found.body.dossiers.map((d) => d.dossier.id).sort(), ids.sort());
	assert.equal((await ask('POST', '/desk/returns', desk, { ...back, relation: 'authorised' })).status, 422);
});

test('who may', async () => {
	const w = await wish();
	for (const [who, status] of [[undefined, 401], [citizen, 403], [specialist, 403], [leader, 403]])
		for (const [path, body] of [['/dossiers', w], ['/desk/find', { find: 'x' }], ['/desk/returns', { dossiers: [1], taken_by: 'x', relation: 'self' }]])
			assert.equal((await ask('POST', path, who, body)).status, status, `${path} as ${who}`);
	const id = idOf(await ask('POST', '/dossiers', desk, w));
	const found = await ask('POST', '/desk/find', elsewhere, { find: w.personal_number });
	assert.equal(found.body.dossiers.length, 0, 'another commune sees nothing');
	assert.equal((await ask('POST', '/desk/returns', elsewhere, { dossiers: [Number(id)], taken_by: 'x', relation: 'self' })).status, 404);
});

test('the receipt certifies what was handed in, nothing else', async () => {
	const w = await wish();
	const id = idOf(await ask('POST', '/dossiers', desk, w));
	const receipt = async () => words((await ask('GET', `/dossiers/${id}/receipt`, desk)).body);
	let text = await receipt();
	assert.match(text, /Giấy chứng sinh/);
	assert.match(text, /Bản sao/);
	assert.doesNotMatch(text, /bỏ rơi|mang thai hộ|Mẫu hộ tịch điện tử|Hộ chiếu/, 'what nobody brought is not certified');
	assert.match(words((await ask('GET', `/dossiers/${id}/control-sheet`, desk)).body), /Giấy tờ đã nhận: 2 bản chính, 2 bản sao/);
	const later = await ask('POST', `/dossiers/${id}/taken`, desk, { papers: [3], originals: [1], copies: [0] });
	assert.equal(later.status, 201, JSON.stringify(later.body));
	text = await receipt();
	assert.match(text, /bỏ rơi/, 'what came later stands on the receipt too');
	const book = (await ask('GET', '/dossiers/book', desk)).body.rows.find((r) => r.id === Number(id));
	if (book) assert.deepEqual([book.originals, book.copies, book.files], [3, 2, 0]);
});

test('who writes down papers, and what', async () => {
	const id = idOf(await ask('POST', '/dossiers', desk, await wish()));
	const taken = { papers: [3], originals: [1], copies: [0] };
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, specialist, taken)).status, 403);
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, leader, taken)).status, 403);
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, citizen, taken)).status, 403);
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, elsewhere, taken)).status, 404);
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, desk, { ...taken, copies: [] })).status, 422);
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, desk, { ...taken, originals: [100] })).status, 422);
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, desk, { papers: [1], originals: [1], copies: [0] })).status, 422, 'nothing new');
	assert.equal((await ask('POST', `/dossiers/${id}/taken`, desk, taken)).status, 201);
	const none = await ask('POST', '/dossiers', desk, { ...(await wish()), originals: [0, 1], copies: [0, 0] });
	assert.equal(none.status, 422, 'ticked, but no sheet of it');
	assert.equal(none.body.problems[0].field, 'originals_1');
});
