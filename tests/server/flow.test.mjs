// What honest clients do: kept connections, pipelines, uploads, HEAD, forms, proxies, and a server that stops.
import test from 'node:test';
import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {readdirSync, readlinkSync} from 'node:fs';
import {start, sleep} from './echo.mjs';

const server = await start({each: 40});
test.after(async () => assert.equal(await server.stop(), 0));
const H = 'Host: localhost\r\n';

test('twenty requests in one pipeline are answered in order, quick and slow ones mixed', async () => {
	const requests = Array.from({length: 20}, (_, i) => `GET /${i % 3 ? 'quick' : 'worker'}/${i} HTTP/1.1\r\n${H}\r\n`);
	const reply = await server.raw(requests.join(''));
	assert.equal(reply.statuses.length, 20);
	assert.deepEqual([...reply.text.matchAll(/path=\/\w+\/(\d+)/g)].map(match => Number(match[1])), requests.map((_, i) => i));
	assert.ok(!reply.closed);
});

test('a head in single bytes is read', async () => {
	const reply = await server.raw([...`GET /quick?q=1 HTTP/1.1\r\n${H}Cookie: a=b; session="xyz"; c\r\n\r\n`].flatMap(c => [c, 3]));
	assert.equal(reply.status, 200);
	assert.match(reply.text, /cookie=xyz\n/);
});

test('a head of almost 32 KiB is read, in pieces', async () => {
	const large = `GET /quick HTTP/1.1\r\n${H}` + Array.from({length: 31}, (_, i) => `X-${i}: ${'a'.repeat(1000)}\r\n`).join('') + '\r\n';
	assert.ok(large.length > 31000);
	const reply = await server.raw([large.slice(0, 9000), 20, large.slice(9000, 20001), 20, large.slice(20001)]);
	assert.equal(reply.status, 200);
});

test('HEAD is GET without a body', async () => {
	for (const path of ['/quick', '/worker', '/self']) {
		const reply = await server.raw(`HEAD ${path} HTTP/1.1\r\n${H}\r\nGET /quick/after HTTP/1.1\r\n${H}\r\n`);
		assert.deepEqual(reply.statuses, [200, 200]);
		assert.match(reply.text, /Content-Length: [1-9]/);
		assert.equal(reply.text.match(/path=/g).length, 1);
		assert.match(reply.text, /path=\/quick\/after/);
	}
});

test('a piece of a file', async () => {
	assert.equal(await (await fetch(server.url + '/self')).text(), 'ELF');
});

test('HTTP/1.0 is answered and closed', async () => {
	const reply = await server.raw('GET /quick HTTP/1.0\r\n\r\n');
	assert.equal(reply.status, 200);
	assert.ok(reply.closed);
});

test('the query: decoded, first of its name, nothing when it is broken', async () => {
	const q = async query => (await (await fetch(`${server.url}/quick?${query}`)).text()).match(/^q=(.*)$/m)?.[1];
	assert.equal(await q('p=1&q=a+b%2Bc&q=2'), 'a b+c');
	assert.equal(await q('q='), '');
	assert.equal(await q('%71=x'), 'x');
	assert.equal(await q('q=100%'), undefined);
	assert.equal(await q('q=%ff'), undefined);
	assert.equal(await q('p=1'), undefined);
});

test('a urlencoded form', async () => {
	const reply = await fetch(server.url + '/worker/form', {method: 'POST', body: new URLSearchParams([['tên', 'Trần Thị B & C'], ['x', ''], ['x', '2'], ['dòng', 'một\r\nhai']])});
	const text = await reply.text();
	assert.match(text, /field tên=Trần Thị B & C\nfield x=\nfield x=2\nfield dòng=một\r\nhai\n/);
});

test('a multipart form: fields, files, empty ones, names with quotes and diacritics', async () => {
	const form = new FormData();
	const bytes = randomBytes(3_000_000);
	const tricky = Buffer.from('\r\n--\r\n----\r\r\n--boundary\r\n'.repeat(3000) + '\r');
	form.append('mô tả', 'Đơn "gấp"');
	form.append('n[]', '');
	form.append('n[]', 'hai');
	form.append('f', new Blob([bytes], {type: 'application/pdf'}), 'Giấy khai sinh "bản sao".pdf');
	form.append('f', new Blob([]), 'rỗng.txt');
	form.append('f', new Blob([tricky]), 'tricky');
	form.append('cuối', 'x');
	const text = await (await fetch(server.url + '/upload', {method: 'POST', body: form})).text();
	const sha = data => createHash('sha256').update(data).digest('hex');
	assert.match(text, /field mô tả=Đơn "gấp"\nfield n\[\]=\nfield n\[\]=hai\n/);
	assert.ok(text.includes(`file f name=Giấy khai sinh "bản sao".pdf type=application/pdf size=3000000 sha256=${sha(bytes)}`), text);
	assert.ok(text.includes(`size=0 sha256=${sha('')}`));
	assert.ok(text.includes(`size=${tricky.length} sha256=${sha(tricky)}`));
	assert.match(text, /field cuối=x\n/);
});

test('a file input in which nothing was chosen is not there', async () => {
	const body = '--x\r\nContent-Disposition: form-data; name="f"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n';
	const reply = await server.raw(`POST /upload HTTP/1.1\r\n${H}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
	assert.equal(reply.status, 200);
	assert.ok(!reply.text.includes('file f'));
});

test('multipart byte by byte', async () => {
	const body = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n-\r\n--\r\n--y\r\n--x \t\r\nContent-Disposition: form-data; name=b\r\n\r\n2\r\n--x--';
	const head = `POST /upload HTTP/1.1\r\n${H}Content-Type: multipart/form-data; boundary="x"\r\nContent-Length: ${body.length}\r\n\r\n`;
	const reply = await server.raw([head, ...[...body].flatMap((c) => [2, c])]);
	assert.equal(reply.status, 200);
	assert.ok(reply.text.includes('field a=\r\n-\r\n--\r\n--y\nfield b=2\n'), reply.text);
});

test('more than 400 parts are too many', async () => {
	for (const [count, status] of [[400, 200], [401, 413]]) {
		const form = new FormData();
		for (let i = 0; i < count; i++)
			form.append('a', 'b');
		assert.equal((await fetch(server.url + '/upload', {method: 'POST', body: form})).status, status);
		assert.equal((await fetch(server.url + '/echo', {method: 'POST', body: new URLSearchParams(Array(count).fill(['a', 'b']))})).status, status);
	}
});

test('a file over its limit, and files where none are taken: 413', async () => {
	for (const [path, size, status] of [['/upload', 4 * 1024 * 1024, 200], ['/upload', 4 * 1024 * 1024 + 1, 413], ['/echo', 10, 413]]) {
		const form = new FormData();
		form.append('f', new Blob([Buffer.alloc(size)]), 'x');
		assert.equal((await fetch(server.url + path, {method: 'POST', body: form})).status, status, `${path} ${size}`);
	}
});

test('a body far over the limit gets its answer although the client only sends', async () => {
	const length = 20 * 1024 * 1024;
	const reply = await server.raw([`POST /upload HTTP/1.1\r\n${H}Content-Length: ${length}\r\n\r\n`, Buffer.alloc(length)], 4000);
	assert.equal(reply.status, 413);
	assert.match(reply.text, /refused=413/);
	assert.ok(reply.closed);
});

test('a body that does not say its length is refused before it is read, and the connection ends', async () => {
	const head = `POST /echo HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n`;
	const reply = await server.raw(`${head}5\r\nhello\r\n0\r\n\r\nGET /quick HTTP/1.1\r\n${H}\r\n`);
	assert.deepEqual(reply.statuses, [411]);
	assert.ok(reply.closed);
});

test('Expect: 100-continue is heard, and refused before the body', async () => {
	const head = length => `POST /echo HTTP/1.1\r\n${H}Expect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
	const taken = await server.raw([head(5), 100, 'hello']);
	assert.deepEqual(taken.statuses, [100, 200]);
	assert.match(taken.text, /body=hello\n/);
	assert.deepEqual((await server.raw(head(70000))).statuses, [413]);
});

test('what the plan refuses is answered with its status; without a body the connection stays', async () => {
	const reply = await server.raw(`GET /refuse HTTP/1.1\r\n${H}\r\nGET /quick HTTP/1.1\r\n${H}\r\n`);
	assert.deepEqual(reply.statuses, [403, 200]);
	const slow = await server.raw(`POST /refuse HTTP/1.1\r\n${H}Content-Length: 50000\r\n\r\n`);
	assert.deepEqual(slow.statuses, [403]);
	assert.ok(slow.closed);
});

test('X-Forwarded-For counts only from a trusted proxy', async () => {
	const ask = async (s, headers) => (await fetch(s.url + '/quick', {headers})).text();
	const headers = {'X-Forwarded-For': '203.0.113.9, 198.51.100.7', 'X-Forwarded-Proto': 'https'};
	assert.match(await ask(server, headers), /peer=127\.0\.0\.1\nsecure=0\n/);
	const behind = await start({proxy: 1, each: 2});
	assert.match(await ask(behind, headers), /peer=198\.51\.100\.7\nsecure=1\n/);
	assert.match(await ask(behind, {'X-Forwarded-For': '2001:db8::1'}), /peer=2001:db8::1\n/);
	assert.match(await ask(behind, {'X-Forwarded-For': '<script>'}), /peer=127\.0\.0\.1\n/);
	const many = await Promise.all(Array.from({length: 10}, () => behind.raw(`GET /quick HTTP/1.1\r\n${H}\r\n`)));
	assert.ok(many.every(reply => reply.status === 200), 'the proxy itself is not counted');
	assert.equal(await behind.stop(), 0);
});

test('IPv6', async () => {
	const six = await start({six: 1});
	assert.match(await (await fetch(six.url + '/quick')).text(), /peer=::1\n/);
	assert.equal(await six.stop(), 0);
});

test('one address has only so many connections, and they are given back', async () => {
	await sleep(300);
	const idle = await Promise.all(Array.from({length: 60}, () => server.raw(`GET /quick HTTP/1.1\r\n${H}\r\n`)));
	const served = idle.filter(reply => reply.status === 200).length;
	assert.ok(served >= 35 && served <= 40, `${served} of 60 served`);
	await sleep(300);
	assert.equal((await fetch(server.url + '/quick', {headers: {Connection: 'close'}})).status, 200);
});

test('no descriptor is left behind', async () => {
	await sleep(500);
	const open = readdirSync(`/proc/${server.pid}/fd`).map(fd => {
		try { return readlinkSync(`/proc/${server.pid}/fd/${fd}`); } catch { return ''; }
	});
	assert.equal(open.filter(name => name.includes('deleted')).length, 0, open.join(' '));
	assert.ok(open.filter(name => name.startsWith('socket')).length < 8, open.join(' '));
});

test('stopping lets running requests finish', async () => {
	const stopping = await start();
	const slow = Array.from({length: 4}, () => fetch(stopping.url + '/worker/slow'));
	await sleep(150);
	const began = performance.now();
	const code = stopping.stop();
	for (const reply of await Promise.all(slow)) {
		assert.equal(reply.status, 200);
		assert.match(await reply.text(), /path=\/worker\/slow/);
	}
	assert.equal(await code, 0);
	assert.ok(performance.now() - began < 2000);
	await assert.rejects(fetch(stopping.url + '/quick'));
});
