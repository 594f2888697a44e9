// The text of a citizen card's QR: number|old number|NAME|ddMMyyyy|sex|address|ddMMyyyy. The rules are those of card_parse in
// modules/core/people/card.c: what is not sure stays empty, the number is taken whenever it can be read.
const high = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"; // Windows-1252 from 0x80 on

// The beginning of a card at the end of what was typed: "037090123456|", or nothing.
export const starts = (text) => (/\d{12}\|$/.exec(text) || [""])[0];

// UTF-8 whose bytes a reader typed as Windows-1252.
function mended(text) {
	const bytes = [...text].map((c) => (high.includes(c) ? 0x80 + high.indexOf(c) : c.codePointAt(0)));
	if (!bytes.some((b) => b >= 0x80) || bytes.some((b) => b > 0xff)) return text;
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
	} catch {
		return text;
	}
}

const sure = (text) => (/[?\ufffd\u0000-\u001f]/.test(text) ? "" : mended(text).normalize("NFC"));

function name(text) {
	const made = sure(text);
	if (!/^[\p{L}\p{M} .'’-]{2,100}$/u.test(made)) return "";
	return made === made.toUpperCase() ? made.toLowerCase().replace(/(^|[ -])\p{L}/gu, (l) => l.toUpperCase()) : made;
}

const dateLike = (text) => /^[0-3]\d[01]\d(18[5-9]\d|19\d\d|2[01]\d\d)$/.test(text || "");
function date(text) {
	if (!dateLike(text)) return "";
	const iso = `${text.slice(4)}-${text.slice(2, 4)}-${text.slice(0, 2)}`;
	const day = new Date(`${iso}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : "";
}

function sexOf(text, number) {
	if (/^nam$/i.test(sure(text))) return "male";
	if (/^nữ$|^nu$/i.test(sure(text))) return "female";
	return Number(number[3]) % 2 ? "female" : "male";
}

function doubt({ personal_number: number, birth_on, sex }) {
	const year = 1900 + Math.floor(Number(number[3]) / 2) * 100 + Number(number.slice(4, 6));
	const agrees = Number(number[3]) < 4 && (!birth_on || birth_on.startsWith(year)) && sex === (Number(number[3]) % 2 ? "female" : "male");
	return agrees ? "" : "Số trên thẻ không khớp với năm sinh hoặc giới tính. Hãy đối chiếu với thẻ trước khi tiếp tục.";
}

export function parse(text) {
	const fields = text.trim().slice(0, 2048).replace(/^\]Q\d/, "").split("|").map((f) => f.trim());
	while (fields.length && !fields[fields.length - 1]) fields.pop();
	if (!/^\d{12}$/.test(fields[0] || "")) return {};
	const card = { personal_number: fields[0] };
	const first = fields.length === 6 && dateLike(fields[2]);
	if (!first && (fields.length < 6 || !dateLike(fields[3]))) return card;
	const [called, born, sex, address] = fields.slice(first ? 1 : 2);
	Object.assign(card, {
		old_number: !first && /^(\d{9}|\d{12})$/.test(fields[1]) ? fields[1] : "",
		name: name(called),
		birth_on: date(born),
		sex: sexOf(sex || "", fields[0]),
		address: sure(address || ""),
	});
	return { ...card, doubt: doubt(card) };
}
