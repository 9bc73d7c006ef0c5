// A browser without a browser: cookies, forms with their CSRF token, redirects followed on request.
import assert from 'node:assert/strict';
import { PASSWORD } from './place.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
export const plain = (html) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, e) => ENTITIES[e]);

export class Client {
	constructor(place) {
		this.place = place;
		this.cookies = new Map();
	}

	async request(path, { method = 'GET', body, headers = {}, redirect = 'manual' } = {}) {
		const url = new URL(path, this.place.url);
		const all = { ...headers };
		if (this.cookies.size)
			all.cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
		const res = await fetch(url, { method, body, headers: all, redirect });
		// Debian's node has no getSetCookie(); our cookies have no commas of their own.
		for (const line of res.headers.get('set-cookie')?.split(', ') ?? []) {
			const [pair, ...attributes] = line.split('; ');
			const at = pair.indexOf('=');
			if (attributes.includes('Max-Age=0'))
				this.cookies.delete(pair.slice(0, at));
			else
				this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
		}
		return res;
	}

	// A page that must be there.
	async page(path) {
		const res = await this.request(path);
		const html = await res.text();
		assert.equal(res.status, 200, `GET ${path}: ${res.status} ${html.slice(0, 300)}`);
		return html;
	}

	// The token stands in every form; any page with a form gives it.
	async csrf(path = '/sign-in') {
		const html = await (await this.request(path)).text();
		const m = /name="csrf" value="([0-9a-f]+)"/.exec(html);
		assert.ok(m, `no form on ${path}`);
		return m[1];
	}

	// Posts a form as the page at `from` would.
	async post(path, fields, { from = path, headers = {} } = {}) {
		const form = fields instanceof FormData ? fields : new URLSearchParams(fields);
		if (!form.has('csrf'))
			form.set('csrf', await this.csrf(from));
		return this.request(path, { method: 'POST', body: form, headers });
	}

	// Posts and expects to be led on; returns where to.
	async act(path, fields, options) {
		const res = await this.post(path, fields, options);
		assert.equal(res.status, 303, `POST ${path}: ${res.status} ${plain(await res.text()).slice(0, 2000)}`);
		return res.headers.get('location');
	}

	async signIn(user, password = PASSWORD) {
		await this.act('/sign-in', { user, password });
		return this;
	}

	async signInStaff(user, password = PASSWORD) {
		await this.act('/desk/sign-in', { user, password });
		return this;
	}
}
