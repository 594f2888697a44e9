// A field that finds while one types: the combobox of WAI-ARIA with a list, the first answer chosen beforehand. Around it stands
// <div data-combo="/address?q="> with the field, a hidden field for what was chosen, and the button that searches without script. The
// address answers {"choices": [{"value", "title", "detail"}]}. Whoever wants to know what was chosen listens to the event "combo".
// With data-combo-free what is typed may also be looked for as it is: nothing is chosen beforehand, Enter sends the form, and a value
// is the address to go to. The field has a label, or says itself what it is (aria-label). data-combo-of says of what there are so many
// ("thủ tục"). With data-combo-words the words are sent too, and typing others takes the choice back. The search of everything answers in groups: {"groups": [{"title", "hits": [{"title", "detail", "path"}]}]}.
const WAIT = 90; // ms of rest before asking

function option(choice, id) {
	const made = document.createElement("li");
	const title = document.createElement("span");
	const detail = document.createElement("small");
	made.id = id;
	made.setAttribute("role", "option");
	made.dataset.value = choice.value;
	title.textContent = choice.title;
	detail.textContent = choice.detail;
	made.append(title, " ", detail);
	return made;
}

const choicesOf = (answer) =>
	answer.choices ??
	answer.groups.flatMap(({ title: group, hits }) => hits.slice(0, 3).map(({ title, detail, path }) => ({ value: path, title, detail: [group, detail].filter(Boolean).join(" · ") })));

class Combo {
	constructor(place) {
		this.place = place;
		this.field = place.querySelector("input[type=text], input[type=search]");
		this.chosen = place.querySelector("input[type=hidden]");
		this.free = "comboFree" in place.dataset;
		this.words = "comboWords" in place.dataset; // the words alone may do: other words take the choice back
		this.what = place.dataset.comboOf ?? "thủ tục";
		this.list = document.createElement("ul");
		this.status = document.createElement("p");
		this.at = -1;
		this.asked = 0; // number of the newest question: older answers come too late
		this.open = this.due = this.enter = false;
	}

	start() {
		const { field, list, status } = this;
		list.id = `${field.id}-list`;
		list.hidden = true;
		list.className = "dinh-combo__list";
		list.setAttribute("role", "listbox");
		list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? field.ariaLabel);
		status.className = "govuk-visually-hidden";
		status.setAttribute("role", "status");
		for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
			field.setAttribute(name, value);
		field.after(list, status);
		if (!this.free) for (const button of this.place.querySelectorAll("button")) button.hidden = true;
		field.addEventListener("input", () => this.later());
		field.addEventListener("keydown", (event) => this.key(event));
		field.addEventListener("blur", () => setTimeout(() => document.activeElement === field || this.close(), 150)); // who is back already reads on
		list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
		list.addEventListener("click", ({ target }) => this.choose(target.closest("li")));
	}

	// What the server found stands as radio buttons until something else is typed or chosen.
	chose(value) {
		const radio = this.chosen ? null : this.place.querySelector("input[type=radio]");
		if (radio) {
			this.chosen = Object.assign(document.createElement("input"), { type: "hidden", name: radio.name });
			radio.closest(".govuk-form-group").replaceWith(this.chosen);
		}
		if (this.chosen) this.chosen.value = value;
	}

	later() {
		if (this.words) this.chose("");
		this.due = true;
		this.enter = false;
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.ask(), WAIT);
	}

	async ask() {
		const asked = ++this.asked;
		const address = this.place.dataset.combo + encodeURIComponent(this.field.value.trim());
		// Without network the list stays as it is, and the button of the form still searches.
		const answer = await fetch(address, { headers: { accept: "application/json" } }).then((a) => (a.ok ? a.json() : null), () => null);
		if (answer && asked === this.asked) this.show(choicesOf(answer));
	}

	show(choices) {
		this.due = false;
		this.list.textContent = "";
		this.list.append(...choices.map((choice, i) => option(choice, `${this.list.id}-${i}`)));
		this.status.textContent = choices.length ? `${choices.length} ${this.what}` : `Không tìm thấy ${this.what} nào`;
		if (this.free && (!choices.length || document.activeElement !== this.field)) return void this.close();
		if (!choices.length) {
			const none = document.createElement("li");
			none.className = "dinh-combo__none";
			none.setAttribute("role", "option");
			none.setAttribute("aria-disabled", "true");
			none.textContent = this.what === "thủ tục" ? "Không tìm thấy. Gõ ít chữ hơn, hoặc gõ mã thủ tục." : "Không tìm thấy. Gõ ít chữ hơn.";
			this.list.append(none);
		}
		this.expand(true);
		this.mark(choices.length && !this.free ? 0 : -1);
		if (this.enter && choices.length) this.choose(this.list.children[0]);
	}

	expand(open) {
		this.open = open;
		this.list.hidden = !open;
		this.field.setAttribute("aria-expanded", String(open));
		if (!open) this.field.removeAttribute("aria-activedescendant");
	}

	close() {
		this.enter = false;
		this.expand(false);
		if (this.free) this.mark(-1);
	}

	mark(at) {
		this.at = at;
		for (const [i, item] of [...this.list.children].entries()) item.setAttribute("aria-selected", String(i === at));
		if (at < 0) return this.field.removeAttribute("aria-activedescendant");
		this.field.setAttribute("aria-activedescendant", this.list.children[at].id);
		this.list.children[at].scrollIntoView({ block: "nearest" });
	}

	choose(item) {
		if (!item || !item.dataset.value) return;
		this.close();
		this.field.value = item.firstChild.textContent;
		if (this.free) return void location.assign(item.dataset.value);
		this.chose(item.dataset.value);
		this.place.dispatchEvent(new CustomEvent("combo", { bubbles: true, detail: { value: item.dataset.value } }));
	}

	// Enter before the answer is there chooses the first one when it comes: a practised hand does not wait.
	key(event) {
		const { key } = event;
		if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
		if (key === "Enter" && this.free && this.at < 0) this.close();
		else if (key === "Enter" && (this.open || (this.due && !this.free))) {
			event.preventDefault();
			event.stopPropagation();
			if (this.due) this.enter = true;
			else this.choose(this.list.children[this.at]);
		} else if (key === "Escape" && this.open) {
			event.preventDefault();
			this.close();
		} else if (key === "ArrowDown" || key === "ArrowUp") {
			event.preventDefault();
			if (!this.open) return void this.ask();
			const n = this.list.children.length;
			const from = this.at < 0 && key === "ArrowUp" ? 0 : this.at; // up from the field: the last
			if (n) this.mark((from + (key === "ArrowDown" ? 1 : n - 1)) % n);
		} else if (key === "Tab") this.close();
	}
}

export function combos(root = document) {
	for (const place of root.querySelectorAll("[data-combo]")) new Combo(place).start();
}
