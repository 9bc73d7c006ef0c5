// The server itself: headers, caching, sessions, hostile requests, uploads, the log.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Client } from '../lib/client.mjs';
import { later } from '../lib/clock.mjs';
import { jpeg, pdf, png, uploadForm } from '../lib/files.mjs';
import { errorBeside, links, tags, words } from '../lib/html.mjs';
import { PASSWORD, newPlace, startedPlace, tongban } from '../lib/place.mjs';
import { exchange, hangUp, statuses } from '../lib/raw.mjs';

let place;
before(async () => { place = await startedPlace(); });
after(() => place?.remove());

const visitor = () => new Client(place);
const company = () => visitor().signIn('13900000011');

// One plain request, nothing decoded: { status, headers, body }.
function plainRequest(path, { method = 'GET', headers = {} } = {}) {
	return new Promise((done, failed) => {
		const req = http.request(new URL(path, place.url), { method, headers, agent: false }, (res) => {
			const parts = [];
			res.on('data', (d) => parts.push(d));
			res.on('end', () => done({ status: res.statusCode, headers: res.headers, body: Buffer.concat(parts) }));
		});
		req.on('error', failed);
		req.end();
	});
}

describe('headers', () => {
	test('every page lets nothing in from elsewhere and nothing inline', async () => {
		for (const path of ['/', '/items', '/sign-in', '/my', '/no-such-page', '/assets/look.css', '/api/v1/items']) {
			const { headers } = await plainRequest(path);
			assert.match(headers['content-security-policy'], /^default-src 'self'/, path);
			assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*|data:/, path);
			assert.match(headers['content-security-policy'], /frame-ancestors 'none'/, path);
			assert.equal(headers['x-content-type-options'], 'nosniff', path);
			assert.equal(headers['referrer-policy'], 'same-origin', path);
		}
	});

	test('cookies are out of reach of scripts and of other sites', async () => {
		const { headers } = await plainRequest('/sign-in');
		const [cookie] = headers['set-cookie'];
		assert.match(cookie, /^tb_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/);
	});

	test('a place reached by https only marks its cookies Secure', async (t) => {
		const other = newPlace();
		t.after(() => other.remove());
		assert.equal(tongban(other.db, 'setting', 'cookie_secure', '1').status, 0);
		await other.start();
		const res = await fetch(`${other.url}/sign-in`);
		assert.match(res.headers.get('set-cookie'), /; Secure$/);
	});

	test('what depends on the person is not kept by caches, what never changes is', async () => {
		const c = await company();
		assert.match((await c.request('/my')).headers.get('cache-control'), /private/);
		const css = tags(await visitor().page('/')).find((t) => t.rel === 'stylesheet').href;
		assert.match(css, /\?v=/);
		assert.match((await plainRequest(css)).headers['cache-control'], /immutable/);
		assert.doesNotMatch((await plainRequest('/assets/look.css')).headers['cache-control'], /immutable/);
	});
});

describe('answers', () => {
	test('a page that has not changed is not sent again', async () => {
		for (const path of ['/', '/items', '/help']) {
			const first = await plainRequest(path);
			const again = await plainRequest(path, { headers: { 'if-none-match': first.headers.etag } });
			assert.equal(again.status, 304, path);
			assert.equal(again.body.length, 0, path);
			assert.equal((await plainRequest(path, { headers: { 'if-none-match': 'W/"0"' } })).status, 200, path);
		}
	});

	test('packed and plain are the same page', async () => {
		for (const path of ['/', '/items', '/assets/look.css', '/api/v1/items']) {
			const plain = await plainRequest(path), packed = await plainRequest(path, { headers: { 'accept-encoding': 'gzip' } });
			assert.equal(plain.headers['content-encoding'], undefined, path);
			assert.equal(packed.headers['content-encoding'], 'gzip', path);
			assert.ok(packed.body.length < plain.body.length / 2, `${path} is not packed well`);
			assert.deepEqual(gunzipSync(packed.body), plain.body, path);
			assert.match(plain.headers.vary, /Accept-Encoding/, path);
		}
		const refused = await plainRequest('/', { headers: { 'accept-encoding': 'gzip;q=0' } });
		assert.equal(refused.headers['content-encoding'], undefined, 'who refuses gzip gets none');
	});

	test('HEAD says what GET would, without the page', async () => {
		const get = await plainRequest('/items'), head = await plainRequest('/items', { method: 'HEAD' });
		assert.equal(head.status, 200);
		assert.equal(head.body.length, 0);
		assert.equal(head.headers['content-length'], String(get.body.length));
		assert.equal(head.headers.etag, get.headers.etag);
	});

	test('what is not there is said in words, with ways to go on', async () => {
		const res = await visitor().request('/no-such-page'), html = await res.text();
		assert.equal(res.status, 404);
		assert.match(words(html), /没有找到.*回首页/);
		const problem = await visitor().request('/api/v1/no-such');
		assert.equal(problem.status, 404);
		assert.match(problem.headers.get('content-type'), /^application\/problem\+json/);
	});

	test('a method that a page does not know is refused, and the answer says which would do', async () => {
		for (const [method, path, allow] of [['POST', '/items', 'GET, HEAD'], ['GET', '/sign-out', 'POST'], ['PUT', '/items', 'GET, HEAD, POST'],
			['DELETE', '/my', 'GET, HEAD, POST'], ['PATCH', '/no-such-page', 'GET, HEAD, POST']]) {
			const { status, headers } = await plainRequest(path, { method });
			assert.equal(status, 405, `${method} ${path}`);
			assert.equal(headers.allow, allow, `${method} ${path}`);
		}
	});

	test('assets come with their types, and nothing else comes from there', async () => {
		for (const [name, type] of [['look.css', /^text\/css/], ['hall.js', /^text\/javascript/], ['sprite.svg', /^image\/svg/]])
			assert.match((await plainRequest(`/assets/${name}`)).headers['content-type'], type);
		for (const path of ['/assets/none.css', '/assets/', '/assets/../demo.db', '/assets/..%2f..%2fetc%2fpasswd', '/assets/%2e%2e%2fdemo.db',
			'/../etc/passwd'])
			assert.deepEqual(statuses(await exchange(place, head(`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close'))), [404], path);
	});

	test('whoever watches the server is told that the database answers', async () => {
		const res = await visitor().request('/healthz');
		assert.equal(res.status, 200);
		assert.equal((await res.json()).status, 'ok');
	});
});

describe('sessions', () => {
	const leadsToSignIn = async (client, said) => {
		const res = await client.request('/my');
		assert.equal(res.status, 303, said);
		assert.match(res.headers.get('location'), /^\/sign-in\?/, said);
	};

	test('a cookie that nobody gave is nobody', async () => {
		for (const value of ['0'.repeat(64), 'x', '', 'a'.repeat(5000), '%00', '"; drop']) {
			const c = visitor();
			c.cookies.set('tb_session', value);
			await leadsToSignIn(c, `cookie ${value.slice(0, 10)}`);
		}
	});

	test('signing in gives a new token; the one from before is worth nothing', async () => {
		const c = visitor();
		await c.page('/sign-in');
		const planted = c.cookies.get('tb_session');
		await c.signIn('13900000001');
		assert.notEqual(c.cookies.get('tb_session'), planted);
		await c.page('/my');
		const thief = visitor();
		thief.cookies.set('tb_session', planted);
		await leadsToSignIn(thief, 'the token that was planted before signing in');
	});

	test('signing in again ends the session from before', async () => {
		const c = await company(), before = c.cookies.get('tb_session');
		await c.act('/sign-in', { user: '13900000001', password: PASSWORD }, { from: '/my/account' });
		assert.match(words(await c.page('/my')), /王晓岚/);
		const thief = visitor();
		thief.cookies.set('tb_session', before);
		await leadsToSignIn(thief, 'the token of the session before');
	});

	test('signing out ends the session, not only the cookie', async () => {
		const c = await company(), token = c.cookies.get('tb_session');
		assert.equal(await c.act('/sign-out', {}, { from: '/my/account' }), '/');
		assert.equal(c.cookies.has('tb_session'), false);
		const thief = visitor();
		thief.cookies.set('tb_session', token);
		await leadsToSignIn(thief, 'the token after signing out');
	});

	// The same place again, some time later: the cookie is still in the browser.
	const comesBack = async (client, minutes) => {
		await client.place.stop();
		await client.place.start({ env: later(minutes) });
	};

	test('a session ends when nobody uses it, and at the end of its life', async (t) => {
		const other = await startedPlace(), c = new Client(other);
		t.after(() => other.remove());
		await c.signIn('13900000001');
		await comesBack(c, 50);
		await c.page('/my');
		await comesBack(c, 100);
		await c.page('/my');
		await comesBack(c, 170);
		await leadsToSignIn(c, '70 minutes after the last request');
	});

	test('a session that is used all the time ends with its life', async (t) => {
		const other = newPlace();
		t.after(() => other.remove());
		for (const [name, value] of [['session_idle_minutes', '100'], ['session_life_hours', '2']])
			assert.equal(tongban(other.db, 'setting', name, value).status, 0);
		await other.start();
		const c = new Client(other);
		await c.signIn('13900000001');
		await comesBack(c, 90);
		await c.page('/my');
		await comesBack(c, 121);
		await leadsToSignIn(c, 'two hours after signing in');
	});

	test('one signs in through one\'s own door only', async () => {
		for (const [door, user] of [['/sign-in', 'admin'], ['/sign-in', '01a'], ['/desk/sign-in', '13900000001']]) {
			const res = await visitor().post(door, { user, password: PASSWORD });
			assert.equal(res.status, 422, `${user} at ${door}`);
		}
	});

	test('an unknown name and a wrong password get the same words', async (t) => {
		const other = await startedPlace();
		t.after(() => other.remove());
		const said = async (user) => errorBeside(await (await new Client(other).post('/sign-in', { user, password: 'not-this-one' })).text(), 'user');
		const unknown = await said('13911111111'), wrong = await said('13900000001');
		assert.match(unknown, /手机号、证件号码或密码不正确/);
		assert.equal(unknown, wrong);
	});

	test('after five failures even the right password has to wait, though not for ever', async (t) => {
		const other = await startedPlace(), c = new Client(other), from = '/progress';
		t.after(() => other.remove());
		for (let i = 0; i < 5; i++)
			assert.equal((await c.post('/sign-in', { user: '13900000001', password: `wrong-${i}` }, { from })).status, 422, `failure ${i + 1}`);
		const res = await c.post('/sign-in', { user: '13900000001', password: PASSWORD }, { from });
		assert.equal(res.status, 429);
		assert.match(words(await res.text()), /登录失败次数太多.*过几分钟再试/);
		assert.ok(res.headers.get('retry-after'));
		await comesBack(c, 2);
		await c.act('/sign-in', { user: '13900000001', password: PASSWORD }, { from });
	});

	test('after signing in one stays in this place, whatever the address asks for', async () => {
		for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)',
			'/\t/evil.example', '/my\r\nSet-Cookie: a=b', '/%0d%0aX: y\n', 'my']) {
			const where = await visitor().act('/sign-in', { user: '13900000001', password: PASSWORD, next });
			assert.equal(where, '/my', `next=${JSON.stringify(next)}`);
		}
		const own = await visitor().act('/sign-in', { user: '13900000001', password: PASSWORD, next: '/items?q=食品' });
		assert.equal(own, `/items?q=${encodeURIComponent('食品')}`, 'where one came from');
		const c = await company();
		const res = await c.request('/sign-in?next=//evil.example');
		assert.equal(res.headers.get('location'), '/my', 'also when signed in already');
	});
});

const head = (...lines) => `${lines.join('\r\n')}\r\n\r\n`;
const lastStatus = (came) => statuses(came).at(-1);
const alive = async () => assert.equal((await visitor().request('/healthz')).status, 200, 'the server is still there');

describe('framing', () => {
	// Two servers in a row could see different requests here: refused, and nothing behind them is taken for a request.
	const SMUGGLED = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
	for (const [what, lines, body] of [
		['two lengths', ['Content-Length: 5', 'Content-Length: 6'], 'a=b&c'],
		['two equal lengths', ['Content-Length: 5', 'Content-Length: 5'], 'a=b&c'],
		['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
		['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 5'], `0\r\n\r\n${SMUGGLED}`],
		['an unknown coding', ['Transfer-Encoding: gzip, chunked'], `0\r\n\r\n${SMUGGLED}`],
		['a length that is no number', ['Content-Length: 5x'], `a=b&c${SMUGGLED}`],
		['a negative length', ['Content-Length: -1'], SMUGGLED],
		['a length larger than any file', ['Content-Length: 99999999999999999999'], SMUGGLED],
		['a broken chunk', ['Transfer-Encoding: chunked'], `ZZ\r\na=b\r\n0\r\n\r\n${SMUGGLED}`],
		['a chunk of an absurd size', ['Transfer-Encoding: chunked'], `FFFFFFFFFFFFFFFFF\r\na=b\r\n0\r\n\r\n${SMUGGLED}`],
	])
		test(`${what}: refused`, async () => {
			const type = 'Content-Type: application/x-www-form-urlencoded';
			const came = await exchange(place, [head('POST /progress HTTP/1.1', 'Host: x', type, ...lines), body], { stay: false });
			for (const status of statuses(came))
				assert.ok(status >= 400 && status < 500, `${what}: answered ${status}`);
			await alive();
		});

	test('a head without end, too many or too long lines', async () => {
		const flood = Array.from({ length: 5000 }, (_, i) => `X-${i}: y`);
		for (const [what, bytes] of [
			['one long line', head('GET / HTTP/1.1', 'Host: x', `X: ${'y'.repeat(200000)}`)],
			['a long address', head(`GET /${'a'.repeat(200000)} HTTP/1.1`, 'Host: x')],
			['many lines', head('GET / HTTP/1.1', 'Host: x', ...flood)],
		]) {
			const status = lastStatus(await exchange(place, bytes));
			assert.ok(status === undefined || (status >= 400 && status < 500), `${what}: answered ${status}`);
		}
		await alive();
	});

	test('what is no HTTP is closed', async () => {
		for (const bytes of ['GET\r\n\r\n', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', head('GET / HTTP/1.1')]) {
			const status = lastStatus(await exchange(place, bytes));
			assert.ok(status === undefined || status >= 400, `${JSON.stringify(bytes)}: answered ${status}`);
		}
		for (const bytes of ['\x16\x03\x01\x02\x00\x01\x00', '\0\0\0\0\r\n\r\n', 'GET / HT'])
			await hangUp(place, bytes);
		await alive();
	});

	test('two requests in one go get two answers', async () => {
		const came = await exchange(place, head('GET /healthz HTTP/1.1', 'Host: x') + head('GET /healthz HTTP/1.1', 'Host: x', 'Connection: close'));
		assert.deepEqual(statuses(came), [200, 200]);
	});
});

describe('input', () => {
	test('text that is not UTF-8, and NUL, are refused wherever they come', async () => {
		for (const path of ['/items/%ff', '/%c0%af', '/items/%00', '/items/350205000000019A010000%00.html', '/%00', '/items?q=%ff',
			'/items?q=a%00b', '/items?%ff=a', '/items?q=%ed%a0%80'])
			assert.equal((await visitor().request(path)).status, 400, path);
		const c = visitor(), csrf = await c.csrf('/progress'), type = { 'content-type': 'application/x-www-form-urlencoded' };
		for (const n of ['%ff%fe', 'a%00b', '%f5%80%80%80'])
			assert.equal((await c.request('/progress', { method: 'POST', body: `csrf=${csrf}&n=${n}&c=1`, headers: type })).status, 400, n);
	});

	test('what is typed never becomes part of the page', async () => {
		const evil = '"><script>alert(1)</script>\'';
		for (const path of ['/items?q=', '/progress?n=', '/verify?number=', '/sign-in?next=', '/items?after=', '/register?kind=']) {
			const html = await visitor().page(path + encodeURIComponent(evil));
			assert.doesNotMatch(html, /<script>alert/, path);
		}
		const c = visitor();
		c.cookies.set('tb_said', encodeURIComponent(evil));
		assert.doesNotMatch(await c.page('/help'), /<script>alert/, 'nor the line from a cookie');
	});

	test('bodies larger than a form needs are refused', async () => {
		const c = visitor(), csrf = await c.csrf('/progress');
		const big = await c.post('/progress', { csrf, n: 'x'.repeat(8000), c: '1' });
		assert.equal(big.status, 413);
		assert.match(words(await big.text()), /内容太大/);
		// Without a length, by chunks: counted as they come.
		const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
		const type = 'Content-Type: application/x-www-form-urlencoded';
		const lines = ['POST /progress HTTP/1.1', 'Host: x', type, 'Transfer-Encoding: chunked', 'Connection: close'];
		assert.equal(lastStatus(await exchange(place, [head(...lines), chunk, chunk, chunk, '0\r\n\r\n'])), 413);
		assert.equal((await c.request('/items', { method: 'POST', body: 'a=b' })).status, 405);
	});

	test('a form with thousands of fields is refused', async () => {
		const c = await company(), csrf = await c.csrf('/my/account');
		const body = `csrf=${csrf}&${'a=1&'.repeat(2000)}`;
		const res = await c.request('/my/account', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
		assert.equal(res.status, 413);
		assert.equal((await c.request(`/items?${'a=1&'.repeat(410)}`)).status, 413, 'the same in an address');
	});

	test('a form in another format is refused', async () => {
		const c = visitor(), csrf = await c.csrf('/progress');
		for (const [type, body] of [['application/json', JSON.stringify({ csrf })], ['text/plain', `csrf=${csrf}`]])
			assert.equal((await c.request('/progress', { method: 'POST', body, headers: { 'content-type': type } })).status, 400, type);
	});
});

describe('uploads', () => {
	let c, path;
	before(async () => {
		c = await company();
		const draft = links(await c.page('/items/350205000000019A010000/apply')).find((to) => /^\/my\/cases\/\d+$/.test(to));
		const list = links(await c.page(`${draft}/materials`)).filter((to) => /\/materials\/\d+$/.test(to));
		for (const to of list)
			if (!path && /enctype="multipart/.test(await c.page(to)))
				path = to;
		assert.ok(path, 'the draft of the demonstration has a material to upload');
	});

	const send = async (bytes, name) => {
		const res = await c.request(path, { method: 'POST', body: uploadForm(await c.csrf(path), bytes, name) });
		const html = await res.text();
		return { status: res.status, error: errorBeside(html, 'file'), html };
	};
	const names = async () => [...(await c.page(path)).matchAll(/<a href="\/my\/files\/[^"]*">([^<]*)<\/a>/g)].map((m) => m[1]);
	const kept = () => readdirSync(`${place.db}.files`).flatMap((d) => readdirSync(`${place.db}.files/${d}`).map((name) => `${d}/${name}`));

	test('a real PDF and photos are kept under their names', async () => {
		assert.equal((await send(pdf(), '平面图.pdf')).status, 303);
		assert.equal((await send(jpeg(), '店面 (1).JPG')).status, 303);
		assert.equal((await send(png(), 'scan.png')).status, 303);
		for (const name of ['平面图.pdf', '店面 (1).JPG', 'scan.png'])
			assert.ok((await names()).includes(name), `${name} among ${await names()}`);
	});

	test('a file comes back as it was sent, safely', async () => {
		const bytes = pdf('again');
		await send(bytes, '原样.pdf');
		const link = /<a href="([^"]*)">原样\.pdf/.exec(await c.page(path))[1];
		const res = await c.request(link);
		assert.deepEqual(Buffer.from(await res.arrayBuffer()), bytes);
		assert.equal(res.headers.get('content-type'), 'application/pdf');
		assert.match(res.headers.get('content-security-policy'), /default-src 'none'.*sandbox/);
		assert.match(res.headers.get('content-disposition'), /^inline; filename\*=UTF-8''%E5%8E%9F/);
	});

	for (const [what, bytes, name, said] of [
		['an empty file', Buffer.alloc(0), '空.pdf', /空文件/],
		['a program behind the name of a PDF', Buffer.from('7f454c460201010000000000', 'hex'), '合同.pdf', /不是可以接受的格式/],
		['a page behind the name of a photo', Buffer.from('<!doctype html><script>alert(1)</script>'), 'photo.jpg', /不是可以接受的格式/],
		['a file over the limit', Buffer.concat([pdf(), Buffer.alloc(20 * 1024 * 1024)]), '大.pdf', /超过了 20 MB/],
	])
		test(`${what} is refused with words beside the field, and not kept`, async () => {
			const before = await names();
			const { status, error } = await send(bytes, name);
			assert.equal(status, 422);
			assert.match(error, said);
			assert.deepEqual(await names(), before);
		});

	test('no file at all is said so', async () => {
		const form = new FormData();
		form.set('csrf', await c.csrf(path));
		const res = await c.request(path, { method: 'POST', body: form });
		assert.equal(res.status, 422);
		assert.match(errorBeside(await res.text(), 'file'), /请先选择/);
	});

	test('names cannot point anywhere', async () => {
		assert.equal((await send(pdf('name'), '../../../etc/passwd.pdf')).status, 303);
		assert.ok((await names()).includes('passwd.pdf'), `files: ${await names()}`);
		assert.equal((await send(pdf('quote'), 'a"><b>.pdf')).status, 303);
		assert.doesNotMatch(await c.page(path), /<b>\.pdf/);
	});

	const multipart = async (length, body) => {
		const lines = [`POST ${path} HTTP/1.1`, 'Host: x', 'Connection: close', `Cookie: tb_session=${c.cookies.get('tb_session')}`,
			'Content-Type: multipart/form-data; boundary=pieces', `Content-Length: ${length}`];
		return [head(...lines), ...body];
	};
	const part = (name, rest, value) =>
		Buffer.concat([`--pieces\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n\r\n`, value, '\r\n'].map((b) => Buffer.from(b)));

	test('more than the page may take is refused before it is read', async () => {
		const came = await exchange(place, await multipart(40 * 1024 * 1024, []), { stay: false });
		assert.equal(lastStatus(came), 413);
	});

	test('a form that breaks off before its end is refused whole', async () => {
		const before = await names();
		const body = Buffer.concat([part('csrf', '', await c.csrf(path)), part('file', '; filename="half.pdf"', pdf('half'))]);
		const status = lastStatus(await exchange(place, await multipart(body.length, [body])));
		assert.ok(status === 400 || status === 403, `answered ${status}`);
		assert.deepEqual(await names(), before);
	});

	test('a file arrives whole wherever the network cuts it', async () => {
		const content = pdf('cut-anywhere'), token = await c.csrf(path), before = (await names()).length;
		const first = part('csrf', '', token), body = Buffer.concat([first, part('file', '; filename="pieces.pdf"', content), Buffer.from('--pieces--\r\n')]);
		const start = body.indexOf('%PDF');
		for (const cut of [start, start + 1, start + content.length]) {
			// what comes after the cut is sent when another request has been answered: the server has had time for the first piece
			const pieces = [...await multipart(body.length, [body.subarray(0, cut)]), () => c.request('/healthz'), body.subarray(cut)];
			const came = await exchange(place, pieces);
			assert.equal(lastStatus(came), 303, `cut at byte ${cut - start} of the file: ${Buffer.from(came, "latin1")}`);
		}
		assert.equal((await names()).length, before + 3);
	});

	test('an upload that is cut off leaves nothing behind', async () => {
		const before = await names(), files = kept();
		const half = Buffer.concat([pdf('cut'), Buffer.alloc(300000)]);
		const body = Buffer.concat([part('csrf', '', await c.csrf(path)), part('file', '; filename="cut.pdf"', half)]);
		await hangUp(place, await multipart(5000000, [body]));
		const deadline = Date.now() + 45000; // at the latest when a connection on which nothing comes is given up
		while (String(kept()) !== String(files) && Date.now() < deadline)
			await c.request('/healthz');
		assert.deepEqual(kept(), files, 'no file and no half file stays');
		assert.deepEqual(await names(), before);
		await alive();
	});
});

test('the log says what happened, and nothing about people', async () => {
	const c = await company();
	await c.request('/items?q=某某某的秘密');
	await c.request('/verify?number=WX-350205199003070017');
	await c.post('/sign-in', { user: '13977777777', password: 'geheim-9' }, { from: '/progress' });
	await Promise.all([once(place.server, 'close'), place.stop()]); // all that is logged has arrived
	const lines = place.log.split('\n').filter((l) => l.includes('event=request'));
	assert.ok(lines.length > 20, `${lines.length} lines`);
	for (const line of lines)
		assert.match(line, /^at=\S+ event=request method=(GET|POST) route="\S+" status=\d+ us=\d+$/);
	for (const secret of ['13900000011', '139777', '晴川', '王晓岚', '350205199003070017', '91350205MA', 'geheim', '秘密', '%E7%A7', 'passwd', '平面图', '?',
		c.cookies.get('tb_session').slice(0, 16), '127.0.0.1'])
		assert.ok(!place.log.includes(secret), `the log holds ${secret}: ${place.log.split('\n').find((l) => l.includes(secret))}`);
});
