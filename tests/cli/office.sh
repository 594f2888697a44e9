#!/usr/bin/env bash
# office: files of lists opened by LibreOffice: a workbook and a CSV with hostile cells say what the rows say, nothing in them is run, and they
# have all their rows. Where there is no LibreOffice nothing is looked at, and it says so; src/web/list/list_test.c reads a CSV to the letter always.
set -u
cd "$(dirname "$0")/../.."
command -v soffice >/dev/null || { echo "office: no LibreOffice here, left out"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
DINH_LIST_FILES=$dir build/test/run src/web/list/list_test >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
opened() { # opened FILE: as "FILE.read"; UTF-8, every text quoted
	HOME=$dir timeout 180 nice soffice --headless "-env:UserInstallation=file://$dir/profile" --infilter="$2" --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false' --outdir "$dir/out" "$dir/$1" >"$dir/log" 2>&1 &&
		mv "$dir/out/${1%.*}.csv" "$dir/$1.read" || { echo "office: $1 is not opened"; cat "$dir/log"; exit 1; }
}
opened do.xlsx 'Calc MS Excel 2007 XML'
opened do.csv 'Text - txt - csv (StarCalc):44,34,76,1'
exec node tests/cli/office.mjs "$dir"
