// Three papers for a draft of a citizen of the demonstration, so that a store has files.   DINH_URL=.. upload.mjs
import assert from 'node:assert/strict';
import { api, base, password, signedIn } from '../http/client.mjs';

const login = '0530000003';
const json = (reply) => (assert.ok(reply.status < 300, reply.text), JSON.parse(reply.text));
const { token } = json(await api('POST', '/sessions', undefined, { login, password }));
const procedure = json(await api('GET', '/procedures?tu-khoa=1.004837')).procedures.find((p) => p.code === '1.004837').id;
const page = await (await signedIn(login)).get(`/ho-so/nop?thu-tuc=${procedure}`);
const unit = Number(page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1]);
const { location } = json(await api('POST', '/my/drafts', token, { procedure, receiving_unit: unit }));
for (const n of [1, 2, 3]) {
	const form = new FormData();
	form.append('component_1', new Blob([`%PDF-1.4\n% paper ${n}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`]), `giấy ${n}.pdf`);
	const reply = await fetch(`${base + location}/files`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } });
	assert.ok(reply.status < 300, await reply.text());
}
