// What people are told: on their page, by e-mail and by short message; to nobody else, and only as they want it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { APPLICANTS, OFFICIAL, decide, readyDraft, submit } from '../lib/apply.mjs';
import { Client } from '../lib/client.mjs';
import { fieldsOf, formHtml, links, tags, words } from '../lib/html.mjs';
import { Gateway, MailServer } from '../lib/outside.mjs';
import { startedPlace, tongban } from '../lib/place.mjs';

const ADDRESS = 'lin@example.test', PUBLIC = 'https://hall.example.test';
const LIST = '/my/notices', CHOICES = '/my/notices/choices';

let place, mail, gateway, person, other, official, admin;
const set = (name, value) => {
	const { status, stderr } = tongban(place.db, 'setting', name, value);
	assert.equal(status, 0, stderr);
};

before(async () => {
	[place, mail, gateway] = await Promise.all([startedPlace(), new MailServer().start(), new Gateway().start()]);
	[person, other] = await Promise.all(APPLICANTS.slice(0, 2).map((user) => new Client(place).signIn(user)));
	[official, admin] = await Promise.all([OFFICIAL, 'admin'].map((user) => new Client(place).signInStaff(user)));
	set('public_url', PUBLIC);
	for (const [client, email] of [[person, ADDRESS], [other, 'other@example.test']])
		await client.act('/my/account', { do: 'email', email });
});
after(() => Promise.all([place?.remove(), mail?.stop(), gateway?.stop()]));

// A decision on a case of theirs: something that they are told of. Returns the address of the case.
async function decided(client) {
	const id = await readyDraft(client);
	await submit(client, id);
	await decide(official, id);
	return `/my/cases/${id}`;
}

const rows = (html) => (/<ul class="rows">(.*?)<\/ul>/s.exec(html)?.[1] ?? '').split('<li>').slice(1);
const isUnread = (row) => row.includes('（未读）');
const unread = async (client) => Number(/消息 <b class="num">(\d+)</.exec(await client.page('/my/account'))?.[1] ?? 0);
const openPath = (row) => /action="([^"]+)"/.exec(row)[1];

async function choose(client, fields, path = CHOICES) {
	return client.act(path, new URLSearchParams(fields));
}

// The ticked boxes, row by row.
async function chosen(client, path) {
	return tags(formHtml(await client.page(path), path)).filter((t) => t.type === 'checkbox' && 'checked' in t).map((t) => `${t.name} ${t.value}`);
}

// From now on only these are offered. The server reads settings when it starts.
async function offer(settings) {
	await place.stop();
	for (const name of ['smtp_url', 'smtp_from', 'smtp_user', 'smtp_password', 'sms_url', 'sms_token', 'sms_sign'])
		set(name, settings[name] ?? '');
	await place.start();
}
const byMail = () => ({ smtp_url: mail.url, smtp_from: 'hall@example.test' });
const bySms = () => ({ sms_url: `${gateway.url}/send`, sms_token: 'top-secret-token', sms_sign: '【海沧区】' });

describe('on the page', () => {
	test('a new one is counted in the head, leads to its case, and is read then', async () => {
		const before = await unread(person), path = await decided(person);
		assert.equal(await unread(person), before + 1);
		const [first] = rows(await person.page(LIST));
		assert.ok(isUnread(first), words(first));
		assert.equal(await unread(person), before + 1, 'looking at the list does not read them');
		assert.equal(await person.act(openPath(first), { do: 'open' }, { from: LIST }), path);
		assert.equal(await unread(person), before);
		assert.ok(!isUnread(rows(await person.page(LIST))[0]));
	});

	test('one is marked as read without going anywhere', async () => {
		await decided(person);
		const [first] = rows(await person.page(LIST)), before = await unread(person);
		assert.equal(await person.act(openPath(first), { do: 'read' }, { from: LIST }), LIST);
		assert.equal(await unread(person), before - 1);
	});

	test('all that were on the page are marked as read, and none that came since', async () => {
		await decided(person);
		const seen = formHtml(await person.page(LIST), LIST);
		await decided(person);
		const { value } = fieldsOf(seen).find((f) => f.name === 'until');
		await person.act(LIST, { until: value });
		assert.equal(await unread(person), 1, 'the later one');
		await person.act(LIST, { until: fieldsOf(formHtml(await person.page(LIST), LIST)).find((f) => f.name === 'until').value });
		assert.equal(await unread(person), 0);
		assert.ok(!(await person.page(LIST)).includes('全部标为已读'), 'nothing is left to mark');
	});

	test('somebody else\'s is not there for others, nor for officials', async () => {
		await decided(other);
		const path = openPath(rows(await other.page(LIST))[0]), id = path.split('/').at(-1);
		assert.equal((await person.post(path, { do: 'open' }, { from: LIST })).status, 404);
		assert.equal((await official.post(`/desk/notices/${id}`, { do: 'open' }, { from: '/desk/notices' })).status, 404);
		assert.ok(isUnread(rows(await other.page(LIST))[0]), 'still unread');
		assert.ok(!(await person.page(LIST)).includes(path));
	});

	test('without the page\'s token nothing is read or chosen', async () => {
		await decided(person);
		const [first] = rows(await person.page(LIST)), count = await unread(person);
		for (const path of [openPath(first), LIST, CHOICES])
			assert.equal((await person.post(path, { csrf: 'f'.repeat(64), until: '9', do: 'read' })).status, 403, path);
		assert.equal(await unread(person), count);
	});

	test('the choices say what the place does not offer, and show no boxes for it', async () => {
		const html = await person.page(CHOICES);
		assert.match(words(html), /没有开通邮件提醒.*没有开通短信提醒/s);
		assert.ok(!html.includes('type="checkbox"'));
	});
});

describe('by e-mail', () => {
	before(() => offer(byMail()));

	test('it arrives whole, with a link and the way to hear less', async () => {
		const path = await decided(person), m = await mail.next();
		assert.deepEqual([m.from, m.to], ['hall@example.test', [ADDRESS]]);
		const title = words(/<b>(.*?)<span/s.exec(rows(await person.page(LIST))[0])[1]);
		assert.equal(m.headers.subject, title);
		assert.match(m.headers.from, /^海沧区网上办事大厅 <hall@example\.test>$/);
		assert.equal(m.headers['content-type'], 'text/plain; charset=utf-8');
		assert.ok(Math.abs(Date.parse(m.headers.date) - Date.now()) < 60000, m.headers.date);
		const id = openPath(rows(await person.page(LIST))[0]).split('/').at(-1);
		assert.equal(m.headers['message-id'], `<notice-${id}@example.test>`);
		for (const part of [title, `${PUBLIC}${path}`, `${PUBLIC}${CHOICES}`])
			assert.ok(m.text.includes(part), `${part} in ${m.text}`);
		assert.ok(m.data.split('\r\n').every((line) => line.length <= 76), 'no long lines');
	});

	test('who does not want it hears it on the page only', async () => {
		await choose(person, [['email', 'todo']]);
		const count = await unread(person);
		await decided(person);
		await decided(other);
		assert.deepEqual((await mail.next()).to, ['other@example.test'], 'the first mail to arrive is for the other person');
		assert.equal(await unread(person), count + 1);
		assert.deepEqual(await chosen(person, CHOICES), ['email todo']);
		await choose(person, [['email', 'todo'], ['email', 'progress']]);
	});

	test('who has left no address is told where to leave one', async () => {
		const third = await new Client(place).signIn(APPLICANTS[2]);
		assert.match(words(await third.page(CHOICES)), /还没有留邮箱/);
		assert.ok(links(await third.page(CHOICES)).includes('/my/account'));
	});

	test('a recipient who is refused is tried again; it is the same message then', async () => {
		mail.refuse = ['451 later'];
		await decided(person);
		await retried(/notice-email/, /451/);
		const m = await mail.next(), id = openPath(rows(await person.page(LIST))[0]).split('/').at(-1);
		assert.equal(m.headers['message-id'], `<notice-${id}@example.test>`);
	});

	test('a password is never sent in the clear', async () => {
		mail.login = true;
		await offer({ ...byMail(), smtp_user: 'hall', smtp_password: 'top-secret-word' });
		assert.ok(!tongban(place.db, 'setting').stdout.includes('top-secret'), 'nor shown');
		mail.said = [];
		await decided(person);
		const job = await failed(/notice-email/);
		assert.match(words(job), /不支持加密/);
		assert.ok(!mail.said.some((line) => /^AUTH|top-secret|[A-Za-z0-9+/]{24}/.test(line)), mail.said.join('\n'));
		mail.login = false;
		await offer(byMail());
		await retry(job);
		await mail.next();
	});
});

// Rows of the administrator's list of jobs of this kind that have failed; waits until there is one.
async function failed(kind) {
	for (const deadline = Date.now() + 20000; Date.now() < deadline;) {
		const row = (await admin.page('/admin/jobs')).split('<tr>').slice(1).find((r) => kind.test(r) && r.includes('会再试'));
		if (row)
			return row;
		await new Promise((go) => setTimeout(go, 50));
	}
	return assert.fail(`no job ${kind} has failed: ${words(await admin.page('/admin/jobs'))}`);
}

const retry = (row) => admin.act(openPath(row), {}, { from: '/admin/jobs' });

// It failed for this reason, and is tried again at once.
async function retried(kind, reason) {
	const row = await failed(kind);
	assert.match(words(row), reason);
	await retry(row);
}

describe('by short message', () => {
	before(async () => {
		await offer(bySms());
		await choose(person, [['sms', 'progress']]);
	});

	test('the gateway gets number, text and key', async () => {
		await decided(person);
		const m = await gateway.next(), body = JSON.parse(m.body);
		const id = openPath(rows(await person.page(LIST))[0]).split('/').at(-1);
		assert.deepEqual([m.method, m.path], ['POST', '/send']);
		assert.equal(m.headers['content-type'], 'application/json');
		assert.equal(m.headers.authorization, 'Bearer top-secret-token');
		assert.equal(m.headers['idempotency-key'], id);
		assert.deepEqual(Object.keys(body), ['phone', 'text', 'id']);
		assert.deepEqual([body.phone, body.id], [APPLICANTS[0], id]);
		assert.match(body.text, /^【海沧区】您申请的/);
		assert.ok([...body.text].length <= 70, body.text);
	});

	test('a gateway that fails is tried again, with the same key', async () => {
		gateway.answers = [{ status: 500 }];
		await decided(person);
		const first = await gateway.next();
		await retried(/notice-sms/, /回答 500：暂时不能发送/);
		const again = await gateway.next();
		assert.equal(again.headers['idempotency-key'], first.headers['idempotency-key']);
		assert.equal(again.body, first.body);
	});

	test('a refusal is said in clear words', async () => {
		gateway.answers = [{ status: 403 }];
		await decided(person);
		await gateway.next();
		await retried(/notice-sms/, /回答 403：不接受这条短信/);
		await gateway.next();
	});

	test('it is not led elsewhere, and an endless answer does not matter', async () => {
		gateway.answers = [{ status: 302, headers: { location: `${gateway.url}/elsewhere` } }, { body: 'x'.repeat(1 << 20) }];
		await decided(person);
		await gateway.next();
		await retried(/notice-sms/, /回答 302/);
		assert.equal((await gateway.next()).path, '/send');
		await decided(person);
		assert.equal((await gateway.next()).path, '/send', 'the long answer was taken as done: the next one is another');
		assert.equal(new Set(gateway.arrivals.all.slice(-2).map((m) => m.headers['idempotency-key'])).size, 2);
	});

	test('who does not want it is sent none', async () => {
		await choose(person, []);
		await decided(person);
		await choose(person, [['sms', 'progress']]);
		await decided(person);
		const m = await gateway.next(), id = openPath(rows(await person.page(LIST))[0]).split('/').at(-1);
		assert.equal(m.headers['idempotency-key'], id, 'the first to arrive is the later one');
	});
});

test('officials choose at their desk', async () => {
	await offer({ ...byMail(), ...bySms() });
	const path = '/desk/notices/choices';
	assert.match(words(await official.page('/desk/notices')), /消息/);
	await choose(official, [['email', 'asked'], ['sms', 'due']], path);
	assert.deepEqual(await chosen(official, path), ['sms due', 'email asked']);
});

// The last: letters of many cases keep the background busy.
test('a long list is walked page by page, each once', async () => {
	for (let n = rows(await other.page(LIST)).length; n <= 30; n++)
		await decided(other);
	const html = await other.page(LIST), next = links(html).find((to) => to.includes('?before='));
	assert.equal(rows(html).length, 30);
	const more = await other.page(next), ids = [...rows(html), ...rows(more)].map(openPath);
	assert.equal(new Set(ids).size, ids.length, 'none twice');
	assert.ok(rows(more).length > 0);
	assert.equal(await other.act(openPath(rows(more)[0]), { do: 'read', before: new URL(next, PUBLIC).searchParams.get('before') }, { from: next }), next);
});
