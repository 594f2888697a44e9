#!/usr/bin/env bash
# register: what a full register costs (list, search, create, change, export, import, history, files): the lines of hamlets, the smallest one,
# that are not empty, with what stands of them in the files that they share. More than 300 fails: then the platform gives too little.
set -eu
cd "$(dirname "$0")/../.."
folder=modules/core/organisation
own=$(cat $folder/hamlets.c $folder/hamlets.html $folder/organisation_hamlets.sql | grep -c '[^[:space:]]')
shared=$(cat $folder/organisation.c $folder/pages.h | grep -cE 'hamlet|/thon|register_show|organisation_(day|until|change)|Thôn')
echo "register: hamlets in $((own + shared)) lines"
[ $((own + shared)) -le 300 ] || { echo "register: more than 300 lines"; exit 1; }
for part in LIST_FILES IMPORT_RULE history_add /dinh-kem/ list_key fold register_show .adds; do
	grep -qF -- "$part" $folder/hamlets.* $folder/organisation_hamlets.sql $folder/organisation.c || { echo "register: it has no $part any more"; exit 1; }
done
