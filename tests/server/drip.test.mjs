// Slow clients: what drips is cut at an absolute moment, whatever it still sends, and others are served all the while.
import test from 'node:test';
import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {readFileSync} from 'node:fs';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {start, sleep} from './echo.mjs';

const HEAD = 3000, BODY = 2000;
const server = await start({head: HEAD, body: BODY, idle: 2000});
test.after(async () => assert.equal(await server.stop(), 0));

// Sends `first`, then `byte` every 100 ms until it is cut; tells after how many milliseconds that was.
function drip(first, byte) {
	return new Promise(resolve => {
		const socket = connect(server.port, server.host);
		const began = performance.now();
		let timer, answer = '';
		const over = () => { clearInterval(timer); resolve({took: performance.now() - began, answer}); };
		socket.on('connect', () => {
			socket.write(first);
			timer = setInterval(() => socket.write(byte), 100);
		});
		socket.on('data', piece => { answer += piece; });
		socket.on('error', () => {});
		socket.on('close', over);
		setTimeout(() => socket.destroy(), 20000).unref();
	});
}

async function ask(path) {
	const began = performance.now();
	const reply = await fetch(server.url + path);
	await reply.text();
	assert.equal(reply.status, 200);
	return performance.now() - began;
}

// A busy machine stops this process as it stops the server: what it was itself kept waiting is added to the bounds.
const stalls = monitorEventLoopDelay({resolution: 10});
stalls.enable();
const stalled = () => 2 * stalls.max / 1e6;
const sanitized = /libasan|libtsan/.test(readFileSync(`/proc/${server.pid}/maps`, 'utf8')); // such a server does everything several times slower
const served = () => 1000 * (sanitized ? 5 : 1) + stalled(), late = () => 1500 + stalled();

test('200 connections drip their heads; another client is served all the while; they are cut', {timeout: 30000}, async () => {
	const heads = ['GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ', 'GET /', 'GET / HTTP/1.1\r\nHost: localhost\r\n', ''];
	const drippers = Array.from({length: 200}, (_, i) => drip(heads[i % heads.length], i % 4 === 2 ? 'A: b\r\n' : 'a'));
	let worst = 0, asked = 0, done = false;
	const all = Promise.all(drippers).then(list => { done = true; return list; });
	while (!done) {
		worst = Math.max(worst, await ask(asked++ % 2 ? '/quick' : '/worker'));
		await sleep(50);
	}
	assert.ok(asked > 10, `asked ${asked} times`);
	assert.ok(worst < served(), `the other client waited ${worst} ms`);
	for (const {took, answer} of await all) {
		assert.ok(took > HEAD - 600 && took < HEAD + late(), `cut after ${took} ms`);
		assert.equal(answer, '');
	}
});

test('a drip in the second head of a kept connection is cut too', {timeout: 20000}, async () => {
	const {took, answer} = await drip('GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\nGET /', 'a');
	assert.match(answer, /^HTTP\/1\.1 200/);
	assert.ok(took > HEAD - 600 && took < HEAD + 2000 + late(), `cut after ${took} ms`);
});

test('a body that drips is cut', {timeout: 20000}, async () => {
	const {took} = await drip('POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n', 'a');
	assert.ok(took > BODY - 600 && took < BODY + late(), `cut after ${took} ms`);
});

test('an idle kept connection is closed', {timeout: 20000}, async () => {
	const reply = await server.raw('GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n', 8000);
	assert.equal(reply.status, 200);
	assert.ok(reply.closed && reply.took < 2000 + 1000 + late(), `closed after ${reply.took} ms`);
});

test('a reply that nobody reads is cut, and no memory stays', {timeout: 20000}, async () => {
	const sockets = Array.from({length: 20}, () => {
		const socket = connect(server.port, server.host);
		socket.on('error', () => {});
		socket.pause();
		socket.write('GET /worker/large HTTP/1.1\r\nHost: localhost\r\n\r\n');
		return socket;
	});
	await sleep(300);
	assert.ok(await ask('/quick') < served());
	sockets.forEach(socket => socket.destroy());
	await sleep(300);
	assert.ok(await ask('/worker') < served());
	const memory = Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
	assert.ok(sanitized || memory < 150 * 1024, `${memory} KiB`); // a sanitizer keeps what is freed, on purpose
});
