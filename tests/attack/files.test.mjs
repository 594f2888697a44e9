// Files: lines that a form kept of a file come back forged, from another account, for another form; names that lead out of the store.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { api, base, password, signedIn } from '../http/client.mjs';

const PDF = (text) => `%PDF-1.4\n1 0 obj<</Type/Catalog/Note(${text})>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const citizen = '0530000003', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam';

async function token(login) {
	for (;;) {
		const reply = await api('POST', '/sessions', undefined, { login, password });
		if (reply.status === 201) return JSON.parse(reply.text).token;
		assert.equal(reply.status, 429, reply.text);
		await new Promise((done) => setTimeout(done, 1000 * Number(reply.headers.get('retry-after'))));
	}
}
const csrf = async (browser, page) => (await browser.get(page)).text.match(/name="_csrf" value="([^"]*)"/)[1];
// A form with files as a browser sends it: fields is a list of [name, text] and [name, bytes, file name].
async function send(browser, action, fields) {
	const form = new FormData();
	for (const [name, value, filename] of fields)
		filename === undefined ? form.append(name, value) : form.append(name, new Blob([value]), filename);
	const cookie = [...browser.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
	const reply = await fetch(base + action, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, origin: base } });
	return { status: reply.status, location: reply.headers.get('location'), text: await reply.text() };
}
const keptIn = (text) => [...text.matchAll(/name="kept" value="([^"]*)"/g)].map((m) => m[1]);

// What the reader of a page can make himself: the line as it was once signed with his own form token, and things that only look sealed.
function forged(token, component, hash, mime, size, name) {
	const facts = `${component}|${hash}|${mime}|${size}|${name}`;
	const sealed = Buffer.from(`1999999999999999 ${component} ${hash} ${name}`).toString('base64url');
	return [`${createHmac('sha256', token).update(facts).digest('hex')}|${facts}`, facts, `${component} ${hash} ${name}`, sealed,
		'A'.repeat(100), '', 'x'.repeat(9000)];
}
const hashes = ['../../../dinh.db', '../../../../etc/passwd', '/etc/passwd', `${'../'.repeat(20)}etc/hostname`, 'ab', '0'.repeat(64), 'A'.repeat(64)];

async function gialam(browser, id) {
	return (await browser.get(`/ho-so/nop?thu-tuc=${id}`)).text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1];
}
async function stage() {
	const key = await token(citizen), officer = await token(desk), browser = await signedIn(citizen), clerk = await signedIn(desk);
	const id = JSON.parse((await api('GET', '/procedures?tu-khoa=1.004837')).text).procedures.find((p) => p.code === '1.004837').id;
	const unit = Number(await gialam(browser, id));
	const who = { name: 'Đinh Thị Hoà', personal_number: '037190000123', birth_on: '1990-02-03', phone: '0912000123', address: 'Thôn 2' };
	const draft = JSON.parse((await api('POST', '/my/drafts', key, { procedure: id, receiving_unit: unit })).text).location.replace('/api/v1/my/drafts/', '');
	const filed = await api('POST', '/my/dossiers', key, { procedure: id, receiving_unit: unit, ...who, answers: { content: 'Giám hộ' }, result_by: 'desk', declared: true });
	assert.equal(filed.status, 201, filed.text);
	const dossier = JSON.parse(filed.text).location.match(/(\d+)$/)[1];
	return { key, officer, browser, clerk, id, unit, who, draft, dossier };
}
async function filesOf(s) {
	const draft = JSON.parse((await api('GET', `/my/drafts/${s.draft}`, s.key)).text).files ?? [];
	const dossier = JSON.parse((await api('GET', `/my/dossiers/${s.dossier}`, s.key)).text).files ?? [];
	return [...draft, ...dossier];
}

test('a kept line that the installation did not make attaches nothing, on any form that reads it', async () => {
	const s = await stage();
	await api('POST', `/dossiers/${s.dossier}/ask-supplement`, s.officer, { note: 'Bổ sung giấy chứng sinh.' });
	const theirs = await csrf(s.browser, `/ho-so/soan/${s.draft}/giay-to`), officers = await csrf(s.clerk, '/mot-cua/tiep-nhan');
	// another person's paper: its hash is known to whoever has the paper
	const paper = PDF('của người khác');
	const mine = await send(s.browser, `/ho-so/soan/${s.draft}/giay-to`, [['_csrf', theirs], ['then', 'stay'], ['component_1', paper, 'a.pdf']]);
	assert.equal(mine.status, 303, mine.text);
	assert.equal((await filesOf(s)).length, 1);

	const filing = [['procedure', s.id], ['receiving_unit', s.unit], ...Object.entries(s.who), ['result_by', 'desk'], ['declared', '1'], ['content', 'x']];
	const people = { citizen: [s.browser, theirs], officer: [s.clerk, officers] };
	const forms = [
		['citizen', `/ho-so/soan/${s.draft}/giay-to`, [['then', 'stay']]], ['citizen', `/ho-so/soan/${s.draft}`, [['version', 1]]],
		['citizen', '/ho-so', filing], ['citizen', `/ho-so/${s.dossier}/sua-to-khai`, [['e_content', 'Giám hộ']]],
		['citizen', `/ho-so/${s.dossier}/bo-sung`, [['note', 'x']]], ['citizen', `/ho-so/${s.dossier}/rut`, [['note', 'x']]],
		['officer', '/mot-cua/tiep-nhan', [['name', 'Lê A'], ['procedure', s.id], ['outcome', 'received']]], ['officer', '/mot-cua/tiep-nhan/tra', [['procedure', s.id]]],
		...['nhan-bo-sung', 'chuyen-tiep', 'trinh-duyet', 'hoan-thanh', 'phe-duyet'].map((a) => ['officer', `/mot-cua/${s.dossier}/${a}`, [['note', 'x']]]),
	];
	const before = JSON.stringify(await filesOf(s));
	for (const [as, action, fields] of forms) {
		const [browser, token] = people[as];
		for (const hash of [...hashes, sha256(paper)]) {
			const lines = forged(token, 0, hash, 'text/html', 100, 'a.html');
			const reply = await send(browser, action, [['_csrf', token], ...fields, ...lines.map((l) => ['kept', l])]);
			assert.ok([403, 404, 409, 422, 200, 429].includes(reply.status), `${action} ${hash}: ${reply.status}`);
			assert.deepEqual(keptIn(reply.text), [], `${action} ${hash}: nothing comes back as kept`);
			if (reply.status === 429) break;
		}
	}
	assert.equal(JSON.stringify(await filesOf(s)), before);
	assert.equal((await api('GET', `/my/dossiers/${s.dossier}`, s.key)).status, 200);
});

test('a true line is for its own account and its own form only', async () => {
	const s = await stage(), other = await signedIn(specialist);
	const token = await csrf(s.clerk, '/mot-cua/tiep-nhan'), text = PDF(`tại quầy ${s.dossier}`);
	const wanting = [['name', ''], ['procedure', s.id], ['outcome', 'received']];
	const first = await send(s.clerk, '/mot-cua/tiep-nhan', [['_csrf', token], ...wanting, ['component_2', text, 'C:\\Quét\\giấy tờ\u202efdp.exe']]);
	assert.equal(first.status, 422);
	assert.match(first.text, /giấy tờfdp\.exe\.pdf/);
	const [line] = keptIn(first.text);
	assert.ok(line);
	assert.equal(line.includes(sha256(text).slice(0, 16)), false, 'the line tells nothing');

	// back on its own form, pressed by either button: kept again
	for (const action of ['/mot-cua/tiep-nhan', '/mot-cua/tiep-nhan/tra'])
		assert.equal(keptIn((await send(s.clerk, action, [['_csrf', token], ...wanting, ['kept', line]])).text).length, 1, action);

	const refused = async (browser, token, action, fields, what) => {
		const reply = await send(browser, action, [['_csrf', token], ...fields, ['kept', line]]);
		assert.equal(reply.status, 422, `${what}: ${reply.status}`);
		assert.match(reply.text, /Hãy chọn lại tệp/, what);
		assert.deepEqual(keptIn(reply.text), [], what);
	};
	await api('POST', `/dossiers/${s.dossier}/ask-supplement`, s.officer, { note: 'Bổ sung giấy chứng sinh.' });
	await refused(s.clerk, token, `/mot-cua/${s.dossier}/nhan-bo-sung`, [['note', 'x']], 'another form');
	const citizens = await csrf(s.browser, `/ho-so/soan/${s.draft}/giay-to`);
	await refused(s.browser, citizens, `/ho-so/soan/${s.draft}/giay-to`, [['then', 'stay']], 'a citizen');
	await refused(s.browser, citizens, `/ho-so/${s.dossier}/bo-sung`, [['note', 'x']], 'a citizen, another form');
	const second = await signedIn('motcua.cucphuong'), seconds = await csrf(second, '/mot-cua/tiep-nhan');
	const reply = await send(second, '/mot-cua/tiep-nhan', [['_csrf', seconds], ...wanting, ['kept', line]]);
	assert.deepEqual(keptIn(reply.text), [], 'another officer');
	assert.ok(other);
	assert.equal((await filesOf(s)).length, 0);
});
