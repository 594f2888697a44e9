// Results drafted from templates, through /api/v1 and as forms: who may, what is refused, how a draft becomes the result.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { api, ask as asked, signedIn, token, words } from './client.mjs';

const desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam', citizen = '0530000001', elsewhere = 'motcua.cucphuong';

const ask = (method, path, as, json) => asked(as, method, path, json);
const someNumber = () => String(1000 + Math.floor(Math.random() * 900000)); // no other run has taken it
const six = () => String(Math.floor(100000 + Math.random() * 899999));

async function atWork() {
	const found = await ask('GET', '/desk/procedures?q=1.004873', desk);
	const taken = await ask('POST', '/dossiers', desk, {
		client_key: `r${six()}${six()}`, outcome: 'received', channel: 'desk', name: 'Bùi Thị Lan', personal_number: `037190${six()}`,
		birth_on: '1990-05-09', phone: '0912000123', address: 'Thôn 2, xã Gia Lâm', procedure: Number(found.body.choices[0].value),
		papers: [2], originals: [1], copies: [0], result_by: 'desk', answers: { person_name: 'Bùi Thị Lan', status: 'never' } });
	assert.equal(taken.status, 201, JSON.stringify(taken.body));
	const id = taken.body.location.match(/\d+$/)[0];
	const officers = await officerOf(id);
	const given = await ask('POST', `/dossiers/${id}/hand-over`, desk, { assignee: officers });
	assert.equal(given.status, 201, JSON.stringify(given.body));
	return id;
}

// The form of the action lists who may be given the work.
let colleague;
async function officerOf(id) {
	if (colleague) return colleague;
	const browser = await signedIn(desk);
	const { text } = await browser.get(`/mot-cua/${id}/lam/chuyen-xu-ly`);
	colleague = Number(text.match(/<option value="([1-9]\d*)"/)[1]);
	return colleague;
}
const draft = (fields, more = {}) => ({ template: 'xac-nhan-hon-nhan', number: '', signed_on: '2026-11-27', seen: 0, fields, ...more });
const whole = { name: 'Bùi Thị Lan', born_on: '09/05/1990', sex: 'Nữ', ethnicity: 'Kinh', nationality: 'Việt Nam', number: '037190000001',
	home: 'Thôn 2, xã Gia Lâm', status: 'Chưa đăng ký kết hôn với ai', purpose: 'Vay vốn', request_of: 'Bùi Thị Lan' };

test('a draft becomes the result when the leader approves', async () => {
	const number = someNumber();
	const id = await atWork();
	const empty = await ask('GET', `/dossiers/${id}/result`, specialist);
	assert.equal(empty.status, 200);
	assert.equal((await ask('GET', `/dossiers/${id}/result/preview`, specialist)).status, 404, 'nothing is drafted yet');
	const saved = await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole, { number: '' }));
	assert.equal(saved.status, 201, JSON.stringify(saved.body));
	const preview = await ask('GET', `/dossiers/${id}/result/preview`, leader);
	assert.equal(preview.status, 200);
	assert.match(words(preview.body), /BÙI THỊ LAN/);
	assert.match(words(preview.body), /DỰ THẢO/);
	assert.equal((await ask('POST', `/dossiers/${id}/propose`, specialist, { note: 'Đủ điều kiện.' })).status, 201);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, leader, draft({ ...whole, status: '' }, { seen: 1, number }))).status, 201);
	const early = await ask('POST', `/dossiers/${id}/approve`, leader, { note: '' });
	assert.equal(early.status, 422, 'a result that is not whole is not approved');
	assert.match(JSON.stringify(early.body), /Tình trạng hôn nhân/);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, leader, draft(whole, { seen: 2, number }))).status, 201);
	assert.equal((await ask('POST', `/dossiers/${id}/approve`, leader, { note: 'Đồng ý.' })).status, 201);
	const done = (await ask('GET', `/dossiers/${id}`, desk)).body;
	const files = done.files.filter((f) => f.kind === 'result');
	assert.equal(files.length, 1);
	const paper = words((await ask('GET', `/dossiers/${id}/files/${files[0].id}`, desk)).body);
	assert.match(paper, new RegExp(`Số: ${number}/UBND-XNTTHN`));
	assert.doesNotMatch(paper, /DỰ THẢO/);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole, { seen: 3 }))).status, 409, 'what is issued stays');
});

test('the register: approvals at once get numbers of their own, a number belongs to one result, gaps are shown', async () => {
	const register = async (as) => (await ask('GET', '/results/register?loai=xac-nhan-hon-nhan&nam=2026', as)).body;
	const year = new Date().getFullYear(), ids = [await atWork(), await atWork(), await atWork(), await atWork()];
	const before = (await ask('GET', `/results/register?loai=xac-nhan-hon-nhan&nam=${year}`, specialist)).body;
	for (const id of ids.slice(0, 3)) {
		assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole, { number: '', signed_on: '' }))).status, 201);
		assert.equal((await ask('POST', `/dossiers/${id}/propose`, specialist, { note: 'Đủ điều kiện.' })).status, 201);
	}
	const approved = await Promise.all(ids.slice(0, 3).map((id) => ask('POST', `/dossiers/${id}/approve`, leader, { note: 'Đồng ý.' })));
	assert.deepEqual(approved.map((r) => r.status), [201, 201, 201]);
	const after = (await ask('GET', `/results/register?loai=xac-nhan-hon-nhan&nam=${year}`, specialist)).body;
	const got = after.rows.filter((r) => ids.includes(String(r.dossier_id))).map((r) => r.number).sort((a, b) => a - b);
	assert.deepEqual(got, [0, 1, 2].map((i) => before.next_number + i));
	const far = after.next_number + 5;
	assert.equal((await ask('POST', `/dossiers/${ids[3]}/result`, specialist, draft(whole, { number: String(far), signed_on: '' }))).status, 201);
	const browser = await signedIn(specialist);
	const { text } = await browser.get(`/mot-cua/so-ket-qua?loai=xac-nhan-hon-nhan&nam=${year}`);
	assert.match(text, new RegExp(`Số 0?${after.next_number} đến 0?${far - 1} chưa cấp`));
	assert.match(text, new RegExp(`Số tiếp theo: <strong>0?${far + 1}<`));
	const lines = (await api('GET', `/results/register.csv?loai=xac-nhan-hon-nhan&nam=${year}`, await token(specialist))).text.trim().split('\r\n').slice(1);

	assert.equal(lines.length, (await ask('GET', `/results/register?loai=xac-nhan-hon-nhan&nam=${year}`, specialist)).body.rows.length);
	assert.match(lines[0], new RegExp(`^"0?${far}",.*"Giữ cho dự thảo","Số 0?${after.next_number} đến 0?${far - 1} chưa cấp"$`));
	assert.equal((await ask('GET', `/results/register?loai=xac-nhan-hon-nhan&nam=${year - 1}`, specialist)).body.year, year - 1);
	const fifth = await atWork();
	const refused = await ask('POST', `/dossiers/${fifth}/result`, specialist, draft(whole, { number: String(far), signed_on: '' }));
	assert.equal(refused.status, 422);
	assert.match(JSON.stringify(refused.body), new RegExp(`Số tiếp theo là ${far + 1}`));
	assert.deepEqual((await register(elsewhere)).rows, [], 'another unit has a register of its own');
	assert.equal((await ask('GET', '/results/register', citizen)).status, 403);
	assert.equal((await ask('GET', '/results/register?loai=dang-ky-ho-kinh-doanh', specialist)).status, 404, 'another system numbers those');
});

test('who may draft, and what is refused', async () => {
	const id = await atWork();
	assert.equal((await ask('POST', `/dossiers/${id}/result`, citizen, draft(whole))).status, 403);
	assert.equal((await ask('GET', `/dossiers/${id}/result`, citizen)).status, 403);
	assert.equal((await ask('GET', `/dossiers/${id}/result/preview`, citizen)).status, 403);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, elsewhere, draft(whole))).status, 404);
	assert.equal((await ask('GET', `/dossiers/${id}/result`, elsewhere)).status, 404);
	assert.equal((await ask('GET', `/dossiers/${id}/result/preview`, elsewhere)).status, 404);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole, { template: 'trich-luc-khai-tu' }))).status, 422);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft({ ...whole, born_on: '31/02/1990' }))).status, 422);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole, { signed_on: 'mai' }))).status, 422);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole))).status, 201);
	assert.equal((await ask('POST', `/dossiers/${id}/result`, specialist, draft(whole))).status, 409, 'seen nothing, but there is one');
	assert.equal((await ask('POST', `/dossiers/${id}/result/drop`, elsewhere)).status, 404);
	assert.equal((await ask('POST', `/dossiers/${id}/result/drop`, specialist)).status, 201);
	assert.equal((await ask('POST', `/dossiers/${id}/result/drop`, specialist)).status, 404);
});

test('as a form: what is known is filled in, what was wrong comes back', async () => {
	const id = await atWork();
	const browser = await signedIn(specialist), number = someNumber();
	const page = `/mot-cua/${id}/ket-qua`;
	const { text } = await browser.get(page);
	assert.match(text, /name="f_name"[^>]*value="Bùi Thị Lan"/);
	const wrong = await browser.submit(page, page, { template: 'xac-nhan-hon-nhan', seen: '0', number, signed_on: '27/11/2026', f_name: 'Bùi <b>Lan', f_born_on: '31/02/1990' });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /value="Bùi &lt;b&gt;Lan"/);
	assert.match(wrong.text, /value="31\/02\/1990"/);
	const saved = await browser.submit(page, page, { template: 'xac-nhan-hon-nhan', seen: '0', number, signed_on: '27/11/2026', f_name: 'Bùi Thị Lan', f_born_on: '09/05/1990' });
	assert.equal(saved.status, 303);
	const again = await browser.get(`/mot-cua/${id}`);
	assert.match(again.text, new RegExp(`Giấy xác nhận tình trạng hôn nhân, số ${number}`));
});
