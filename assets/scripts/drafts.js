// A form with data-draft saves what is typed in the background, and says so; without network it waits and goes on. Photographs are made
// smaller before they travel: a telephone's four megabytes are half a megabyte of readable paper.
const wait = 2500;
const clock = () => new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });

function texts(form) {
	const body = new URLSearchParams();
	for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
	return body;
}

function save(form) {
	const state = form.querySelector("[data-draft-state]");
	const version = form.elements.namedItem("version");
	let timer = 0;
	let dirty = false;
	let busy = false;
	let over = false; // sent for good, or overtaken by another device
	const say = (text) => (state.textContent = text);
	const later = (ms) => {
		clearTimeout(timer);
		timer = setTimeout(send, ms);
	};

	async function send(keepalive = false) {
		clearTimeout(timer);
		if (!dirty || over || (busy && !keepalive)) return;
		dirty = false;
		busy = true;
		try {
			const answer = await fetch(form.dataset.draft, {
				method: "POST",
				body: texts(form),
				headers: { accept: "application/json" },
				keepalive: keepalive === true,
			});
			if (answer.ok) {
				version.value = (await answer.json()).version;
				say(`Đã lưu lúc ${clock()}.`);
			} else if (answer.status === 409) {
				over = true;
				say("Hồ sơ này vừa được sửa trên một thiết bị khác. Tải lại trang để xem bản mới, hoặc bấm “Tiếp tục” để so hai bản.");
			} else if (answer.status === 401 || answer.status === 403) {
				over = true;
				say("Phiên đăng nhập đã hết. Hãy đăng nhập lại ở một thẻ khác rồi bấm “Lưu nháp”.");
			} else if (answer.status !== 422) {
				dirty = true;
				say("Máy chủ chưa lưu được. Ông/bà cứ khai tiếp, trang sẽ tự thử lại; trước khi đóng trang hãy bấm “Lưu nháp”.");
			}
		} catch {
			dirty = true;
			say("Chưa lưu được vì mất mạng. Ông/bà cứ khai tiếp, sẽ tự lưu khi có mạng.");
		}
		busy = false;
		if (dirty && !over) later(wait * 4);
	}

	state.setAttribute("role", "status");
	form.addEventListener("input", ({ target }) => {
		if (target.type === "file") return;
		dirty = true;
		later(wait);
	});
	form.addEventListener("change", ({ target }) => target.type !== "file" && dirty && later(300));
	form.addEventListener("submit", () => {
		over = true;
		clearTimeout(timer);
	});
	window.addEventListener("online", () => later(0));
	document.addEventListener("visibilitychange", () => document.hidden && send(true));
	window.addEventListener("pageshow", () => (over = false));
}

// ---- papers ----
const most = 2200; // pixels of the longer side: a page of small print stays readable

async function smaller(file) {
	if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 600e3 || !window.createImageBitmap) return file;
	try {
		const picture = await createImageBitmap(file);
		const scale = Math.min(1, most / Math.max(picture.width, picture.height));
		const canvas = document.createElement("canvas");
		canvas.width = Math.round(picture.width * scale);
		canvas.height = Math.round(picture.height * scale);
		canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
		const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
		return made && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
	} catch {
		return file; // the server knows better
	}
}

function camera(field) {
	if (!matchMedia("(pointer: coarse)").matches) return;
	const made = document.createElement("button");
	made.type = "button";
	made.className = "govuk-button govuk-button--secondary";
	made.textContent = "Chụp ảnh";
	made.addEventListener("click", () => {
		const accept = field.accept;
		field.accept = "image/*";
		field.setAttribute("capture", "environment");
		field.click();
		field.removeAttribute("capture");
		field.accept = accept;
	});
	field.closest("[data-files]").before(made);
}

// What is chosen is sent at once, so that a lost connection costs one paper and not all.
function upload(form) {
	const field = form.querySelector("input[type=file]");
	if (!form.requestSubmit || typeof DataTransfer === "undefined") return;
	form.querySelector("button[type=submit]").hidden = true;
	camera(field);
	field.addEventListener("change", async () => {
		const files = await Promise.all([...field.files].map(smaller));
		if (!files.length) return;
		const list = new DataTransfer();
		for (const file of files) list.items.add(file);
		field.files = list.files;
		form.requestSubmit();
	});
}

export function drafts() {
	for (const form of document.querySelectorAll("form[data-draft]")) save(form);
	for (const form of document.querySelectorAll("[data-paper] form[enctype]")) upload(form);
}
