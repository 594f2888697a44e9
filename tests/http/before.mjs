// Loaded before each script: node --import ./tests/http/before.mjs --test tests/http/NAME.test.mjs
// Its requests come from an address of its own, as from a proxy, so that no script waits for the attempts that another has used up.
const address = `198.51.100.${process.pid % 250}`;
const plain = globalThis.fetch;
globalThis.fetch = (url, options = {}) => plain(url, { ...options, headers: { 'x-forwarded-for': address, ...Object.fromEntries(new Headers(options.headers)) } });

// The fetch of Debian 12's own Node 18 does not have it; it joins the lines by ", ", which dates contain too.
Headers.prototype.getSetCookie ??= function () {
	return (this.get('set-cookie') ?? '').split(/, (?=[^ ;,=]+=)/).filter(Boolean);
};
