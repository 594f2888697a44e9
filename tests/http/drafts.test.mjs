// Drafts over HTTP: a browser's forms without script, two devices, files, handing in twice, programs with JSON.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { api, ask, base, Browser, signedIn, token, words } from './client.mjs';

const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
const citizen = '0530000003', stranger = '0530000004';
const who = { name: 'Đinh Thị Hoà', personal_number: '037190000123', birth_on: '03/02/1990', phone: '0912 000 123', email: '', address: 'Thôn 2, xã Gia Lâm',
	result_by: 'desk', result_address: '' };

async function procedure(code) {
	const found = await api('GET', `/procedures?tu-khoa=${code}`);
	return JSON.parse(found.text).procedures.find((p) => p.code === code).id;
}
async function where(browser, id) {
	const page = await browser.get(`/ho-so/nop?thu-tuc=${id}`);
	assert.equal(page.status, 200);
	return page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1];
}
async function begin(browser, id) {
	const reply = await browser.submit(`/ho-so/nop?thu-tuc=${id}`, '/ho-so/soan', { procedure: id, receiving_unit: await where(browser, id), channel: 'online' });
	assert.equal(reply.status, 303, reply.text.slice(0, 2000));
	assert.match(reply.location, /^\/ho-so\/soan\/[\w-]{16}$/);
	return reply.location;
}
const version = (text) => text.match(/name="version" value="(\d+)"/)[1];
async function upload(browser, page, action, field, name, bytes) {
	const token = (await browser.get(page)).text.match(/name="_csrf" value="([^"]*)"/)[1];
	const form = new FormData();
	form.append('_csrf', token);
	form.append('then', 'stay');
	form.append(field, new Blob([bytes], { type: 'application/pdf' }), name);
	const cookie = [...browser.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
	return fetch(base + action, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, origin: base } });
}

test('without script: from the procedure to the code, kept on the way, on two devices', async () => {
	const phone = await signedIn(citizen), id = await procedure('1.004837');
	const draft = await begin(phone, id);
	let page = await phone.get(draft);
	assert.match(page.text, /data-draft="\/api\/v1\/my\/drafts\//);

	// What misses is said beside its field, and what was typed is kept: on the page and in the draft.
	let reply = await phone.submit(draft, draft, { ...who, phone: '12', version: version(page.text), then: 'next', e_content: '' });
	assert.equal(reply.status, 422);
	for (const field of ['phone', 'e_content']) assert.ok(reply.text.includes(`id="${field}-error"`), field);
	assert.match(reply.text, /value="12"/);
	assert.match((await phone.get(draft)).text, /value="Đinh Thị Hoà"/);

	// Another device goes on; the first one is told and keeps what it has.
	const desk = await signedIn(citizen);
	assert.match((await desk.get('/ho-so')).text, new RegExp(draft));
	const seen = version((await phone.get(draft)).text);
	reply = await desk.submit(draft, draft, { ...who, version: seen, then: 'later', e_content: 'Đăng ký giám hộ cho cháu' });
	assert.equal(reply.location, '/ho-so');
	reply = await phone.submit(draft, draft, { ...who, version: seen, then: 'next', e_content: 'Bản trên điện thoại' });
	assert.equal(reply.status, 422);
	assert.match(reply.text, /thiết bị khác/);
	assert.match(reply.text, /Bản trên điện thoại/);
	assert.match((await desk.get(draft)).text, /Đăng ký giám hộ cho cháu/);
	reply = await phone.submit(draft, draft, { ...who, version: version(reply.text), then: 'next', e_content: 'Bản trên điện thoại' });
	assert.equal(reply.location, `${draft}/giay-to`);

	// Papers: kept with the draft, to be looked at and removed.
	for (const name of ['khai sinh.pdf', 'nhầm.pdf'])
		assert.equal((await upload(phone, `${draft}/giay-to`, `${draft}/giay-to`, 'component_1', name, PDF)).headers.get('location'),
			`${draft}/giay-to?vua=1&so=1#giay-to-1`, 'the page stays with the item');
	const wrong = await upload(phone, `${draft}/giay-to`, `${draft}/giay-to`, 'component_1', 'x.pdf', '<script>alert(1)</script>');
	assert.equal(wrong.status, 422);
	const kept = (await phone.get(`${draft}/giay-to?vua=1&so=1`)).text, item = kept.slice(kept.indexOf('id="giay-to-1"'), kept.indexOf('id="giay-to-2"'));
	assert.match(item, /Đã tải lên và giữ cùng hồ sơ: <strong>nhầm\.pdf<\/strong>/);
	assert.match(item, /khai sinh\.pdf[^]*nhầm\.pdf/, 'what is kept stands with its own item');
	assert.doesNotMatch(kept.slice(kept.indexOf('id="giay-to-2"')), /nhầm\.pdf/);
	page = await desk.get(`${draft}/giay-to`);
	assert.doesNotMatch(page.text, /Đã tải lên và giữ/);
	const files = [...page.text.matchAll(/\/tep\/(\d+)">([^<]+)</g)];
	assert.deepEqual(files.map((f) => f[2]), ['khai sinh.pdf', 'nhầm.pdf']);
	assert.equal((await desk.get(`${draft}/tep/${files[0][1]}`)).text, PDF);
	await desk.submit(`${draft}/giay-to`, `${draft}/tep/${files[1][1]}/xoa`, {}).then((r) => assert.equal(r.location, `${draft}/giay-to#giay-to-1`));
	assert.ok(!(await phone.get(`${draft}/giay-to`)).text.includes('nhầm.pdf'));

	// Nobody else has it.
	const other = await signedIn(stranger);
	for (const path of ['', '/giay-to', '/xem-lai', `/tep/${files[0][1]}`]) assert.equal((await other.get(draft + path)).status, 404, path);

	// Everything once more; handed in twice it is one dossier.
	page = await phone.get(`${draft}/xem-lai`);
	for (const text of ['Đinh Thị Hoà', '0912 000 123', 'Bản trên điện thoại', 'khai sinh.pdf', 'Xã Gia Lâm']) assert.ok(page.text.includes(text), text);
	const csrf = page.text.match(/name="_csrf" value="([^"]*)"/)[1];
	const send = (declared) => phone.send('POST', `${draft}/nop`, { form: { _csrf: csrf, version: version(page.text), ...declared }, headers: { origin: base } });
	assert.equal((await send({})).status, 422);
	const [first, second] = await Promise.all([send({ declared: '1' }), send({ declared: '1' })]);
	const third = await send({ declared: '1' });
	assert.match(first.location, /^\/ho-so\/\d+\/da-nop$/);
	assert.equal(second.location, first.location);
	assert.equal(third.location, first.location);
	const filed = await phone.get(first.location);
	assert.match(filed.text, /<svg viewBox/);
	const code = filed.text.match(/H42\.\d+-\d{6}-\d{4}/)[0];
	for (const path of ['xac-nhan', 'to-khai']) {
		const pdf = await phone.get(first.location.replace('da-nop', path));
		assert.ok(pdf.text.startsWith('%PDF-'), path);
	}
	const paper = async () => words((await ask(citizen, 'GET', `/my/dossiers/${first.location.match(/\d+/)[0]}/confirmation`)).body);
	const hours = '/unit-settings/dossiers.answer_hours';
	assert.match(await paper(), /trả lời trong 8 giờ làm việc/);
	assert.equal((await ask('quantri.gialam', 'POST', hours, { value: '6' })).status, 201);
	assert.match(await paper(), /trả lời trong 6 giờ làm việc/, 'the paper promises what its unit does');
	assert.equal((await ask('quantri.gialam', 'POST', `${hours}/reset`, {})).status, 201);
	assert.equal((await phone.get(draft)).status, 404);
	assert.ok(!(await phone.get('/ho-so')).text.includes(draft));
	assert.ok((await phone.get('/ho-so')).text.includes(code));
});

test('programs: begin, save answers, say what misses, attach, submit, delete', async () => {
	const key = await token(citizen), id = await procedure('1.004837'), browser = await signedIn(citizen);
	const unit = Number(await where(browser, id));
	const made = await api('POST', '/my/drafts', key, { procedure: id, receiving_unit: unit });
	assert.equal(made.status, 201, made.text);
	const draft = JSON.parse(made.text).location.replace('/api/v1', '');
	assert.match(draft, /^\/my\/drafts\/[\w-]{16}$/);
	let seen = JSON.parse((await api('GET', draft, key)).text).draft;
	assert.equal(seen.unit_id, unit);
	let saved = await api('POST', draft, key, { ...who, version: seen.version, answers: { content: 'Đăng ký giám hộ' } });
	assert.equal(saved.status, 200, saved.text);
	saved = JSON.parse(saved.text);
	assert.equal(saved.version, seen.version + 1);
	assert.match(saved.saved_at, /^\d{4}-/);
	assert.equal((await api('POST', draft, key, { ...who, version: seen.version, answers: {} })).status, 409);
	seen = JSON.parse((await api('GET', draft, key)).text).draft;
	assert.equal(JSON.parse(seen.answers).content, 'Đăng ký giám hộ');
	assert.equal((await api('POST', `${draft}/submit`, key, { version: saved.version, declared: false })).status, 422);
	const done = await api('POST', `${draft}/submit`, key, { version: saved.version, declared: true });
	assert.equal(done.status, 201, done.text);
	const again = await api('POST', `${draft}/submit`, key, { version: saved.version, declared: true });
	assert.equal(JSON.parse(again.text).location, JSON.parse(done.text).location);

	const second = JSON.parse((await api('POST', '/my/drafts', key, { procedure: id, receiving_unit: unit })).text).location.replace('/api/v1', '');
	assert.ok((await api('GET', '/my/drafts', key)).text.includes(second.slice(-16)));
	assert.equal((await api('POST', `${second}/delete`, key, {})).status, 201);
	assert.equal((await api('GET', second, key)).status, 404);
	assert.equal((await api('POST', '/my/drafts', key, { procedure: id, receiving_unit: 1 })).status, 422);
	assert.equal((await new Browser().get('/ho-so/nop?thu-tuc=' + id)).status, 303);
});

test('a form is amended while a supplement is asked for: by program, on the page; the officer sees what changed', async () => {
	const key = await token(citizen), officer = await token('motcua.gialam'), browser = await signedIn(citizen), id = await procedure('1.004837');
	const made = await api('POST', '/my/drafts', key, { procedure: id, receiving_unit: Number(await where(browser, id)) });
	const draft = JSON.parse(made.text).location.replace('/api/v1', '');
	let seen = JSON.parse((await api('GET', draft, key)).text).draft;
	const saved = JSON.parse((await api('POST', draft, key, { ...who, version: seen.version, answers: { content: 'Giám hộ cho cháu A' } })).text);
	const filed = await api('POST', `${draft}/submit`, key, { version: saved.version, declared: true });
	const dossier = JSON.parse(filed.text).location.match(/dossiers\/(\d+)/)[1];
	const amend = (json, as = key) => api('POST', `/my/dossiers/${dossier}/amend`, as, json);

	assert.equal((await amend({ answers: { content: 'B' } })).status, 409, 'nobody asked for it');
	assert.equal((await browser.get(`/ho-so/${dossier}`)).text.includes('Sửa tờ khai'), false);
	assert.equal((await api('POST', `/dossiers/${dossier}/ask-supplement`, officer, { note: 'Ghi đủ họ tên cháu.' })).status, 201);
	assert.equal((await amend({ answers: { content: '' } })).status, 422);
	assert.equal((await amend({ answers: { content: 'x' } }, await token(stranger))).status, 404);
	assert.equal((await amend({ answers: { content: 'Giám hộ cho cháu Đinh Văn An' } })).status, 201);

	const form = `/ho-so/${dossier}/lam/sua-to-khai`, page = await browser.get(form);
	assert.match(page.text, /Ghi đủ họ tên cháu/);
	assert.match(page.text, /Giám hộ cho cháu Đinh Văn An/);
	let reply = await browser.submit(form, `/ho-so/${dossier}/sua-to-khai`, { e_content: '' });
	assert.equal(reply.status, 422);
	assert.match(reply.text, /id="e_content-error"/);
	const sent = await (await upload(browser, form, `/ho-so/${dossier}/sua-to-khai`, 'component_1', 'khai sinh.pdf', PDF)).text();
	assert.match(sent, /id="e_content-error"/);
	assert.match(sent, /khai sinh\.pdf[^]*name="kept"/, 'the file need not be chosen again');
	for (let i = 0; i < 2; i++) { // sent twice: told the same, kept once
		reply = await browser.submit(form, `/ho-so/${dossier}/sua-to-khai`, { client_key: `amend-${dossier}`, e_content: 'Giám hộ cho cháu Đinh Văn An, sinh năm 2019' });
		assert.equal(reply.location, `/ho-so/${dossier}`, reply.text.slice(0, 2000));
		assert.match((await browser.get(reply.location)).text, /Đã sửa tờ khai\. Bấm/);
	}
	const events = JSON.parse((await api('GET', `/my/dossiers/${dossier}`, key)).text).events;
	assert.equal(events.filter((e) => e.action === 'amend').length, 2);

	const desk = await signedIn('motcua.gialam'), whole = (await desk.get(`/mot-cua/${dossier}`)).text;
	for (const text of ['Giám hộ cho cháu A', 'Giám hộ cho cháu Đinh Văn An', 'sinh năm 2019', 'Tờ khai được sửa lúc'])
		assert.ok(whole.includes(text), text);
	assert.equal((await api('POST', `/my/dossiers/${dossier}/supplement`, key, {})).status, 201, 'that was all that was asked for');
	assert.equal((await amend({ answers: { content: 'C' } })).status, 409);
});

test('a file that the form itself asks for is missed on its own page, beside its field', async () => {
	const browser = await signedIn(stranger), id = await procedure('1.001193');
	const draft = await begin(browser, id), said = { ...who, e_child_name: 'Bùi Thị Thu', e_birth_paper: 'certificate' };
	const go = async (fields) => browser.submit(draft, draft, { ...said, version: version((await browser.get(draft)).text), then: 'next', ...fields });
	let reply = await go({});
	assert.equal(reply.status, 422);
	assert.match(reply.text, /id="component_6-error"[^]*?Giấy chứng sinh/, 'at its item');
	assert.match(reply.text, /href="#component_6"/, 'and in the list of what is wrong');
	assert.match(reply.text, /name="component_6" type="file"[^]*?dinh-files__button">Chọn tệp</, 'in words of the page, also without script');
	assert.match(reply.text, /value="Bùi Thị Thu"/);
	assert.ok((await browser.get(draft)).text.includes('value="Bùi Thị Thu"'), 'the rest is kept');
	reply = await go({ e_birth_paper: '' });
	assert.doesNotMatch(reply.text, /id="component_6-error"/, 'of a case that was not chosen nobody owes it');
	assert.equal((await go({ then: 'later' })).location, '/ho-so', 'what is put off is not asked for');
	assert.equal((await upload(browser, draft, `${draft}/giay-to`, 'component_6', 'chứng sinh.pdf', PDF)).status, 303);
	reply = await go({});
	assert.equal(reply.status, 422, 'other things are missing still');
	assert.doesNotMatch(reply.text, /id="component_6-error"/);
	assert.match(reply.text, /Đã đính kèm: <strong>chứng sinh\.pdf/);
	await browser.submit(`${draft}/xem-lai`, `${draft}/xoa`, {});
});
