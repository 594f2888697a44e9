#!/bin/sh
# kill -9 at random moments under load; see kill9.mjs.
exec node "$(dirname "$0")/kill9.mjs" "$@"
