// dossiers through /api/v1 and as files: the whole passage by programs, who may what, what strangers learn.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { base as site, citizen as someCitizen, signedIn, token } from './client.mjs';

async function ask(method, path, { as, json, form, headers = {} } = {}) {
	const h = { ...headers };
	if (as) h.authorization = `Bearer ${await token(as)}`;
	if (json) h['content-type'] = 'application/json';
	const r = await fetch(site + path, { method, headers: h, body: json ? JSON.stringify(json) : form, redirect: 'manual' });
	const type = r.headers.get('content-type') ?? '';
	return { status: r.status, headers: r.headers, body: type.includes('json') ? await r.json() : Buffer.from(await r.arrayBuffer()) };
}

const citizen = '0530000001', other = '0530000002', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam';
const elsewhere = 'motcua.cucphuong';

async function formOf(json) {
	const form = new FormData();
	for (const [name, value] of Object.entries(json)) form.append(name, String(value));
	return form;
}

async function facts() {
	const found = await ask('GET', '/api/v1/procedures?tu-khoa=1.004837');
	const procedure = JSON.stringify(found.body).match(/"id":(\d+),"code":"1\.004837"/)[1];
	const page = (await fetch(`${site}/ho-so/nop?thu-tuc=${procedure}`, { headers: { cookie: await cookie(citizen) } }));
	const unit = (await page.text()).match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1];
	return { procedure: Number(procedure), receiving_unit: Number(unit), name: 'Đinh Thị Hoà', personal_number: '037190000123', phone: '0912 000 123',
		address: 'Thôn 2, xã Gia Lâm', content: 'Đăng ký giám hộ', result_by: 'desk', declared: true };
}

const cookie = async (login) => [...(await signedIn(login)).cookies].map((c) => c.join('=')).join('; ');

test('an officer sees how far the applicant is proved, and what to do about it', async () => {
	const wish = await facts(), made = await someCitizen();
	const file = async (as, json) => {
		const filed = await ask('POST', '/api/v1/my/dossiers', { as, json });
		assert.equal(filed.status, 201, JSON.stringify(filed.body));
		return filed.body.location.match(/\d+$/)[0];
	};
	await token(made.login, made.secret);
	const own = (await ask('GET', '/api/v1/me', { as: citizen })).body;
	const number = JSON.stringify(own).match(/"personal_number":"(\d{12})"/)?.[1];
	const declared = await file(made.login, { ...wish, personal_number: made.number }), other = await file(citizen, wish);
	const proved = async (id) => (await ask('GET', `/api/v1/dossiers/${id}`, { as: desk })).body.applicant_proved;
	assert.equal(await proved(declared), 'declared');
	assert.equal(await proved(other), 'other', 'his account is proved, for another number');
	if (number) assert.match(await proved(await file(citizen, { ...wish, personal_number: number })), /^(desk|provider)$/);
	const browser = await signedIn(desk);
	assert.match((await browser.get(`/mot-cua/${declared}`)).text, /Tự khai, chưa xác minh[^]*href="\/mot-cua\/xac-nhan-tai-khoan"/);
	assert.match((await browser.get(`/mot-cua/${other}`)).text, /giấy ủy quyền/);
	assert.equal((await ask('GET', `/api/v1/my/dossiers/${declared}`, { as: made.login })).body.applicant_proved, '', 'said to officers only');
});

test('the whole passage by programs', async () => {
	const wish = await facts();
	const filed = await ask('POST', '/api/v1/my/dossiers', { as: citizen, json: wish });
	assert.equal(filed.status, 201, JSON.stringify(filed.body));
	const mine = filed.body.location;
	assert.match(mine, /^\/api\/v1\/my\/dossiers\/\d+$/);
	const id = mine.match(/\d+$/)[0], d = `/api/v1/dossiers/${id}`;
	let seen = (await ask('GET', mine, { as: citizen })).body.dossier;
	assert.equal(seen.status, 1);
	assert.equal(seen.applicant_phone, '0912000123');
	assert.match(seen.submitted_at, /^\d{4}-\d\d-\d\dT.*Z$/);

	assert.equal((await ask('POST', `${d}/ask-supplement`, { as: desk, json: { note: 'Bổ sung giấy khai sinh.' } })).status, 201);
	const form = await formOf({ note: 'Gửi bản chụp.' });
	form.append('component_1', new Blob(['%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'], { type: 'application/pdf' }), 'giấy khai sinh.pdf');
	assert.equal((await ask('POST', `${mine}/supplement`, { as: citizen, form })).status, 201);
	assert.equal((await ask('POST', `${d}/receive`, { as: desk, json: {} })).status, 201);
	const officers = (await ask('GET', '/mot-cua', { as: desk })).status;
	assert.equal(officers, 303, 'a token signs in under /api/v1 only');
	const people = (await fetch(`${site}/mot-cua/${id}/lam/chuyen-xu-ly`, { headers: { cookie: await cookie(desk) } }));
	const assignee = Number((await people.text()).match(/<option value="([1-9]\d*)"/)[1]);
	assert.equal((await ask('POST', `${d}/hand-over`, { as: desk, json: { assignee } })).status, 201);
	assert.equal((await ask('POST', `${d}/propose`, { as: specialist, json: { note: 'Đủ điều kiện.' } })).status, 201);
	assert.equal((await ask('POST', `${d}/approve`, { as: leader, json: {} })).status, 201);
	assert.equal((await ask('POST', `${d}/return`, { as: desk, json: { taken_by: 'Đinh Thị Hoà' } })).status, 201);
	const whole = (await ask('GET', mine, { as: citizen })).body;
	assert.equal(whole.dossier.status, 10);
	assert.deepEqual(whole.events.map((e) => e.number), whole.events.map((_, i) => i + 1));
	assert.deepEqual(whole.events.map((e) => e.action),
		['submit', 'ask_supplement', 'supplement', 'receive', 'hand_over', 'propose', 'approve', 'return']);

	const file = whole.files.find((f) => f.name.includes('khai sinh'));
	const got = await ask('GET', `${mine}/files/${file.id}`, { as: citizen });
	assert.equal(got.status, 200);
	assert.match(got.headers.get('content-disposition'), /^attachment/);
	assert.equal((await ask('GET', `${mine}/files/${file.id}`, { as: citizen, headers: { range: 'bytes=0-3' } })).body.toString(), '%PDF');
	const receipt = await ask('GET', `${mine}/receipt`, { as: citizen });
	assert.equal(receipt.body.subarray(0, 5).toString(), '%PDF-');

	// What strangers learn: with the code whether it is done; with the secret the dates and a masked name.
	const code = whole.dossier.code, secret = whole.dossier.secret;
	const little = JSON.stringify((await ask('GET', `/api/v1/tracking?ma=${code}`)).body);
	const more = JSON.stringify((await ask('GET', `/api/v1/tracking?ma=${code}&bi-mat=${secret}`)).body);
	for (const text of [little, more]) {
		assert.ok(!text.includes('037190000123') && !text.includes('0912000123') && !text.includes('Đinh Thị Hoà'));
		assert.ok(!text.includes(secret));
	}
	assert.ok(!little.includes('giám hộ') && more.includes('giám hộ'));
	assert.equal((await ask('GET', '/api/v1/tracking?ma=H42.1-990101-0001')).status, 404);

	// Out of scope it does not exist.
	for (const who of [other]) assert.equal((await ask('GET', mine, { as: who })).status, 404);
	assert.equal((await ask('GET', `${mine}/files/${file.id}`, { as: other })).status, 404);
	assert.equal((await ask('GET', d, { as: elsewhere })).status, 404);
	assert.equal((await ask('POST', `${d}/reopen`, { as: leader, json: { note: 'x', assignee } })).status, 409);
});

test('what is wrong is said field by field', async () => {
	const wish = await facts();
	const bad = await ask('POST', '/api/v1/my/dossiers', { as: citizen,
		json: { ...wish, receiving_unit: 0, personal_number: '123', phone: '12', result_by: 'post', declared: false, birth_on: '31/02/2000' } });
	assert.equal(bad.status, 422);
	assert.match(bad.headers.get('content-type'), /application\/problem\+json/);
	const text = JSON.stringify(bad.body);
	for (const field of ['receiving_unit', 'birth_on']) assert.ok(text.includes(`"${field}"`), `${field} in ${text}`);
	const later = await ask('POST', '/api/v1/my/dossiers', { as: citizen,
		json: { ...wish, personal_number: '123', phone: '12', result_by: 'post', declared: false } });
	for (const field of ['personal_number', 'phone', 'result_address', 'declared'])
		assert.ok(JSON.stringify(later.body).includes(`"${field}"`), `${field} in ${JSON.stringify(later.body)}`);
	assert.equal((await ask('POST', '/api/v1/my/dossiers', { as: citizen, json: { ...wish, admin: 1 } })).status, 422);
});

test('who may what', async () => {
	const wish = await facts();
	const id = (await ask('POST', '/api/v1/my/dossiers', { as: citizen, json: wish })).body.location.match(/\d+$/)[0];
	const d = `/api/v1/dossiers/${id}`;
	const matrix = [
		['GET', '/api/v1/dossiers', { none: 401, [citizen]: 403, [desk]: 200, [specialist]: 200, [leader]: 200 }],
		['GET', '/api/v1/my/dossiers', { none: 401, [citizen]: 200, [desk]: 403 }],
		['POST', `${d}/approve`, { none: 401, [citizen]: 403, [desk]: 403, [specialist]: 403, [leader]: 409 }],
		['POST', `${d}/propose`, { none: 401, [citizen]: 403, [desk]: 403, [leader]: 403, [specialist]: 409 }],
		['POST', `${d}/receive`, { none: 401, [citizen]: 403, [specialist]: 403, [leader]: 403, [elsewhere]: 404, [desk]: 201 }],
		['GET', '/api/v1/settings', { none: 401, [citizen]: 403, [desk]: 403, [leader]: 403 }],
		['GET', '/api/v1/audit', { none: 401, [citizen]: 403, [desk]: 403 }],
	];
	for (const [method, path, wanted] of matrix)
		for (const [who, status] of Object.entries(wanted)) {
			const r = await ask(method, path, { as: who === 'none' ? undefined : who, json: method === 'POST' ? (path.endsWith('/receive') ? {} : { note: 'x' }) : undefined });
			assert.equal(r.status, status, `${method} ${path} as ${who}: ${JSON.stringify(r.body).slice(0, 200)}`);
		}
});

test('a file that is not what it says is refused, and so is a disguised one', async () => {
	const wish = await facts();
	const form = await formOf({ ...wish, declared: 'true' });
	form.append('component_1', new Blob(['<script>alert(1)</script>'], { type: 'image/png' }), 'ảnh.png');
	const r = await ask('POST', '/api/v1/my/dossiers', { as: citizen, form });
	assert.equal(r.status, 422, JSON.stringify(r.body));
	assert.ok(JSON.stringify(r.body).includes('component_1'));
});
