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

// The button over the field (file_face of components.html) says how many files are chosen.
function face(place, small) {
	const made = place.querySelector(".dinh-files__face");
	const words = made.querySelector(".dinh-files__words");
	const nothing = words.textContent;
	place.dataset.ready = "";
	return (chosen) => {
		const count = chosen.length;
		words.textContent = !count ? nothing : small && count === 1 ? chosen[0].name : `${count} tệp`;
		made.title = [...chosen].map((file) => file.name).join(", ");
	};
}

export function files(root = document) {
	for (const place of root.querySelectorAll("[data-files]")) {
		const field = place.querySelector("input");
		const small = place.dataset.files === "small";
		const say = face(place, small);
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
