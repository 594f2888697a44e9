#!/usr/bin/env bash
# register: what a full register costs (list, search, create, change, export, import, history, files): the lines of hamlets and of departments
# that are not empty, with what stands of them in the files that they share. More than 300 fails: then the platform gives too little. What is no
# register is said beside it: who works where, and what Decree 150/2025/NĐ-CP wants.
set -eu
cd "$(dirname "$0")/../.."
folder=modules/core/organisation
staff='standard|holders|is_lacking|organisation_staff_day|/mau'
register() { # NAME, what its lines in the shared files say, its own files
	local name=$1 says=$2 own shared part
	shift 2
	own=$(cat "${@/#/$folder/}" | grep -c '[^[:space:]]')
	shared=$(cat $folder/organisation.c $folder/pages.h | grep -vE "$staff" | grep -cE "$says|organisation_(day|until)")
	echo "register: $name in $((own + shared)) lines"
	[ $((own + shared)) -le 300 ] || { echo "register: more than 300 lines"; exit 1; }
	for part in IMPORT_RULE history_add /dinh-kem/ /lich-su/ list_key fold LIST_SHAPE thing_show '.adds'; do
		cat "${@/#/$folder/}" | grep -qF -- "$part" || { echo "register: $name has no $part any more"; exit 1; }
	done
	for part in LIST_FILES register_show searches; do
		grep -F -- "$part" $folder/organisation.c >/dev/null || { echo "register: there is no $part any more"; exit 1; }
	done
}
register hamlets 'hamlet|/thon|Thôn' hamlets.c hamlets.html organisation_hamlets.sql
register departments 'agenc|department|/co-quan|Phòng' agencies.c agencies.html organisation_departments.sql
more=$(cat $folder/staff.* $folder/organisation.sql | grep -c '[^[:space:]]')
echo "register: who works in departments and what is wanted in $((more + $(cat $folder/organisation.c $folder/pages.h | grep -cE "$staff"))) lines more"
