// The edge: a Host that the sender invented, an Origin of another scheme.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base, signedIn } from '../http/client.mjs';

// fetch sets Host and Origin itself: this client says what it likes.
function ask(method, path, headers = {}, body = '') {
	return new Promise((done, failed) => {
		const out = request(base + path, { method, headers: { 'content-length': Buffer.byteLength(body), ...headers } }, (reply) => {
			const pieces = [];
			reply.on('data', (piece) => pieces.push(piece));
			reply.on('end', () => done({ status: reply.statusCode, headers: reply.headers, bytes: Buffer.concat(pieces) }));
		});
		out.on('error', failed);
		out.end(body);
	});
}
const cookieOf = (browser) => [...browser.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
const evil = 'evil.example:8080';

test('no page, paper or redirection carries the Host of a request', async () => {
	const desk = await signedIn('motcua.gialam');
	const cookie = cookieOf(desk);
	const dossier = (await desk.get('/mot-cua?hang=processing')).text.match(/href="\/mot-cua\/(\d+)"/)?.[1]
		?? (await desk.get('/mot-cua/hom-nay')).text.match(/href="\/mot-cua\/(\d+)"/)[1];
	for (const path of ['/', '/thu-tuc', '/dang-nhap', '/mot-cua', `/mot-cua/${dossier}`, '/api/v1/openapi.json', '/khong-co', '/dang-nhap/dinh-danh', '/robots.txt', '/.well-known/security.txt']) {
		const reply = await ask('GET', path, { host: evil, cookie, 'x-forwarded-host': evil, referer: `http://${evil}/mot-cua` });
		assert.ok(!reply.bytes.includes('evil.example'), path);
		assert.ok(!JSON.stringify(reply.headers).includes('evil.example'), path);
	}
	const paper = await ask('GET', `/mot-cua/${dossier}/giay-tiep-nhan`, { host: evil, cookie });
	assert.equal(paper.status, 200);
	const folder = mkdtempSync(join(tmpdir(), 'dinh-host-'));
	try {
		writeFileSync(join(folder, 'p.pdf'), paper.bytes);
		execFileSync('pdftoppm', ['-r', '150', '-png', join(folder, 'p.pdf'), join(folder, 'p')]);
		const code = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'p-1.png')]).toString();
		assert.ok(code.startsWith(`${base}/tra-cuu?ma=`), code);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

test('a form from http of this very host is not one of https, and the other way round', async () => {
	const desk = await signedIn('motcua.gialam');
	const page = await desk.get('/tai-khoan');
	const token = page.text.match(/name="_csrf" value="([^"]*)"/)[1];
	const send = (headers) => ask('POST', '/giao-dien', { cookie: cookieOf(desk), 'content-type': 'application/x-www-form-urlencoded', ...headers },
		new URLSearchParams({ _csrf: token, back: '/', text: 'normal', contrast: 'normal', theme: 'system' }).toString());
	const host = new URL(base).host;
	assert.equal((await send({ origin: `http://${host}` })).status, 303);
	for (const origin of [`https://${host}`, 'http://evil.example', 'null', `http://${host}.evil.example`, host])
		assert.equal((await send({ origin })).status, 403, origin);
	assert.equal((await send({ origin: `http://${evil}`, host: evil, 'sec-fetch-site': 'cross-site' })).status, 403);
});

test('the address for reports is there when it is set, and names the site, not the sender', async () => {
	assert.equal((await ask('GET', '/.well-known/security.txt')).status, 404);
	const admin = await signedIn('quantri');
	const set = await admin.submit('/quan-tri/cai-dat/security.contact', '/quan-tri/cai-dat/security.contact', { value: 'baomat@dichvucong.example.vn' });
	assert.equal(set.status, 303, set.text.slice(0, 500));
	const reply = await ask('GET', '/.well-known/security.txt', { host: evil });
	assert.equal(reply.status, 200);
	const text = reply.bytes.toString();
	assert.match(text, /^Contact: mailto:baomat@dichvucong\.example\.vn\nExpires: 20\d\d-[^\n]+Z?\n/);
	assert.ok(text.includes(`Canonical: ${base}/.well-known/security.txt\n`), text);
});
