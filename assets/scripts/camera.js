// The camera in the page, and a photo where there is none: reads the QR of a card. Loaded only when somebody asks for it; the browser's
// own detector is used where it has one, else the decoder of npm `qr`.
import decodeQR from "qr/decode.js";

const sentences = {
	NotAllowedError: "Chưa được phép dùng camera. Bấm biểu tượng cạnh địa chỉ trang, cho phép Camera rồi thử lại; hoặc chụp ảnh mã QR của thẻ.",
	NotFoundError: "Máy này không có camera. Hãy chọn ảnh chụp mã QR của thẻ, hoặc gõ từng ô.",
	NotReadableError: "Camera đang được chương trình khác dùng. Hãy đóng chương trình đó rồi thử lại.",
	insecure: "Trình duyệt chỉ mở camera ở trang có địa chỉ https. Ở đây hãy chụp ảnh mã QR của thẻ.",
	other: "Không mở được camera. Hãy chụp ảnh mã QR của thẻ, hoặc gõ từng ô.",
};
const wanted = { video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };

async function ownDetector() {
	try {
		const formats = await BarcodeDetector.getSupportedFormats();
		return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
	} catch {
		return null; // no such thing in this browser
	}
}

function pixels(source, width, height) {
	const canvas = document.createElement("canvas");
	const scale = Math.min(1, 2000 / Math.max(width, height));
	canvas.width = Math.round(width * scale);
	canvas.height = Math.round(height * scale);
	const drawn = canvas.getContext("2d");
	drawn.drawImage(source, 0, 0, canvas.width, canvas.height);
	return drawn.getImageData(0, 0, canvas.width, canvas.height);
}

function decoded(image, effort) {
	try {
		return decodeQR(image, effort);
	} catch {
		return ""; // no code in this picture
	}
}

function make(tag, properties, ...inside) {
	const made = Object.assign(document.createElement(tag), properties);
	made.append(...inside);
	return made;
}

function panel() {
	const video = make("video", { muted: true, playsInline: true, className: "dinh-camera__video" });
	const status = make("p", { className: "govuk-body dinh-camera__status" });
	const file = make("input", { type: "file", accept: "image/*", className: "dinh-camera__file" });
	const stop = make("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: "Đóng" });
	const photo = make("label", { className: "govuk-body dinh-camera__photo" }, "Hoặc dùng ảnh chụp mã QR: ", file);
	const all = make("div", { className: "dinh-camera" }, video, status, photo, stop);
	file.setAttribute("capture", "environment");
	status.setAttribute("role", "status");
	video.setAttribute("aria-label", "Hình từ camera");
	return { all, video, status, file, stop };
}

async function openCamera(parts) {
	if (!navigator.mediaDevices) throw { name: "insecure" };
	const stream = await navigator.mediaDevices.getUserMedia(wanted);
	parts.video.srcObject = stream;
	await parts.video.play();
	return stream;
}

// Looks at five pictures a second until there is a card, the panel is closed, or the page is left.
async function watch(parts, accept, open) {
	const own = await ownDetector();
	const began = Date.now();
	while (open()) {
		const { videoWidth: width, videoHeight: height } = parts.video;
		let text = "";
		if (width && own) text = ((await own.detect(parts.video).catch(() => []))[0] || {}).rawValue || "";
		if (width && !text) text = decoded(pixels(parts.video, width, height));
		if (text && accept(text)) return;
		if (text) parts.status.textContent = "Mã QR này không phải của thẻ căn cước.";
		else if (Date.now() - began > 12000) parts.status.textContent = "Chưa thấy mã. Đưa thẻ lại gần, giữ yên, tránh bóng và ánh đèn chói.";
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

// What is wrong is said by its cause: a file that is no picture, one that this browser cannot show, a picture without a code.
async function shown(file) {
	const url = URL.createObjectURL(file);
	const image = make("img", { src: url });
	try {
		await image.decode();
		return image;
	} catch {
		return null;
	} finally {
		URL.revokeObjectURL(url);
	}
}

async function readPhoto(parts, accept) {
	const file = parts.file.files[0];
	parts.status.textContent = "Đang đọc ảnh…";
	const image = await shown(file);
	if (!image) {
		parts.status.textContent = file.type.startsWith("image/")
			? "Trình duyệt này không mở được ảnh vừa chọn: ảnh hỏng, hoặc thuộc loại máy này không xem được. Hãy chọn ảnh JPEG hoặc PNG."
			: "Tệp vừa chọn không phải là ảnh. Hãy chọn ảnh JPEG hoặc PNG.";
		return;
	}
	const text = decoded(pixels(image, image.naturalWidth, image.naturalHeight), { effort: Infinity, timeLimit: 4000 });
	if (text && accept(text)) return;
	parts.status.textContent = text ? "Mã QR này không phải của thẻ căn cước." : "Không thấy mã QR trong ảnh. Hãy chụp gần hơn, rõ nét hơn.";
}

// accept(text) says whether that was a card; ends when it was, or when somebody closes the panel.
export async function scan(place, accept) {
	const parts = panel();
	let stream;
	place.append(parts.all);
	await new Promise((close) => {
		let open = true;
		const end = () => {
			open = false;
			close();
		};
		const accepted = (text) => {
			const yes = open && accept(text);
			if (yes) end();
			return yes;
		};
		parts.stop.addEventListener("click", end);
		parts.file.addEventListener("change", () => parts.file.files.length && readPhoto(parts, accepted));
		addEventListener("pagehide", end, { once: true });
		parts.status.textContent = "Đang mở camera…";
		openCamera(parts).then(
			(opened) => {
				stream = opened;
				parts.status.textContent = "Đưa mã QR trên thẻ vào giữa hình.";
				return watch(parts, accepted, () => open);
			},
			(error) => {
				parts.video.hidden = true;
				parts.status.textContent = sentences[error.name] || sentences.other;
			},
		);
		parts.stop.focus();
	});
	if (stream) for (const track of stream.getTracks()) track.stop();
	parts.all.remove();
}
