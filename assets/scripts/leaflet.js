// A box with Leaflet in it, as every map of ours has it: no tiles but those of a server that the program's settings name.
import { Map as LeafletMap, Control, Browser, GeoJSON, TileLayer } from "leaflet/dist/leaflet-src.esm.js";

function styles() {
	return new Promise((done, failed) => {
		if (document.querySelector("link[data-map-styles]")) return done();
		const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: MAP_STYLES, onload: done, onerror: failed });
		link.dataset.mapStyles = "";
		document.head.append(link);
	});
}
export const features = (address) => fetch(address, { headers: { accept: "application/geo+json" } }).then((reply) => (reply.ok ? reply.json() : { features: [] })).then((all) => all.features);

// `put(box)` says where it stands.
export async function mapBox(label, put, options) {
	await styles();
	const box = document.createElement("div");
	box.className = "dinh-map__live";
	box.setAttribute("role", "application");
	box.setAttribute("aria-label", `${label}. Phím mũi tên để di chuyển, phím + và − để phóng to, thu nhỏ`);
	put(box);
	const map = new LeafletMap(box, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, dragging: !Browser.mobile, zoomSnap: 0.25, minZoom: 4, maxZoom: 14, ...options });
	new Control.Zoom({ zoomInTitle: "Phóng to", zoomOutTitle: "Thu nhỏ" }).addTo(map);
	new Control.Attribution({ prefix: "Leaflet" }).addTo(map);
	return { map, box };
}

export function tiles(map, site) {
	if (site) new TileLayer(`${site}/{z}/{x}/{y}.png`, { maxZoom: 19, referrerPolicy: "no-referrer" }).addTo(map);
}
// The edge of a unit; its bounds, or null.
export function edge(map, all) {
	const own = all.filter((f) => f.properties.own);
	if (!own.length) return null;
	return new GeoJSON(own, { interactive: false, style: { className: "dinh-map__around" } }).addTo(map).getBounds();
}
