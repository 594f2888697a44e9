// A mail server and a gateway for short messages, of this machine: they keep what they were given, and refuse what they are told to refuse.
import assert from "node:assert/strict";
import { createServer as createHttp } from "node:http";
import { createServer } from "node:net";

const listening = (server) => new Promise((done) => server.listen(0, "127.0.0.1", done));

// answer(line): what it says to MAIL, RCPT, DATA and the end of a letter instead of yes; undefined: yes.
export async function mailServer() {
	const post = { letters: [], asked: 0, answer: () => undefined };
	const hear = (socket) => {
		let text = "", data = false, letter;
		const say = (line, yes) => socket.write((post.answer(line, letter) ?? yes) + "\r\n");
		socket.write("220 thu.vidu.vn ESMTP\r\n");
		socket.on("error", () => {});
		socket.on("data", (bytes) => {
			text += bytes;
			for (let at; (at = text.indexOf("\r\n")) >= 0;) {
				const line = text.slice(0, at);
				text = text.slice(at + 2);
				if (data) {
					if (line === ".") {
						data = false;
						const no = post.answer(line, letter);
						if (!no) post.letters.push(letter);
						socket.write((no ?? "250 da nhan") + "\r\n");
					} else letter.lines.push(line);
				} else if (/^(EHLO|HELO)/i.test(line)) socket.write("250 thu.vidu.vn\r\n");
				else if (/^MAIL FROM/i.test(line)) { post.asked++; letter = { from: line, to: [], lines: [] }; say(line, "250 ok"); }
				else if (/^RCPT TO/i.test(line)) { letter.to.push(line.match(/<(.*)>/)[1]); say(line, "250 ok"); }
				else if (/^DATA/i.test(line)) { data = true; socket.write("354 gui di\r\n"); }
				else if (/^QUIT/i.test(line)) socket.end("221 chao\r\n");
				else socket.write("250 ok\r\n");
			}
		});
	};
	const server = createServer(hear);
	await listening(server);
	post.url = `smtp://127.0.0.1:${server.address().port}`;
	post.close = () => server.close();
	post.to = (address) => post.letters.filter((one) => one.to.includes(address));
	return post;
}
export const words = (letter) => Buffer.from(letter.lines.slice(letter.lines.indexOf("") + 1).join(""), "base64").toString();
export const header = (letter, name) => letter.lines.slice(0, letter.lines.indexOf("")).join("\n").replace(/\n /g, "").match(new RegExp(`^${name}: (.*)$`, "mi"))?.[1];
export const subject = (letter) => header(letter, "Subject").replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/g, (_, piece) => Buffer.from(piece, "base64").toString());

// answer(one): a status, or 0: it keeps silent.
export async function smsGateway() {
	const gateway = { asked: [], answer: () => 200 }, open = new Set();
	const server = createHttp((request, reply) => {
		let body = "";
		request.on("data", (piece) => (body += piece));
		request.on("end", () => {
			const form = new URLSearchParams(body);
			const one = { at: Date.now(), method: request.method, to: form.get("to"), text: form.get("text"), id: form.get("id"), token: request.headers.authorization };
			one.status = gateway.answer(one);
			gateway.asked.push(one);
			if (one.status) reply.writeHead(one.status).end();
			else open.add(reply);
		});
	});
	await listening(server);
	gateway.url = `http://127.0.0.1:${server.address().port}/gui`;
	gateway.close = () => { for (const reply of open) reply.destroy(); server.close(); };
	gateway.to = (phone) => gateway.asked.filter((one) => one.to === phone);
	return gateway;
}

export async function until(what, seconds, said = () => "") {
	for (let i = 0; i < seconds * 10; i++) {
		const found = await what();
		if (found) return found;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail(`not within ${seconds} s: ${what}; ${said()}`);
}
