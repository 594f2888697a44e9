// Starts the whole program on a data folder and signs people in: for the crash and the speed tests.
import {spawn, execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {request, Agent} from 'node:http';
import {closeSync, openSync, readFileSync, writeFileSync} from 'node:fs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dinh = process.env.DINH || root + 'build/dinh';
export const password = 'Dinh@2026demo';

// A folder with demo data in which nobody is too quick.
export function demo(folder) {
	execFileSync(dinh, ['demo', '--data', folder], {stdio: ['ignore', 'ignore', 'inherit']});
	writeFileSync(folder + '/dinh.ini', '[rate]\nlogin = 0\nsubmit = 0\ntracking = 0\nupload = 0\n');
}

export async function serve(folder) {
	const began = performance.now();
	const log = openSync(folder + '.log', 'w'); // a file: a pipe that nobody empties in time would hold the server up
	const child = spawn(dinh, ['serve', '--data', folder, '--listen', '127.0.0.1:0'], {stdio: ['ignore', 'pipe', log]});
	closeSync(log);
	let printed = '';
	const kill = () => child.kill('SIGKILL'); // nothing of ours stays when a test fails
	process.on('exit', kill);
	const ended = once(child, 'exit').finally(() => process.off('exit', kill));
	while (!printed.includes('\n')) {
		const piece = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
		if (!piece)
			throw new Error('the server does not start: ' + readFileSync(folder + '.log', 'utf8').slice(-4000));
		printed += piece[0];
	}
	const url = printed.match(/http:\/\/[^\s]+/)[0];
	const agent = new Agent({keepAlive: true, maxSockets: 256});
	return {
		url,
		pid: child.pid,
		startMs: performance.now() - began,
		ended,
		ask: (method, path, options) => ask(agent, url, method, path, options),
		async end(signal) {
			child.kill(signal);
			await ended;
			agent.destroy();
			return child.exitCode;
		},
	};
}

// {status, headers, text, json}; rejects when the connection breaks.
function ask(agent, url, method, path, {token, cookie, json, form} = {}) {
	const headers = {};
	let body;
	if (token)
		headers.Authorization = 'Bearer ' + token;
	if (cookie)
		headers.Cookie = cookie;
	if (json) {
		body = JSON.stringify(json);
		headers['Content-Type'] = 'application/json';
	} else if (form) {
		body = new URLSearchParams(form).toString();
		headers['Content-Type'] = 'application/x-www-form-urlencoded';
	}
	if (body)
		headers['Content-Length'] = Buffer.byteLength(body);
	return new Promise((resolve, reject) => {
		const r = request(url + path, {method, headers, agent, timeout: 10000}, reply => {
			const pieces = [];
			reply.on('data', piece => pieces.push(piece));
			reply.on('error', reject);
			reply.on('end', () => {
				const text = Buffer.concat(pieces).toString();
				resolve({status: reply.statusCode, headers: reply.headers, text, get json() { return JSON.parse(text); }});
			});
		});
		r.on('timeout', () => r.destroy(new Error('no answer in 10 s')));
		// A kept connection may have been closed by the server meanwhile: reading again does no harm.
		r.on('error', e => r.reusedSocket && method === 'GET' && e.code === 'ECONNRESET'
			? resolve(ask(new Agent(), url, method, path, {token, cookie, json, form})) : reject(e));
		r.end(body);
	});
}

export async function signIn(server, login) {
	const reply = await server.ask('POST', '/api/v1/sessions', {json: {login, password}});
	if (reply.status !== 201)
		throw new Error(`${login} cannot sign in: ${reply.status} ${reply.text}`);
	return reply.json.token;
}

// What a citizen sends: a procedure that takes dossiers online, and the units that receive them.
export async function filing(server, token) {
	const {procedures} = (await server.ask('GET', '/api/v1/procedures?tu-khoa=khai+sinh')).json;
	for (const {id} of procedures) {
		const page = await server.ask('GET', `/ho-so/nop?thu-tuc=${id}`, {cookie: 'dinh=' + token});
		const select = page.text.match(/<select[^>]*name="receiving_unit"[^]*?<\/select>/);
		if (page.status !== 200 || !select)
			continue;
		const units = [...select[0].matchAll(/<option value="(\d+)"[^>]*>([^<]*)/g)].filter(match => Number(match[1]) > 0);
		const csrf = page.text.match(/name="_csrf" value="([^"]+)"/)[1];
		return {procedure: id, units: units.map(match => ({id: Number(match[1]), name: match[2].trim()})), csrf};
	}
	throw new Error('no procedure can be filed online');
}

export const dossier = (procedure, unit, n = 0) => ({procedure, receiving_unit: unit, name: 'Nguyễn Thị Hoa', personal_number: '037190001234',
	birth_on: '1990-02-03', phone: '0912345678', email: '', address: 'Thôn 3, xã Gia Lâm, tỉnh Ninh Bình',
	content: `Đăng ký khai sinh cho con (${n}).`, result_by: 'desk', result_address: '', declared: true});
