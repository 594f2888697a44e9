// What LibreOffice read of the two files, cell by cell, against what the rows say (office.sh).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const dir = process.argv[2], wanted = readFileSync(`${dir}/wanted`, "utf8").split("\x1f").slice(0, -1);

function cells(text) {
	const rows = [[]];
	for (let i = 0; i < text.length; ) {
		let cell = "";
		if (text[i] === '"') {
			for (i++; text[i] !== '"' || text[i + 1] === '"'; i++) {
				cell += text[i];
				i += text[i] === '"';
			}
			i++;
		} else while (i < text.length && !",\n".includes(text[i])) cell += text[i++];
		rows.at(-1).push(cell);
		if (text[i++] === "\n" && i < text.length) rows.push([]);
	}
	return rows;
}

// A line end within a cell is one, however it was written; what no sheet can hold is not asked for.
const plain = (text) => text.replace(/\r\n?/g, "\n").replace(/[\x01]/g, "");
for (const file of ["do.xlsx", "do.csv"]) {
	const [head, ...rows] = cells(readFileSync(`${dir}/${file}.read`, "utf8").replace(/^\ufeff/, ""));
	assert.deepEqual(head, ["Tên", "Cỡ", "Ngày", "Thấy lúc"], file);
	assert.equal(rows.length, wanted.length, file);
	const guarded = (text, of) => file === "do.csv" && text.startsWith("'") && !of.startsWith("'") ? text.slice(1) : text;
	for (const [i, row] of rows.entries()) {
		assert.equal(plain(guarded(row[0], wanted[i])), plain(wanted[i]), `${file}, row ${i + 1}`);
		assert.equal(row[1].replace(/\D/g, ""), String((i + 1) * 1000), `${file}, row ${i + 1}: a number`);
	}
}
console.log(`office: ${wanted.length} rows of each file are as they were written`);
