// A form is sent once; what was typed is not lost by accident (data-guard); what cannot be undone is asked first (data-confirm).
import { bulk } from "./bulk.js";

export function forms() {
	bulk();
	let changed = false;
	document.addEventListener("input", ({ target }) => {
		if (target.form && target.form.matches("[data-guard]")) changed = true;
	});
	window.addEventListener("beforeunload", (event) => {
		if (!changed) return;
		event.preventDefault();
		event.returnValue = "";
	});
	document.addEventListener("submit", (event) => {
		const { target: form, submitter } = event;
		const question = (submitter && submitter.dataset.confirm) || form.dataset.confirm;
		if (form.dataset.busy !== undefined || (question && !window.confirm(question))) {
			event.preventDefault();
			return;
		}
		if (form.method !== "post" || form.matches("[data-look]")) return;
		changed = false;
		form.dataset.busy = "";
		for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
	});
	window.addEventListener("pageshow", ({ persisted }) => {
		if (!persisted) return; // back from the next page: the form may be sent again
		for (const form of document.querySelectorAll("form[data-busy]")) {
			delete form.dataset.busy;
			for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
		}
	});
}
