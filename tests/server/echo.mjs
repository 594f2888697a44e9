// Starts echo_server and talks to it over raw sockets: what a library would refuse to send is what matters here.
import {spawn} from 'node:child_process';
import {connect} from 'node:net';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';

const program = process.env.ECHO_SERVER || fileURLToPath(new URL('../../build/test/tests/server/echo_server', import.meta.url));

export async function start(options = {}) {
	const child = spawn(program, Object.entries(options).map(([name, value]) => `${name}=${value}`), {stdio: ['pipe', 'pipe', 'inherit']});
	const [line] = await once(child.stdout, 'data');
	const port = Number(line);
	const host = options.six ? '::1' : '127.0.0.1';
	return {
		port,
		host,
		pid: child.pid,
		url: `http://${options.six ? '[::1]' : host}:${port}`,
		raw: (bytes, wait) => raw(host, port, bytes, wait),
		async stop() {
			child.stdin.end();
			const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
			return code;
		},
	};
}

// Sends bytes (a string is latin1; an array is sent piece by piece) and reads until the other side closes or `wait` ms are over.
export async function raw(host, port, bytes, wait = 700) {
	const socket = connect({host, port, allowHalfOpen: true});
	const pieces = [];
	let closed = false;
	const ended = new Promise(resolve => {
		socket.on('data', piece => pieces.push(piece));
		socket.on('end', () => { closed = true; resolve(); });
		socket.on('error', () => { closed = true; resolve(); });
	});
	const began = performance.now();
	await Promise.race([once(socket, 'connect'), ended]);
	for (const piece of Array.isArray(bytes) ? bytes : [bytes]) {
		if (typeof piece === 'number')
			await Promise.race([new Promise(resolve => setTimeout(resolve, piece)), ended]);
		else if (!closed)
			socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
	}
	await Promise.race([ended, new Promise(resolve => setTimeout(resolve, wait))]);
	socket.destroy();
	const text = Buffer.concat(pieces).toString('utf8');
	const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(match => Number(match[1]));
	return {text, closed, statuses, status: statuses[0] ?? 0, took: performance.now() - began};
}

export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
