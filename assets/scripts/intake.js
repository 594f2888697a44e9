// The desk: reception and return without a mouse. What only the server knows (who the card is, what a procedure asks for) is asked in
// the background and put into the page; without script the same buttons load the page anew. Ctrl+Enter sends (keys.js).
import { dates } from "./dates.js";
import { eforms } from "./eform.js";
import { files } from "./files.js";

const fields = (form) =>
	[...form.querySelectorAll("input:not([type=hidden]), select, textarea, button[data-send]")].filter((e) => !e.disabled && e.getClientRects().length);

function next(form, from) {
	const all = fields(form);
	const to = all[all.indexOf(from) + 1];
	if (to) to.focus();
}

const field = (form, name) => form.elements.namedItem(name);
const empty = (form, name) => field(form, name) && !field(form, name).value.trim();

// ---- parts of the page that the server makes anew ----

function say(form, text) {
	const place = form.querySelector("[data-say]");
	if (place) place.textContent = text;
}

function put(made) {
	const old = document.getElementById(made.id);
	if (!old) return;
	old.replaceWith(made);
	enhance(made);
}

const failed = (sentence) => Object.assign(new Error(sentence), { sentence });

async function ask(form, step) {
	const body = new FormData(form);
	for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
	body.set("step", step);
	if (step === "procedure") body.set("pick", field(form, "procedure").value);
	if (step === "fee") body.delete("fee"); // what the rule says for this payer
	const answer = await fetch(form.dataset.intake, { method: "POST", body }).catch(() => {
		throw failed("Mất kết nối với máy chủ.");
	});
	if (answer.redirected || answer.status === 401) throw failed("Phiên làm việc đã hết: hãy đăng nhập lại ở một thẻ khác.");
	if (!answer.ok && answer.status !== 422) throw failed(`Máy chủ báo lỗi ${answer.status}.`);
	return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function refresh(form, step) {
	form.dataset.asking = step;
	say(form, "");
	try {
		const made = await ask(form, step);
		for (const part of made.querySelectorAll(`[data-part~="${step}"]`)) put(part);
		const wrong = made.querySelector("#card-error");
		if (wrong) say(form, wrong.textContent.trim());
		if (step === "card") field(form, "card").value = ""; // it is in the fields now, or has to be scanned again
	} catch (error) {
		if (!error.sentence) throw error; // a fault of this script is not the network's
		say(form, `${error.sentence} Những gì đã nhập vẫn còn; hãy thử lại.`);
		return false;
	} finally {
		delete form.dataset.asking;
	}
	return true;
}

// ---- papers: arrows between the rows, + and - for the copies ----

function papers(root) {
	root.addEventListener("keydown", (event) => {
		const row = event.target.closest("[data-paper]");
		if (!row || event.target.type !== "checkbox" || event.ctrlKey || event.altKey || event.metaKey) return;
		const rows = [...root.querySelectorAll("[data-paper]")];
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		const more = { "+": 1, "=": 1, "-": -1 }[event.key];
		if (!step && !more) return;
		event.preventDefault();
		if (step) {
			const to = rows[rows.indexOf(row) + step];
			if (to) to.querySelector("input[type=checkbox]").focus();
			return;
		}
		const counts = [...row.querySelectorAll("input[type=number]")];
		const count = counts.find((e) => Number(e.value) > 0) || counts[0];
		count.value = Math.min(99, Math.max(0, Number(count.value) + more));
		event.target.checked = counts.some((e) => Number(e.value) > 0);
	});
	root.addEventListener("input", ({ target }) => {
		const row = target.closest("[data-paper]");
		if (!row || target.type !== "number") return;
		row.querySelector("input[type=checkbox]").checked = [...row.querySelectorAll("input[type=number]")].some((e) => Number(e.value) > 0);
	});
}

// A group of papers is a case of its own: its tick is that of all its rows.
function groups(root) {
	for (const head of root.querySelectorAll("[data-group]")) {
		const label = document.createElement("label");
		const all = document.createElement("input");
		const boxes = [];
		for (let row = head.nextElementSibling; row && row.dataset.group === undefined; row = row.nextElementSibling)
			boxes.push(row.querySelector("input[type=checkbox]"));
		all.type = "checkbox";
		all.className = "dinh-tick";
		all.checked = boxes.every((box) => box.checked);
		all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
		label.append(all, " ", ...head.firstElementChild.childNodes);
		head.firstElementChild.append(label);
	}
}

function enhance(root) {
	dates(root);
	eforms(root);
	files(root);
	for (const place of root.querySelectorAll("[data-papers]")) {
		papers(place);
		groups(place);
	}
}

// ---- the form ----

class Intake {
	constructor(form) {
		this.form = form;
		this.busy = Promise.resolve(); // what is being asked; sending waits for it
	}

	start() {
		const { form } = this;
		for (const pressed of form.querySelectorAll("button[name=step]")) pressed.hidden = true; // Enter does the same
		if (!document.querySelector("[data-focus]")) field(form, "card").focus();
		for (const place of form.querySelectorAll("[data-papers]")) {
			papers(place);
			groups(place);
		}
		form.addEventListener("keydown", (event) => this.key(event));
		form.addEventListener("click", (event) => this.click(event));
		form.addEventListener("card", () => this.person());
		form.addEventListener("combo", () => this.procedure());
		form.addEventListener("submit", (event) => this.wait(event));
		form.addEventListener("change", ({ target }) => {
			if (target.name !== "payer" && target.name !== "channel") return;
			this.queue("fee", () => field(form, target.name).focus());
		});
	}

	queue(step, then) {
		this.busy = this.busy.then(async () => {
			const here = document.activeElement;
			const done = await refresh(this.form, step);
			// Who has gone on meanwhile is left where he is.
			if (done && (!document.activeElement || document.activeElement === document.body || document.activeElement === here)) then();
		});
	}

	person() {
		this.queue("card", () => {
			const missing = ["name", "personal_number", "address", "phone", "procedure_words"].find((name) => empty(this.form, name));
			const to = field(this.form, missing || "procedure_words");
			if (to) to.focus();
		});
	}

	procedure() {
		for (const wrong of this.form.querySelectorAll("#procedure_words-error")) wrong.remove(); // it is chosen now
		this.queue("procedure", () => {
			const first = this.form.querySelector("[data-paper] input[type=checkbox]") || this.form.querySelector("[data-send]");
			if (first) first.focus();
		});
	}

	key(event) {
		const { target, key } = event;
		if (key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
		if (!target.matches("input, select")) return;
		event.preventDefault(); // a form of this size is not sent by accident
		const number = target.name === "personal_number" && /^\d{12}$/.test(target.value.replace(/\s/g, ""));
		if ((target.name === "card" && target.value.trim()) || number) this.person();
		else next(this.form, target);
	}

	click(event) {
		const pressed = event.target.closest("button[name=step]");
		if (!pressed || pressed.dataset.send !== undefined) return;
		event.preventDefault();
		if (pressed.value === "card") this.person();
		else this.procedure();
	}

	wait(event) {
		if (this.form.dataset.asking === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		const { submitter } = event;
		this.busy = this.busy.then(() => submitter && submitter.click());
	}
}

// The receipt in a frame that nobody sees, and the dialog to print it. A browser that keeps its PDF viewer apart leaves the link.
function print() {
	const link = document.querySelector("a[data-print-now]");
	if (!link) return;
	const frame = document.createElement("iframe");
	frame.className = "dinh-unseen";
	frame.title = link.textContent.trim();
	frame.tabIndex = -1;
	frame.addEventListener("load", () => {
		try {
			frame.contentWindow.print();
		} catch {
			frame.remove();
		}
	});
	frame.src = link.href;
	document.body.append(frame);
}

// A reader types wherever the focus is: what is not typed into a field goes into the one that is searched, so that the Enter at its end
// searches and presses nothing else.
function scans() {
	const form = document.querySelector("form[data-scan]");
	if (!form) return;
	const to = form.querySelector("input:not([type=hidden])");
	if (!document.querySelector("[data-focus]")) to.select();
	document.addEventListener("keydown", (event) => {
		const { key, target, ctrlKey, altKey, metaKey } = event;
		const typing = target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
		if (typing || ctrlKey || altKey || metaKey || !/^[\p{L}\p{N}]$/u.test(key) || document.querySelector("dialog[open]")) return;
		event.stopPropagation();
		to.focus();
		to.select(); // the character itself arrives here
	}, true);
}

export function intake() {
	for (const form of document.querySelectorAll("form[data-intake]")) new Intake(form).start();
	scans();
	print();
}
