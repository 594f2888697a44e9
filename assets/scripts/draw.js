// The field of a place: drawn on a map or taken from the phone's position. What the field holds is the text that one may type as well: points, one
// a line, north first.
import { CircleMarker, DivIcon, Marker, Polygon, Polyline } from "leaflet/dist/leaflet-src.esm.js";
import { edge, features, mapBox, tiles } from "./leaflet.js";

const AXIS = 6378137, SQUARE = 0.00669437999014; // WGS84, as modules/core/forms/geometry_said.c
const radians = (degrees) => (degrees * Math.PI) / 180;
function distance(p, q) {
	const middle = radians((p.lat + q.lat) / 2), w = 1 - SQUARE * Math.sin(middle) ** 2;
	return Math.hypot((radians(q.lat - p.lat) * AXIS * (1 - SQUARE)) / (w * Math.sqrt(w)), (radians(q.lng - p.lng) * AXIS * Math.cos(middle)) / Math.sqrt(w));
}
function band(lat) {
	const s = Math.sin(radians(lat)), e = Math.sqrt(SQUARE);
	return ((AXIS * AXIS) / 2) * (1 - SQUARE) * (s / (1 - SQUARE * s * s) + Math.atanh(e * s) / e);
}
const pairs = (points, closed) => points.map((p, i) => [p, points[i + 1] ?? (closed ? points[0] : null)]).filter(([, q]) => q);
const metres = (points, closed) => pairs(points, closed).reduce((sum, [p, q]) => sum + distance(p, q), 0);
const area = (points) => Math.abs(pairs(points, true).reduce((sum, [p, q]) => sum + (radians(q.lng - p.lng) * (band(p.lat) + band(q.lat) - 2 * band(points[0].lat))) / 2, 0));

const number = (v) => v.toLocaleString("vi-VN", { maximumFractionDigits: 2 });
const length = (m) => (m < 1000 ? `${number(Math.round(m))} m` : `${number(m / 1000)} km`);
const surface = (m) => (m < 10000 ? `${number(Math.round(m))} m²` : `${number(m / 10000)} ha`);
const line = ({ lat, lng }) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
// null: it says what cannot be drawn here: holes, minutes and seconds.
function read(text) {
	const lines = text.split("\n").map((one) => one.trim()).filter(Boolean);
	const all = lines.map((one) => one.match(/^(\d+(?:\.\d+)?)\s*[,;\s]\s*(\d+(?:\.\d+)?)$/));
	return all.every(Boolean) ? all.map(([, lat, lng]) => ({ lat: Number(lat), lng: Number(lng) })) : null;
}

const undrawn = "Bản đồ không vẽ được cách ghi này; nội dung đã nhập vẫn được giữ. Bấm Xóa để vẽ lại trên bản đồ.";
const trouble = { 1: "Chưa được phép lấy vị trí. Hãy cho phép Vị trí ở thanh địa chỉ rồi thử lại, hoặc chấm trên bản đồ.", 2: "Máy không xác định được vị trí. Hãy ra chỗ thoáng rồi thử lại, hoặc chấm trên bản đồ.", 3: "Chờ vị trí quá lâu. Hãy ra chỗ thoáng rồi thử lại." };

function button(text, run) {
	const one = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary", textContent: text });
	one.addEventListener("click", run);
	return one;
}

export async function draw(widget) {
	const kind = widget.dataset.geometry, input = widget.querySelector("input, textarea"), label = widget.querySelector("label").textContent.trim();
	const around = document.querySelector("[data-map-around]"), bar = Object.assign(document.createElement("div"), { className: "dinh-geometry__bar" });
	const said = Object.assign(document.createElement("p"), { className: "govuk-hint dinh-geometry__said" });
	said.setAttribute("role", "status");
	let points, held, shown = [];
	const take = () => {
		const found = read(input.value);
		[points, held] = [found ?? [], !found];
	};
	take();
	const unit = around?.dataset.mapAround ? await features(around.dataset.mapAround).catch(() => []) : [];
	const { map, box } = await mapBox(`${label}: bấm để ${kind === "point" ? "chọn vị trí" : "thêm điểm"}`, (place) => widget.append(bar, place, said), { maxZoom: 19, dragging: true, tap: false });
	box.classList.add("dinh-map__live--field");
	tiles(map, around?.dataset.tiles);
	const bounds = edge(map, unit);
	const put = (more) => change(kind === "point" ? [more] : [...points, more]);
	function change(all) {
		if (held && kind !== "point") return false; // it would take the place of all that was typed
		[points, held] = [all, false];
		write();
		return true;
	}
	function write() {
		input.value = points.map(line).join("\n");
		paint();
		input.dispatchEvent(new Event("input", { bubbles: true }));
	}
	function handle(p, i) {
		const icon = new DivIcon({ className: "dinh-geometry__handle", iconSize: [24, 24] });
		const one = new Marker(p, { icon, draggable: true, keyboard: false }).addTo(map);
		one.on("dragend", () => {
			points[i] = one.getLatLng();
			write();
		});
		return one;
	}
	function paint() {
		for (const layer of shown) layer.remove();
		shown = points.map(handle);
		if (kind === "line" && points.length > 1) shown.push(new Polyline(points, { className: "dinh-mark dinh-mark--0 dinh-mark__line", interactive: false }).addTo(map));
		if (kind === "polygon" && points.length > 1) shown.push(new Polygon(points, { className: "dinh-mark dinh-mark--0 dinh-mark__area", interactive: false }).addTo(map));
		if (held) {
			for (const size of ["length", "area"])
				if (input.value === input.defaultValue) delete widget.dataset[size]; // the server has measured it
				else widget.dataset[size] = "";
			said.textContent = undrawn;
			return;
		}
		widget.dataset.length = kind === "point" ? "" : Math.round(metres(points, kind === "polygon") * 100);
		widget.dataset.area = kind === "polygon" && points.length > 2 ? Math.round(area(points) * 100) : "";
		const size = kind === "line" && points.length > 1 ? `Dài ${length(metres(points))}. ` : kind === "polygon" && points.length > 2 ? `Rộng ${surface(area(points))}. ` : "";
		said.textContent = points.length ? size : kind === "point" ? "Bấm vào bản đồ để chọn vị trí." : "Bấm vào bản đồ để thêm từng điểm.";
	}
	const here = () => {
		said.textContent = "Đang lấy vị trí…";
		navigator.geolocation.getCurrentPosition(({ coords }) => {
			if (!put({ lat: coords.latitude, lng: coords.longitude })) return paint();
			if (bounds && !around.dataset.tiles) map.fitBounds(bounds.extend(points[points.length - 1]), { animate: false }); // nothing but the edge to go by
			else map.setView(points[points.length - 1], Math.max(map.getZoom(), 17), { animate: false });
			shown.push(new CircleMarker(points[points.length - 1], { radius: 10, interactive: false, className: "dinh-map__around" }).addTo(map));
			said.textContent = `Đã lấy vị trí, sai số khoảng ${Math.round(coords.accuracy)} m. ${said.textContent}`;
		}, (problem) => {
			said.textContent = trouble[problem.code] ?? trouble[2];
		}, { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 });
	};
	if ("geolocation" in navigator) bar.append(button(kind === "point" ? "Lấy vị trí của tôi" : "Thêm điểm tôi đang đứng", here));
	if (kind !== "point") bar.append(button("Bỏ điểm cuối", () => change(points.slice(0, -1))));
	bar.append(button("Xóa", () => { held = false; change([]); }));
	map.on("click", ({ latlng }) => put(latlng));
	input.addEventListener("change", () => {
		take();
		paint();
		if (points.length) map.panTo(points[0], { animate: false });
	});
	if (points.length && bounds && !around.dataset.tiles) map.fitBounds(points.reduce((all, p) => all.extend(p), bounds), { animate: false });
	else if (points.length) map.fitBounds(points.map((p) => [p.lat, p.lng]), { animate: false, maxZoom: 17, padding: [24, 24] });
	else map.fitBounds(bounds ?? [[8.5, 102.5], [23.3, 109.5]], { animate: false });
	paint();
	widget.dataset.geometryLive = "";
}
