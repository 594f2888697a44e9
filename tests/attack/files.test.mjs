// Files: lines that a form kept of a file come back forged, from another account, for another form; names that lead out of the store.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { api, base, signedIn, token } from '../http/client.mjs';

const PDF = (text) => `%PDF-1.4\n1 0 obj<</Type/Catalog/Note(${text})>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const citizen = '0530000003', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam';

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

// ---- filling the disk ----

const stored = (folder = `${process.env.DINH_DATA}/files`) => {
	let files = 0, bytes = 0;
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = `${folder}/${entry.name}`, below = entry.isDirectory() ? stored(path) : { files: 1, bytes: statSync(path).size };
		files += below.files;
		bytes += below.bytes;
	}
	return { files, bytes };
};
const set = async (key, name, value) => assert.ok((await api('POST', `/settings/${name}`, key, { value })).status < 300, name);
const large = (mark, size) => `%PDF-1.4 ${mark} ${'x'.repeat(size)}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`;

test('a hundred refused uploads leave not one byte', async (t) => {
	if (!process.env.DINH_DATA) return t.skip('DINH_DATA is not said');
	const s = await stage(), other = await signedIn('0530000004');
	const platform = await token('quantri');
	await set(platform, 'rate.upload', '100000');
	await set(platform, 'rate.submit', '100000');
	const mine = await csrf(s.browser, `/ho-so/soan/${s.draft}/giay-to`), officers = await csrf(s.clerk, '/mot-cua/tiep-nhan');
	const others = await csrf(other, '/tai-khoan');
	const ways = [ // what is refused, and by what
		[s.browser, mine, `/ho-so/${s.dossier}/bo-sung`, [['note', 'x']], 'component_1'], // nobody asked for it
		[s.browser, mine, '/ho-so/999999/bo-sung', [['note', 'x']], 'component_1'], // no such dossier
		[s.browser, mine, '/ho-so', [['procedure', s.id], ['receiving_unit', s.unit], ...Object.entries(s.who), ['content', 'x'], ['result_by', 'desk']], 'component_1'],
		[s.browser, mine, '/ho-so', [['procedure', s.id], ['receiving_unit', 1], ...Object.entries(s.who), ['content', 'x'], ['result_by', 'desk'], ['declared', '1']], 'component_1'],
		[other, others, `/ho-so/soan/${s.draft}/giay-to`, [['then', 'stay']], 'component_1'], // another's draft
		[other, others, `/ho-so/${s.dossier}/rut`, [['note', 'x']], 'component_1'],
		[s.clerk, officers, `/mot-cua/${s.dossier}/hoan-thanh`, [['note', 'x']], 'component_0'], // not received yet
		[s.browser, mine, `/ho-so/soan/${s.draft}/giay-to`, [['then', 'stay']], 'nothing_like_it'], // no such field
		[s.browser, mine, `/ho-so/soan/${s.draft}/giay-to`, [['then', 'stay']], 'component_999'], // no such paper
		[s.browser, 'wrong', `/ho-so/soan/${s.draft}/giay-to`, [['then', 'stay']], 'component_1'], // from another page
	];
	const before = stored();
	for (let i = 0; i < 100; i++) {
		const [browser, token, action, fields, field] = ways[i % ways.length];
		const reply = await send(browser, action, [['_csrf', token], ...fields, [field, large(`refused ${i}`, 200000), `a${i}.pdf`]]);
		assert.ok(reply.status >= 400, `${action} ${field}: ${reply.status}`);
		if (field === 'nothing_like_it') assert.match(reply.text, new RegExp(`a${i}\\.pdf[^]*nothing_like_it`), 'refused by its name');
	}
	assert.deepEqual(stored(), before);
});

test('what forms keep has its day: per account; others go on', async (t) => {
	if (!process.env.DINH_DATA) return t.skip('DINH_DATA is not said');
	const s = await stage(), platform = await token('quantri');
	const form = `/ho-so/${s.dossier}/sua-to-khai`, officer = await csrf(s.clerk, '/mot-cua/tiep-nhan');
	await api('POST', `/dossiers/${s.dossier}/ask-supplement`, s.officer, { note: 'Bổ sung.' });
	const mine = await csrf(s.browser, `/ho-so/${s.dossier}/lam/sua-to-khai`);
	await set(platform, 'uploads.day_mb_account', '3');
	const before = stored();
	let refused = 0;
	for (let i = 0; i < 20; i++) {
		const reply = await send(s.browser, form, [['_csrf', mine], ['e_content', ''], ['component_1', large(`kept ${i}`, 500000), `b${i}.pdf`]]);
		assert.equal(reply.status, 422);
		refused += /đã gửi đủ 3 MB tệp của hôm nay/.test(reply.text);
	}
	assert.ok(refused >= 13, `${refused} refused`);
	assert.ok(stored().bytes - before.bytes <= 3 << 20);
	const desk = await send(s.clerk, '/mot-cua/tiep-nhan', [['_csrf', officer], ['name', ''], ['procedure', s.id], ['component_1', large('desk', 500000), 'c.pdf']]);
	assert.equal(keptIn(desk.text).length, 1, 'the desk works on');
	await set(platform, 'uploads.day_mb_account', '300');
});

test('below the floor files stop with a sentence; health and administration know; other work goes on', async (t) => {
	const s = await stage(), platform = await token('quantri'), administrator = await signedIn('quantri');
	const page = `/ho-so/soan/${s.draft}/giay-to`, mine = await csrf(s.browser, page);
	const health = async () => (await (await fetch(`${base}/healthz`)).text()).split(':')[0].trim();
	assert.equal(await health(), 'ok');
	await set(platform, 'uploads.floor_mb', '100000000');
	try {
		for (const size of [1000, 2000000]) {
			const reply = await send(s.browser, page, [['_csrf', mine], ['then', 'stay'], ['component_1', large('no room', size), 'a.pdf']]);
			assert.equal(reply.status, 503);
			assert.match(reply.text, /tạm ngừng nhận tệp/);
		}
		assert.equal(await health(), 'degraded');
		assert.match((await administrator.get('/quan-tri')).text, /đang ngừng nhận tệp/);
		await set(platform, 'metrics.token', 'a token for metrics');
		const metrics = await fetch(`${base}/metrics`, { headers: { authorization: 'Bearer a token for metrics' } });
		assert.match(await metrics.text(), /^dinh_uploads_stopped 1$/m);
		assert.equal((await s.browser.get(page)).status, 200);
		const officer = await csrf(s.clerk, '/mot-cua/tiep-nhan');
		assert.equal((await send(s.clerk, '/mot-cua/tiep-nhan', [['_csrf', officer], ['name', '']])).status, 422, 'forms without files work');
	} finally {
		await set(platform, 'uploads.floor_mb', '500');
	}
	assert.equal(await health(), 'ok');
	const reply = await send(s.browser, page, [['_csrf', mine], ['then', 'stay'], ['component_1', large('room again', 1000), 'a.pdf']]);
	assert.equal(reply.status, 303, reply.text);
});

test('who is not signed in sends no body', async () => {
	for (const cookie of ['', 'dinh=x', `dinh=${'A'.repeat(43)}`, `dinh=dinh_${'A'.repeat(43)}`]) {
		const form = new FormData();
		form.append('component_1', new Blob([large('stranger', 100000)]), 'a.pdf');
		const reply = await fetch(`${base}/ho-so/soan/x/giay-to`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie } })
			.catch(() => ({ status: 401 })); // the connection may be closed while it still sends
		assert.equal(reply.status, 401, cookie);
	}
});
