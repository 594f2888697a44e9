// A registry of a unit's own, made by its administrator as a program does it: a definition, published today.
import assert from "node:assert/strict";
import { ask } from "./client.mjs";

export const dayFromNow = (days) => new Date(Date.now() + 7 * 3600e3 + days * 86400e3).toISOString().slice(0, 10);
export const idIn = (reply) => Number(/\/(\d+)(#.*)?$/.exec(reply.body.location)[1]);

export async function defined(chief, version, definition) {
	const { body } = await ask(chief, "GET", `/registry-versions/${version}`);
	return ask(chief, "POST", `/registry-versions/${version}/definition`, { definition: JSON.stringify(definition), seen: body.seen });
}
const works = (reply, what) => {
	assert.equal(reply.status, 201, `${what}: ${JSON.stringify(reply.body)}`);
	return reply;
};
const publish = (chief, version) => ask(chief, "POST", `/registry-versions/${version}/publish`, { valid_from: dayFromNow(0), though_lost: true });
// Gives back the registry's number among definitions.
export async function made(chief, definition) {
	const { code, title, one } = definition;
	const version = idIn(works(await ask(chief, "POST", "/registry-definitions", { title, one, code }), "made"));
	works(await defined(chief, version, definition), "defined");
	return idIn(works(await publish(chief, version), "published"));
}
export async function madeAnew(chief, registry, definition) {
	const version = idIn(works(await ask(chief, "POST", `/registry-definitions/${registry}/draft`, {}), "draft"));
	works(await defined(chief, version, definition), "defined");
	works(await publish(chief, version), "published");
}
