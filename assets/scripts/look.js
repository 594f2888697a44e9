// Text size, contrast and colours change at once, and are kept by the form they stand in.
export function look() {
	const form = document.querySelector("form[data-look]");
	if (!form) return;
	const submit = form.querySelector("button");
	submit.hidden = true;
	form.addEventListener("change", ({ target }) => {
		document.documentElement.dataset[target.name] = target.value;
		fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => {
			submit.hidden = false;
		});
	});
}
