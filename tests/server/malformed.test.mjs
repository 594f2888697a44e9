// Malformed and hostile requests: each is answered with its status and the connection closed, and never reaches a handler.
import test from 'node:test';
import assert from 'node:assert/strict';
import {start, sleep} from './echo.mjs';

const server = await start({head: 3000, body: 2000});
test.after(async () => assert.equal(await server.stop(), 0));

const H = 'Host: localhost\r\n';
const get = (target, headers = H) => `GET ${target} HTTP/1.1\r\n${headers}\r\n`;
const post = (headers, body = '') => `POST /echo HTTP/1.1\r\n${H}${headers}\r\n${body}`;

// [what, bytes, statuses that are right; 0 = closed without a word]
const refused = [
	['a request line without a version', 'GET /\r\n\r\n', [400, 505, 0]],
	['HTTP/0.9 in disguise', 'GET / HTTP/0.9\r\n' + H + '\r\n', [505]],
	['HTTP/2 over plain text', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [505]],
	['a version in small letters', 'GET / http/1.1\r\n' + H + '\r\n', [400]],
	['two spaces before the target', 'GET  / HTTP/1.1\r\n' + H + '\r\n', [400]],
	['a space in the target', get('/a b'), [400, 0]],
	['a tab in the target', get('/a\tb'), [400]],
	['a method that is no token', 'G(T / HTTP/1.1\r\n' + H + '\r\n', [400]],
	['NUL in the target', get('/a\0b'), [400]],
	['NUL in a header value', get('/', H + 'X-A: a\0b\r\n'), [400]],
	['NUL that hides a header', get('/', H + 'X-A: a\0\r\nContent-Length: 5\r\n'), [400]],
	['NUL that ends the head', get('/', H + '\0Transfer-Encoding: chunked\r\n'), [400]],
	['NUL in a header name', get('/', H + 'X\0A: b\r\n'), [400]],
	['a control byte in a header value', get('/', H + 'X-A: a\x01b\r\n'), [400]],
	['DEL in a header value', get('/', H + 'X-A: a\x7fb\r\n'), [400]],
	['a bare CR in a header value', get('/', H + 'X-A: a\rContent-Length: 5\r\n'), [400]],
	['lines that end with LF only', 'GET / HTTP/1.1\nHost: localhost\n\n', [400]],
	['one line that ends with LF only', get('/', 'Host: localhost\nX-A: b\r\n'), [400]],
	['a folded header', get('/', H + 'X-A: a\r\n b\r\n'), [400]],
	['a folded Content-Length', post('Content-Length: 1\r\n 0\r\n', '0123456789'), [400]],
	['a first header that begins with a space', get('/', ' X-A: b\r\n' + H), [400]],
	['a space before the colon', get('/', H + 'X-A : b\r\n'), [400]],
	['a space before the colon of Content-Length', post('Content-Length : 5\r\n', 'hello'), [400]],
	['a header without a name', get('/', H + ': b\r\n'), [400]],
	['a header without a colon', get('/', H + 'nonsense\r\n'), [400]],
	['no Host', get('/', ''), [400]],
	['two Hosts', get('/', H + 'Host: evil.example\r\n'), [400]],
	['two Hosts in other letters', get('/', H + 'hOST: localhost\r\n'), [400]],
	['a Host with a path', get('/', 'Host: evil.example/x\r\n'), [400]],
	['an empty Host', get('/', 'Host:\r\n'), [400]],
	['Content-Length and Transfer-Encoding', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), [400]],
	['two Content-Lengths that differ', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello'), [400]],
	['two Content-Lengths that agree', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'), [400]],
	['a Content-Length list', post('Content-Length: 5, 5\r\n', 'hello'), [400]],
	['a negative Content-Length', post('Content-Length: -5\r\n', 'hello'), [400]],
	['a signed Content-Length', post('Content-Length: +5\r\n', 'hello'), [400]],
	['a hexadecimal Content-Length', post('Content-Length: 0x5\r\n', 'hello'), [400]],
	['an empty Content-Length', post('Content-Length:\r\n', 'hello'), [400]],
	['a Content-Length beyond 64 bits', post('Content-Length: 99999999999999999999\r\n', 'hello'), [413]],
	['an unknown transfer coding', post('Transfer-Encoding: gzip\r\n', 'hello'), [501]],
	['two transfer codings', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), [501]],
	['chunked with a tail', post('Transfer-Encoding: chunked \r\n', '0\r\n\r\n'), [400, 501]],
	['Transfer-Encoding twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), [400]],
	['Transfer-Encoding in HTTP/1.0', 'POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', [400]],
	['a chunked body', post('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\r\n'), [411]],
	['a chunk size that ends with LF only', post('Transfer-Encoding: chunked\r\n', '5\nhello\r\n0\r\n\r\n'), [411]],
	['a chunk that ends with LF only', post('Transfer-Encoding: chunked\r\n', '5\r\nhello\n0\r\n\r\n'), [411]],
	['a last chunk that ends with LF only', post('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\n\r\n'), [411]],
	['a chunked body that ends with LF only', post('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\n'), [411]],
	['a trailer that ends with LF only', post('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\nX-A: b\n\r\n'), [411]],
	['a chunk size that is no number', post('Transfer-Encoding: chunked\r\n', 'xyz\r\nhello\r\n0\r\n\r\n'), [411]],
	['a request hidden in a chunked body', post('Transfer-Encoding: chunked\r\n', `0\n\r\n${get('/hidden')}`), [411]],
	['a path that climbs', get('/a/../../etc/passwd'), [400]],
	['a path that climbs in disguise', get('/a/%2e%2E/etc/passwd'), [400]],
	['an encoded slash', get('/a%2fb'), [400]],
	['an encoded NUL', get('/a%00b'), [400]],
	['an encoded line break', get('/a%0d%0aSet-Cookie:x'), [400]],
	['broken percent encoding', get('/a%4'), [400]],
	['percent encoding that is not hexadecimal', get('/a%zz'), [400]],
	['a path that is not UTF-8', get('/a%ff'), [400]],
	['an overlong UTF-8 slash', get('/a%c0%af'), [400]],
	['a fragment', get('/a#b'), [400]],
	['an absolute target', get('http://evil.example/'), [400]],
	['an asterisk', 'OPTIONS * HTTP/1.1\r\n' + H + '\r\n', [400]],
	['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\n' + H + '\r\n', [400]],
	['a head over 32 KiB', get('/', H + `X-A: ${'a'.repeat(33000)}\r\n`), [431]],
	['a head that never ends', get('/', H + `X-A: ${'a'.repeat(200000)}\r\n`), [431]],
	['a target over the limit', get('/' + 'a'.repeat(100000)), [414]],
	['ten thousand headers', get('/', H + 'A: b\r\n'.repeat(10000)), [431]],
	['a body over the limit, declared', post('Content-Length: 70000\r\n'), [413]],
	['a body of a GET', 'GET / HTTP/1.1\r\n' + H + 'Content-Length: 5\r\n\r\nhello', [413]],
	['TLS instead of HTTP', Buffer.from('16030100c8010000c40303', 'hex'), [0, 400]],
	['bytes without sense', '\x00\x01\x02\xff\xfe\r\n\r\n', [0, 400]],
	['a form with broken encoding', post('Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n', 'a=%4x'), [400]],
	['a form that is not UTF-8', post('Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n', 'a=%ff'), [400]],
	['multipart without a boundary', post('Content-Type: multipart/form-data\r\nContent-Length: 5\r\n', 'hello'), [400]],
	['multipart with an endless boundary', post(`Content-Type: multipart/form-data; boundary=${'a'.repeat(71)}\r\nContent-Length: 5\r\n`, 'hello'), [400]],
	['multipart that breaks off', post('Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 7\r\n', '--x\r\nCo'), [400]],
];

for (const [what, bytes, right] of refused)
	test(`refused: ${what}`, async () => {
		const reply = await server.raw(bytes, 1500);
		assert.ok(right.includes(reply.status), `status ${reply.status}, expected ${right}: ${reply.text.slice(0, 200)}`);
		// libmicrohttpd 0.9.75 itself answers a Content-Length it cannot read, and sends the head of that answer twice.
		assert.equal(new Set(reply.statuses).size, reply.status ? 1 : 0, `answered ${reply.statuses}`);
		assert.ok(!reply.text.includes('path='), 'a handler saw it');
		// After a whole body that is no good form the connection is still in step; after anything else nobody knows.
		assert.ok(reply.closed || /form|breaks off/.test(what) || !reply.status, 'the connection stays open');
	});

test('nothing behind a refused head is taken for a request', async () => {
	const inner = get('/stolen');
	for (const headers of ['Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `X-A: a\0\r\nContent-Length: ${inner.length}\r\n`,
		'Content-Length: 1\r\nContent-Length: 2\r\n']) {
		const reply = await server.raw(post(headers, inner));
		assert.deepEqual(reply.statuses, [400]);
		assert.ok(!reply.text.includes('stolen'));
	}
});

test('NUL and LF do not move the end of a head', async () => {
	const reply = await server.raw('POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\0\r\n' + get('/stolen'));
	assert.ok(!reply.text.includes('/stolen'), reply.text);
});

test('a reply cannot be split by what a handler puts into a header', async () => {
	const reply = await server.raw(get('/split', H + 'Connection: close\r\n'));
	assert.equal(reply.status, 200);
	assert.ok(!reply.text.includes('stolen'));
});

test('no Server header, no version told', async () => {
	const reply = await server.raw(get('/', H + 'Connection: close\r\n'));
	assert.ok(!/^server:/im.test(reply.text));
	assert.ok(!/microhttpd/i.test(reply.text));
});

test('after all of this the server serves', async () => {
	await sleep(50);
	const reply = await fetch(server.url + '/a%20b?q=Nguy%E1%BB%85n+V%C4%83n');
	const text = await reply.text();
	assert.equal(reply.status, 200);
	assert.match(text, /path=\/a b\n/);
	assert.match(text, /q=Nguyễn Văn\n/);
});
