// Files as clients really send them: their names in every encoding, empty ones, unknown fields, PDFs of scanners, pictures of phones. Each is
// kept, or refused by its name.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { api, base, signedIn, token } from './client.mjs';

const PDF = (text = '') => `%PDF-1.4\n1 0 obj<</Type/Catalog/Note(${text})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
const seed = (path) => readFileSync(new URL(`../fuzz/seeds/${path}`, import.meta.url));

// A body written byte by byte: parts are [head lines, content].
async function raw(path, key, parts) {
	const chunks = parts.flatMap(([head, content]) => [`--x\r\n${head.join('\r\n')}\r\n\r\n`, content, '\r\n']).concat('--x--\r\n');
	const body = Buffer.concat(chunks.map((c) => Buffer.isBuffer(c) ? c : Buffer.from(c)));
	const reply = await fetch(`${base}/api/v1${path}`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=x' } });
	return { status: reply.status, body: await reply.json() };
}
const part = (parameters, content, ...more) => [[`Content-Disposition: form-data; ${parameters}`, ...more], content];
const said = (reply) => reply.body.problems.map((p) => p.text).join('\n');

async function stage() {
	const key = await token('0530000006');
	const id = JSON.parse((await api('GET', '/procedures?tu-khoa=1.004837')).text).procedures.find((p) => p.code === '1.004837').id;
	const page = await (await signedIn('0530000006')).get(`/ho-so/nop?thu-tuc=${id}`), unit = Number(page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1]);
	for (;;) { // a fresh one: begun and untouched is given again
		const made = await api('POST', '/my/drafts', key, { procedure: id, receiving_unit: unit });
		const draft = JSON.parse(made.text).location.replace('/api/v1', '');
		if (!JSON.parse((await api('GET', draft, key)).text).files.length) return { key, id, unit, draft };
		await api('POST', `${draft}/delete`, key, {});
	}
}
const filesOf = async (s) => JSON.parse((await api('GET', s.draft, s.key)).text).files.map((f) => f.name);

test('names in every encoding that clients use', async () => {
	const s = await stage();
	const binary = Buffer.from(`%PDF-1.4\n%\xff\xfe\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1');
	const names = [
		["filename*=utf-8''gi%E1%BA%A5y.pdf", 'giấy.pdf'], ['filename="giấy tờ.pdf"', 'giấy tờ.pdf'],
		['filename="=?utf-8?B?Z2nhuqV5IHThu50ucGRm?="', 'giấy tờ.pdf'], ['filename="gi%E1%BA%A5y%201.pdf"', 'giấy 1.pdf'],
		['filename="C:\\\\Users\\\\An\\\\giấy.pdf"', 'giấy.pdf'], ['filename="C:\\Users\\An\\giấy.pdf"', 'giấy.pdf'], ['filename="../../a.pdf"', 'a.pdf'],
		['filename="a\u202efdp.exe"', 'afdp.exe.pdf'],
	];
	for (const [parameter, name] of names) {
		const reply = await raw(`${s.draft}/files`, s.key, [part(`name="component_2"; ${parameter}`, binary)]);
		assert.equal(reply.status, 200, JSON.stringify(reply.body));
		assert.equal(reply.body.name, name);
		assert.ok(reply.body.id > 0);
	}
	assert.deepEqual(await filesOf(s), names.map((n) => n[1]));
	const nameless = await raw(`${s.draft}/files`, s.key, [part('name="component_2"', binary, 'Content-Type: application/pdf')]);
	assert.equal(nameless.body.name, 'tep.pdf', JSON.stringify(nameless.body));
});

test('a dossier filed with one request has its file, whatever its name is written in', async () => {
	const s = await stage();
	const fields = { procedure: s.id, receiving_unit: s.unit, name: 'Đinh Thị Hoà', personal_number: '037190000123', birth_on: '1990-02-03', phone: '0912000123',
		address: 'Thôn 2', content: 'Giám hộ', result_by: 'desk', declared: '1' };
	const file = (...parameters) => [...Object.entries(fields).map(([k, v]) => part(`name="${k}"`, String(v))), ...parameters];
	const good = await raw('/my/dossiers', s.key, file(part("name=component_2; filename*=utf-8''gi%E1%BA%A5y.pdf", PDF())));
	assert.equal(good.status, 201, JSON.stringify(good.body));
	const seen = JSON.parse((await api('GET', good.body.location.replace('/api/v1', ''), s.key)).text);
	assert.deepEqual(seen.files.map((f) => f.name), ['giấy.pdf']);
	for (const [parameters, content, text] of [
		['name="component_2"; filename="trống.pdf"', '', /Tệp trống: “trống\.pdf”/], ['name="attachment"; filename="đơn.pdf"', PDF(), /“đơn\.pdf”.*attachment/],
		['name="component_77"; filename="đơn.pdf"', PDF(), /“đơn\.pdf”.*component_77/], ['name="component_2x"; filename="đơn.pdf"', PDF(), /“đơn\.pdf”.*component_2x/],
	]) {
		const reply = await raw('/my/dossiers', s.key, file(part(parameters, content)));
		assert.equal(reply.status, 422, parameters);
		assert.match(said(reply), text);
	}
});

test('PDFs: of scanners are taken, those that nobody can open are told', async () => {
	const s = await stage();
	const send = (content, name = 'giấy.pdf') => raw(`${s.draft}/files`, s.key, [part(`name="component_2"; filename="${name}"`, content)]);
	for (const before of ['\n', '\ufeff', '\x1b%-12345X@PJL SET RESOLUTION=300\r\n', '\0\0\0'])
		assert.equal((await send(before + PDF())).status, 200, JSON.stringify(before));
	assert.equal((await send(seed('file/restricted.pdf'))).status, 200, 'restrictions alone keep nobody from reading');
	for (const [content, text] of [[seed('file/locked.pdf'), /mật khẩu/], [seed('file/cut.pdf'), /hỏng|chưa đủ/], [PDF().slice(0, -10), /chưa đủ/], ['', /Tệp trống/]]) {
		const reply = await send(content);
		assert.equal(reply.status, 422);
		assert.match(said(reply), text);
		assert.match(said(reply), /“giấy\.pdf”/);
	}
});

test('pictures of phones become JPEG', async () => {
	const s = await stage();
	for (const [path, name, kept] of [['image/rgb.heic', 'IMG_1.HEIC', 'IMG_1.jpg'], ['image/rgb.webp', 'ảnh.webp', 'ảnh.jpg']]) {
		const reply = await raw(`${s.draft}/files`, s.key, [part(`name="component_2"; filename="${name}"`, seed(path))]);
		assert.equal(reply.status, 200, JSON.stringify(reply.body));
		assert.equal(reply.body.name, kept);
		const file = await fetch(`${base}/api/v1${s.draft}/files/${reply.body.id}`, { headers: { authorization: `Bearer ${s.key}` } });
		assert.equal(file.headers.get('content-type'), 'image/jpeg');
		assert.equal(Buffer.from(await file.arrayBuffer()).subarray(0, 3).toString('hex'), 'ffd8ff');
	}
});

test('two long names that differ at the end stay two', async () => {
	const s = await stage();
	const long = (page) => `Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất, hộ ông Nguyễn Văn An, xã Gia Lâm, trang ${page}.pdf`;
	for (const page of [1, 2])
		assert.equal((await raw(`${s.draft}/files`, s.key, [part(`name="component_2"; filename="${long(page)}"`, PDF(page))])).status, 200);
	const names = await filesOf(s);
	assert.notEqual(names[0], names[1]);
	for (const [i, name] of names.entries()) assert.match(name, new RegExp(`^Giấy chứng nhận quyền.*…?.*trang ${i + 1}\\.pdf$`));
});

test('at the desk what is kept stands with its own paper, and goes along unless its tick is taken away', async () => {
	const s = await stage(), clerk = await signedIn('motcua.gialam');
	const page = await clerk.get('/mot-cua/tiep-nhan'), csrf = page.text.match(/name="_csrf" value="([^"]*)"/)[1];
	const cookie = [...clerk.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
	const send = async (...fields) => {
		const form = new FormData();
		for (const [name, value, filename] of [['_csrf', csrf], ['procedure', s.id], ['name', ''], ['outcome', 'received'], ...fields])
			filename ? form.append(name, new Blob([value]), filename) : form.append(name, value);
		return (await fetch(`${base}/mot-cua/tiep-nhan`, { method: 'POST', body: form, headers: { cookie, origin: base } })).text();
	};
	const row = (text, number) => text.slice(text.indexOf(`id="paper_${number}"`), text.indexOf('</tr>', text.indexOf(`id="paper_${number}"`)));
	const first = await send(['component_2', PDF('a'), 'tờ khai.pdf'], ['component_3', PDF('b'), 'cử.pdf'], ['component_0', PDF('c'), 'khác.pdf']);
	assert.match(row(first, 2), /Đã đính kèm: <strong>tờ khai\.pdf<\/strong>[^]*name="kept"/);
	assert.doesNotMatch(row(first, 2), /cử\.pdf|khác\.pdf/);
	assert.match(row(first, 3), /cử\.pdf[^]*name="kept"/);
	assert.match(first.slice(first.lastIndexOf('</table>')), /khác\.pdf/, 'what belongs to no paper stands below');
	const kept = [...first.matchAll(/name="kept" value="([^"]*)"/g)].map((m) => m[1]);
	assert.equal(kept.length, 3);
	const second = await send(...kept.slice(1).map((k) => ['kept', k]));
	assert.equal([...second.matchAll(/name="kept"/g)].length, 2);
});
