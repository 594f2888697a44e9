#!/usr/bin/env bash
# The command line: help, versions, what is mistyped, exit codes.
. "$(dirname "$0")/expect.inc"

expect 2 $dinh
complains "usage: dinh COMMAND"
expect 0 $dinh help
for command in serve init demo user import export backup restore verify routes openapi version; do
	grep -q "^  $command " "$work/out" || complain "help does not name $command"
done
for command in serve init demo user import export backup restore verify routes openapi version; do
	expect 0 $dinh $command --help
	says "usage: dinh $command"
	says "--help"
	cp "$work/out" "$work/help"
	expect 0 $dinh help $command
	cmp -s "$work/out" "$work/help" || complain "help $command and $command --help differ"
done
expect 0 $dinh version
says "dinh $(cat VERSION)"
expect 0 $dinh --version

expect 2 $dinh srve
complains 'did you mean `serve`?'
expect 2 $dinh hlep
complains 'did you mean `help`?'
expect 2 $dinh quite-different
grep -q "did you mean" "$work/err" && complain "a suggestion for what is near nothing"
expect 2 $dinh serve --lisen 127.0.0.1:0
complains 'did you mean `--listen`?'
expect 2 $dinh demo --sed 1
complains 'did you mean `--seed`?'
expect 2 $dinh serve --listen
complains "a value is missing after --listen"
expect 2 $dinh verify --verbose=1
complains "no value belongs to --verbose"
expect 2 $dinh serve here
complains "too many arguments"
expect 2 $dinh export
complains "something is missing: FILE"
for listen in 8080 localhost:8080 127.0.0.1:99999 ::1:8080 '[127.0.0.1]:80' 127.0.0.1:8o; do
	expect 2 $dinh serve --data "$work/never" --listen "$listen"
	complains "--listen $listen"
done
expect 2 $dinh demo --data "$work/never" --date 31/02/2026
expect 2 $dinh demo --data "$work/never" --seed many
expect 2 $dinh user --data "$work/never" ad someone
complains 'no action `ad`'
expect 2 $dinh user --data "$work/never" passwd
expect 2 $dinh import --data "$work/never" nothing "$0"
[ -e "$work/never" ] && complain "a mistyped command made a data folder"

for command in verify "export -" "backup $work/copy"; do
	expect 1 $dinh $command --data "$work/none"
	complains "no store in"
	[ -e "$work/none" ] && complain "$command made a store where there was none"
done
expect 1 $dinh restore --data "$work/none" "$work/missing"
complains "it has no manifest"
printf '[test\nx\n' >"$work/broken.ini"
expect 1 $dinh init --data "$work/data" --config "$work/broken.ini"
complains "$work/broken.ini:"
printf '[backup]\nkeep = 0\n' >"$work/bounds.ini"
expect 1 $dinh init --data "$work/data" --config "$work/bounds.ini"
complains "backup.keep"
expect 0 $dinh routes
says "/metrics"
expect 0 $dinh openapi
says '"openapi"'
