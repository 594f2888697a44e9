// The chosen files, with small pictures and sizes, so that a wrong photograph is seen before it is sent; dropping works too.
const size = (bytes) =>
	bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toLocaleString("vi", { maximumFractionDigits: 1 })} MB`;

function item(file) {
	const made = document.createElement("li");
	if (/^image\/(jpeg|png)$/.test(file.type)) {
		const picture = document.createElement("img");
		picture.alt = "";
		picture.src = URL.createObjectURL(file);
		picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
		picture.addEventListener("error", () => picture.remove()); // a broken picture: its name and size still say what was chosen
		made.append(picture);
	}
	const name = document.createElement("span");
	const amount = document.createElement("small");
	name.textContent = file.name;
	amount.textContent = size(file.size);
	made.append(name, amount);
	return made;
}

// Over the browser's own words, which speak its language and not the page's, stands a button of ours; the field itself covers it, so
// clicking, dropping and the keyboard stay the browser's.
function face(place, field, small) {
	const made = document.createElement("span");
	const press = document.createElement("span");
	const words = document.createElement("span");
	made.className = "dinh-files__face";
	made.setAttribute("aria-hidden", "true");
	press.className = "dinh-files__button";
	press.textContent = "Chọn tệp";
	made.append(press, " ", words);
	const say = (chosen) => {
		const count = chosen.length;
		words.textContent = !count ? (small ? "" : field.multiple ? "hoặc kéo tệp vào đây; chọn được nhiều tệp" : "hoặc kéo tệp vào đây") : small && count === 1 ? chosen[0].name : `${count} tệp`;
		made.title = [...chosen].map((file) => file.name).join(", ");
	};
	say([]);
	place.dataset.ready = "";
	field.after(made);
	return say;
}

export function files(root = document) {
	for (const place of root.querySelectorAll("[data-files]")) {
		const field = place.querySelector("input");
		const small = place.dataset.files === "small";
		const say = face(place, field, small);
		const list = document.createElement("ul");
		list.className = "dinh-files__list";
		list.hidden = true;
		list.setAttribute("aria-label", "Tệp đã chọn");
		if (!small) place.append(list); // a dense form tells the names in its face
		field.addEventListener("change", () => {
			list.textContent = "";
			list.append(...[...field.files].map(item));
			list.hidden = small || !field.files.length;
			say(field.files);
		});
		for (const [event, over] of [["dragover", true], ["dragleave", false], ["drop", false]])
			place.addEventListener(event, () => (over ? (place.dataset.over = "") : delete place.dataset.over));
	}
}
