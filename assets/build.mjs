// Builds what the browser gets:  node assets/build.mjs FOLDER
// app.css (sass), app.js and camera.js (esbuild), fonts (subset to the letters of Vietnamese), images; .gz and .br beside each text.
// Addresses carry the first ten digits of the content's SHA-256, as tools/embed.sh and asset_url() write them.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import * as sass from "sass";
import subset from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) {
	console.error("usage: node build.mjs FOLDER");
	process.exit(2);
}
const addresses = new Map(); // name -> /static/name with its hash
const written = new Set();

async function replace(name, bytes) {
	written.add(name);
	const old = await readFile(join(out, name)).catch(() => null);
	if (!old?.equals(bytes)) await writeFile(join(out, name), bytes);
}

async function put(name, content) {
	const bytes = Buffer.from(content);
	const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
	const dot = name.lastIndexOf(".");
	addresses.set(name, `/static/${name.slice(0, dot)}.${hash}${name.slice(dot)}`);
	await replace(name, bytes);
	if (!/\.(css|js|svg)$/.test(name)) return;
	await replace(`${name}.gz`, gzipSync(bytes, { level: 9 }));
	await replace(`${name}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

// Letters a page may show; the rest of a font (small capitals, old figures, hints for coarse screens) is left out. `foreign` and
// `latin-ext` (languages of the Central Highlands, foreign names) are fetched only when a page holds such a letter.
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const fonts = {
	latin: range(0x20, 0x7e) + "\u00a0§°²·×ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý–—‘’“”•…→←",
	foreign: range(0xa1, 0xff),
	vietnamese: "ĂăĐđĨĩŨũƠơƯư₫\u0300\u0301\u0303\u0309\u0323" + range(0x1ea0, 0x1ef9),
	"latin-ext": range(0x100, 0x17f) + range(0x1e00, 0x1e9f),
};
async function putFonts() {
	const package_ = dirname(createRequire(import.meta.url).resolve("@fontsource/be-vietnam-pro/package.json"));
	for (const weight of [400, 600])
		for (const [name, letters] of Object.entries(fonts)) {
			const source = await readFile(join(package_, "files", `be-vietnam-pro-${name === "foreign" ? "latin" : name}-${weight}-normal.woff2`));
			const keepFeatures = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum"];
			await put(`${name}-${weight}.woff2`, await subset(source, letters, { targetFormat: "woff2", noHinting: true, keepFeatures }));
		}
}

async function putStyles() {
	const { css } = sass.compile(join(here, "styles", "app.scss"), {
		loadPaths: [join(here, "node_modules")],
		quietDeps: true,
		silenceDeprecations: ["mixed-decls"],
	});
	const addressed = css.replace(/url\("asset:([^"]+)"\)/g, (_, name) => {
		if (!addresses.has(name)) throw new Error(`styles name an unknown asset: ${name}`);
		return `url("${addresses.get(name)}")`;
	});
	const { code } = await transform(addressed, { loader: "css", minify: true, target: ["chrome64", "firefox78", "safari14.1"] });
	await put("app.css", code);
}

const script = (name, more) => build({
	entryPoints: [join(here, "scripts", name)],
	bundle: true,
	minify: true,
	write: false,
	target: ["chrome64", "firefox78", "safari14.1"],
	legalComments: "none",
	...more,
});
// Leaflet's own rules, without those of pictures and layers that our maps do not have.
async function putMapStyles() {
	const css = await readFile(join(here, "node_modules", "leaflet", "dist", "leaflet.css"), "utf8");
	const { code } = await transform(css.replace(/[^{}]+\{[^{}]*url\([^{}]*\}/g, ""), { loader: "css", minify: true, target: ["chrome64", "firefox78", "safari14.1"] });
	await put("map.css", code);
	return addresses.get("map.css");
}
async function putScripts() {
	const camera = await script("camera.js", { format: "esm" }); // on its own: fetched when somebody opens the camera
	await put("camera.js", camera.outputFiles[0].contents);
	const map = await script("map.js", { format: "esm", define: { MAP_STYLES: JSON.stringify(await putMapStyles()) } }); // when a page has a map
	await put("map.js", map.outputFiles[0].contents);
	const define = { CAMERA: JSON.stringify(addresses.get("camera.js")), MAP: JSON.stringify(addresses.get("map.js")) };
	const app = await script("app.js", { format: "iife", define });
	await put("app.js", app.outputFiles[0].contents);
}

await mkdir(out, { recursive: true });
for (const name of (await readdir(join(here, "images"))).sort()) await put(name, await readFile(join(here, "images", name)));
await putFonts();
await putStyles();
await putScripts();
for (const name of await readdir(out)) if (!written.has(name)) await rm(join(out, name));
