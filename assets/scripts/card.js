// A form with data-card is filled from a citizen card: a reader that types (wherever the focus is), a paste into the field "card", or the
// camera. data-card="submit" sends the form instead. After a card: the element with data-after-card, else the first empty field.
import { button } from "./small.js";
import { parse, starts } from "./card_text.js";

const titles = { name: "Họ và tên", personal_number: "Số định danh", birth_on: "Ngày sinh", sex: "Giới tính", address: "Nơi ở", old_number: "Số CMND cũ" };
const slow = 1000; // ms between two keys of a card: a busy machine may make a reader seem slow
let receiving; // { form, field, back }: characters of a card are coming in
let swallow = { keys: [], until: 0 }; // what a reader sends after a card

const forms = () => [...document.querySelectorAll("form[data-card]")];
const formOf = (element) => (element && element.closest && element.closest("form[data-card]")) || forms()[0];

// ---- what the page says ----

function place(form) {
	const there = form.querySelector("[data-card-place]");
	if (there) return there;
	const made = document.createElement("div");
	const first = [...form.elements].find((e) => titles[e.name] && e.type !== "hidden");
	made.className = "dinh-scan";
	made.dataset.cardPlace = "";
	const group = first && first.closest(".govuk-form-group");
	if (group) group.before(made);
	else form.prepend(made);
	return made;
}

function said(form) {
	let made = form.querySelector(".dinh-scan__said");
	if (made) return made;
	made = document.createElement("div");
	made.className = "dinh-scan__said";
	made.setAttribute("role", "status");
	place(form).append(made);
	return made;
}

function say(form, sentence, wrong) {
	const line = document.createElement("p");
	line.className = wrong ? "govuk-body dinh-scan__wrong" : "govuk-body";
	line.textContent = sentence;
	const to = said(form);
	to.textContent = "";
	to.append(line);
}

// ---- filling ----

const dayShown = (iso) => iso.split("-").reverse().join("/");
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase().replace(/\W+/g, " ").trim();

function put(control, value) {
	control.value = value;
	const one = control instanceof RadioNodeList ? [...control].find((r) => r.checked) : control;
	for (const kind of ["input", "change"]) if (one) one.dispatchEvent(new Event(kind, { bubbles: true }));
}

function textOf(name, value) {
	if (name !== "sex") return value;
	return value === "male" ? "Nam" : "Nữ";
}

// What stood in a field before a card came stays one click away.
function offerBack(form, name, control, before, now) {
	const line = document.createElement("p");
	line.className = "govuk-body dinh-scan__differs";
	line.textContent = `${titles[name]}: trên thẻ “${textOf(name, now)}”, trước đó “${textOf(name, before)}”. `;
	const back = button("Giữ như trước", line);
	back.addEventListener("click", () => {
		put(control, before);
		line.remove();
	});
	said(form).append(line);
}

function fill(form, card) {
	let last;
	for (const name of Object.keys(titles)) {
		const control = form.elements.namedItem(name);
		if (!control || !card[name] || control.readOnly || control.disabled) continue;
		const value = name === "birth_on" && control.type !== "date" ? dayShown(card[name]) : card[name];
		const before = control.value;
		if (before !== value) put(control, value);
		if (control.type !== "hidden") last = control instanceof RadioNodeList ? control[control.length - 1] : control;
		if (before && plain(before) !== plain(value)) offerBack(form, name, control, before, value);
	}
	return last;
}

function next(form, last) {
	const marked = form.querySelector("[data-after-card]");
	if (marked) return marked;
	const all = [...form.elements].filter((e) => /^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName) && e.name !== "card" && e.getClientRects().length);
	return all.slice(last ? all.indexOf(last) + 1 : 0).find((e) => !e.value && !/^(radio|checkbox|file)$/.test(e.type)) || last;
}

// True when the text was a card.
export function take(form, text) {
	const card = parse(text);
	const field = form.elements.namedItem("card");
	if (!card.personal_number) {
		say(form, "Không đọc được thẻ. Hãy quét lại mã QR trên thẻ căn cước, hoặc gõ từng ô.", true);
		return false;
	}
	if (form.dataset.card === "submit") {
		field.value = text;
		form.querySelector("button[type=submit], button:not([type])").click();
		return true;
	}
	say(form, card.name ? `Đã đọc thẻ của ${card.name}.` : "Đã đọc số trên thẻ. Các ô khác hãy ghi theo thẻ.");
	const last = fill(form, card);
	if (card.doubt) {
		const line = document.createElement("p");
		line.className = "govuk-body dinh-scan__wrong";
		line.textContent = card.doubt;
		said(form).append(line);
	}
	if (field) field.value = "";
	const to = next(form, last);
	if (to) to.focus();
	form.dispatchEvent(new CustomEvent("card", { detail: card, bubbles: true }));
	return true;
}

// ---- a reader that types ----

function snapshot(element) {
	return element && "value" in element ? { value: element.value, start: element.selectionStart } : null;
}

function restore({ element, before }) {
	if (!before || element.value === before.value) return;
	element.value = before.value;
	element.dispatchEvent(new Event("input", { bubbles: true }));
}

// Without a field for it, a form gets one that nobody sees and that is not sent.
function receiver(form) {
	const there = form.elements.namedItem("card") || form.querySelector("[data-card-receiver]");
	if (there) return there;
	const made = document.createElement("input");
	made.className = "govuk-visually-hidden";
	made.dataset.cardReceiver = "";
	made.tabIndex = -1;
	made.setAttribute("aria-label", "Thẻ căn cước đang quét");
	made.autocomplete = "off";
	form.append(made);
	return made;
}

// From here on the characters arrive in that field by themselves, however the reader and the input method make them.
function receive(form, text, back) {
	const field = receiver(form);
	receiving = { form, field, back };
	field.value = text;
	field.focus();
	field.setSelectionRange(text.length, text.length);
	wait();
}

let waiting;
function wait() {
	const whole = /(\|[^|]*){5}\|\d{8}\|*$/.test(receiving.field.value); // up to the day of issue: it may have ended without a key
	clearTimeout(waiting);
	waiting = setTimeout(() => finish(["Enter", "Tab"], 500), whole ? 400 : 2 * slow);
}

function finish(keys, ms) {
	const { form, field, back } = receiving;
	const text = field.value;
	clearTimeout(waiting);
	receiving = null;
	swallow = { keys: [...keys, "j"], until: performance.now() + ms };
	if (field.dataset.cardReceiver !== undefined) field.value = "";
	if (!take(form, text) && back) back.focus();
}

let burst; // the keys since the last pause, and what stood in the field before them
function keydown(event) {
	const { key, target } = event;
	if (performance.now() < swallow.until && swallow.keys.includes(key) && (key !== "j" || event.ctrlKey)) return event.preventDefault();
	const field = target.matches && target.matches("form[data-card] [name=card], [data-card-receiver]");
	if (field && (key === "Enter" || (key === "Tab" && target.value.includes("|")))) {
		if (!target.value.trim()) return; // an empty field: Enter is the form's
		event.preventDefault();
		event.stopPropagation();
		receiving = receiving || { form: target.form, field: target };
		return finish(["Enter"], 100);
	}
	if (field || event.ctrlKey || event.metaKey) return;
	const typed = !event.shiftKey && /^(Digit|Numpad)\d$/.test(event.code) ? event.code.slice(-1) : key; // a layout may put letters there
	if (typed.length !== 1) {
		if (!/^(Shift|Alt|CapsLock|Process|Unidentified)$/.test(key)) burst = null;
		return;
	}
	if (!burst || burst.element !== target || event.timeStamp - burst.at > slow) burst = { element: target, before: snapshot(target), text: "" };
	burst.at = event.timeStamp;
	burst.text = (burst.text + typed).slice(-40);
	const start = typed === "|" && starts(burst.text);
	if (!start) return;
	event.preventDefault();
	event.stopPropagation();
	restore(burst);
	receive(formOf(target), start, target);
	burst = null;
}

// A phone's reader and a paste make no keys: the text is seen when it has arrived, in the field for it or in another.
function input({ target }) {
	const form = target.form;
	if (!form || target.type === "hidden" || typeof target.value !== "string" || !target.value.includes("|")) return;
	if (receiving && target === receiving.field) return wait();
	if (target.name === "card" && form.matches("[data-card]")) {
		if (target.value.split("|").length < 6) return;
		receiving = { form, field: target };
		return wait();
	}
	const at = target.value.search(/\d{12}\|[^|]*\|/);
	if (at < 0) return;
	const text = target.value.slice(at);
	target.value = target.value.slice(0, at);
	receive(formOf(target), text, target);
}

// ---- the camera ----

function offerCamera(form) {
	const made = button("Quét thẻ bằng camera", place(form));
	made.className = "govuk-button govuk-button--secondary dinh-scan__camera";
	made.addEventListener("click", async () => {
		made.disabled = true;
		const camera = await import(CAMERA).catch(() => null);
		if (camera) await camera.scan(place(form), (text) => parse(text).personal_number && take(form, text));
		else say(form, "Chưa tải được phần đọc thẻ bằng camera. Hãy kiểm tra kết nối mạng rồi thử lại, hoặc gõ từng ô.", true);
		made.disabled = false;
	});
}

export function cards() {
	if (!forms().length) return;
	forms().forEach(offerCamera);
	window.addEventListener("keydown", keydown, true);
	document.addEventListener("input", input);
}
