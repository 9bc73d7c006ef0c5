// Accounts: registering right and wrong, one's own data, passwords.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { item } from '../lib/demo.mjs';
import { errorBeside, fieldsOf, formHtml, words } from '../lib/html.mjs';
import { companyCode, misprinted, personId } from '../lib/numbers.mjs';
import { PASSWORD, newPlace, startedPlace, tongban } from '../lib/place.mjs';

let place;
before(async () => { place = await startedPlace(); });
after(() => place?.remove());
const visitor = () => new Client(place);

const person = () => ({ kind: 'person', name: '苏静', certificate: personId('350205', '19920314', 20), phone: '13812345678',
	address: '厦门市海沧区（演示）', new_password: 'spring-2026', new_password_again: 'spring-2026', agree: '1' });
const company = () => ({ kind: 'company', name: '厦门示例贸易有限公司', certificate: companyCode('91350205MA0000090'), contact_name: '苏静',
	contact_certificate: personId('350205', '19920314', 20), phone: '13812345679', address: '',
	new_password: 'spring-2026', new_password_again: 'spring-2026', agree: '1' });

const sends = async (client, fields) => {
	const res = await client.post('/register', fields, { from: `/register?kind=${fields.kind}` });
	return { status: res.status, where: res.headers.get('location'), html: await res.text() };
};

describe('a person', () => {
	test('is signed in at once, and again with phone or certificate', async () => {
		const c = visitor();
		assert.deepEqual((await sends(c, person())).where, '/my');
		assert.match(words(await c.page('/my')), /注册成功，已登录/);
		assert.doesNotMatch(words(await c.page('/my')), /注册成功/, 'said once');
		for (const user of ['13812345678', person().certificate, person().certificate.toLowerCase(), ' 138 1234 5678 '])
			await visitor().signIn(user, 'spring-2026');
	});

	test('sees the own numbers masked', async () => {
		const c = await visitor().signIn('13900000001');
		const html = await c.page('/my/account');
		assert.ok(!html.includes('350205199003070017') && !html.includes('13900000001'), 'no full number on the page');
		assert.match(words(html), /350205\*+0017/);
		assert.match(words(html), /139\*+0001/);
	});

	const wrong = {
		name: [['', /请填写/], ['苏', /至少 2 个字/], ['苏'.repeat(51), /最多 50 个字/]],
		certificate: [['', /请填写/], [misprinted(personId('350205', '19920314', 20)), /校验|最后一位/], ['35020519920231001X', /日期|生日|出生/],
			['123', /18 位|位数/], [personId('350205', '20991231', 1), /日期|生日|出生/]],
		phone: [['', /请填写/], ['1391234', /11 位|位数|手机号/], ['23912345678', /手机号|1/]],
		new_password: [['', /请填写/], ['short', /至少 8 个字/], ['13800000000', /不能就用手机号/]],
		new_password_again: [['', /请填写/], ['another-2026', /两次输入的密码不一样/]],
		agree: [['', /勾选/]],
	};
	for (const [field, cases] of Object.entries(wrong))
		test(`${field} wrong: the words stand beside it, and nothing else is lost`, async () => {
			for (const [value, said] of cases) {
				const { status, html } = await sends(visitor(), { ...person(), phone: '13800000000', [field]: value });
				assert.equal(status, 422, `${field} = "${value}"`);
				assert.match(errorBeside(html, field), said, `${field} = "${value}"`);
				assert.match(html, /<title>错误：/, 'the title says so too');
				const kept = fieldsOf(formHtml(html, '/register'));
				for (const f of kept.filter((k) => ['name', 'certificate', 'address'].includes(k.name) && k.name !== field))
					assert.equal(f.value, person()[f.name], `${f.name} is kept`);
				assert.equal(kept.find((k) => k.name === 'new_password').value, '', 'a password is never sent back');
			}
		});

	test('several faults are all told at once', async () => {
		const { html } = await sends(visitor(), { kind: 'person', name: '', certificate: '1', phone: '2', new_password: '3' });
		for (const field of ['name', 'certificate', 'phone', 'new_password', 'agree'])
			assert.notEqual(errorBeside(html, field), '', field);
	});

	test('a phone or certificate that is taken', async () => {
		const phone = await sends(visitor(), { ...person(), certificate: personId('350205', '19880808', 24), phone: '13900000001' });
		assert.equal(phone.status, 422);
		assert.match(errorBeside(phone.html, 'phone'), /已经注册过/);
		const id = await sends(visitor(), { ...person(), certificate: '350205199003070017', phone: '13800000001' });
		assert.equal(id.status, 422);
		assert.match(errorBeside(id.html, 'certificate'), /已经注册过/);
	});

	test('two registrations of one number at the same moment: one wins', async () => {
		const data = { ...person(), certificate: personId('350205', '19770707', 77), phone: '13877777777' };
		const both = await Promise.all([sends(visitor(), data), sends(visitor(), data)]);
		assert.deepEqual(both.map((b) => b.status).sort(), [303, 422]);
	});
});

describe('a company', () => {
	test('registers with its credit code', async () => {
		const c = visitor();
		assert.equal((await sends(c, company())).where, '/my');
		assert.match(words(await c.page('/my/account')), /厦门示例贸易有限公司/);
	});

	for (const [field, value, said] of [
		['certificate', misprinted(company().certificate), /校验|最后一位/],
		['certificate', '91350205MA000009I0', /字母|I|不会出现|字符/],
		['certificate', personId('350205', '19920314', 20).replace(/X$/, '0'), /./],
		['contact_name', '', /请填写/],
		['contact_certificate', misprinted(personId('350205', '19920314', 20)), /校验|最后一位/],
	])
		test(`${field} "${value}" is refused beside the field`, async () => {
			const { status, html } = await sends(visitor(), { ...company(), phone: '13800000002', [field]: value });
			assert.equal(status, 422);
			assert.match(errorBeside(html, field), said);
		});
});

test('where real names are checked at the counter, a new account can apply only after a clerk has seen the papers', async (t) => {
	const other = newPlace();
	t.after(() => other.remove());
	assert.equal(tongban(other.db, 'setting', 'real_name', 'counter').status, 0);
	await other.start();
	const c = new Client(other), window = await new Client(other).signInStaff('window'), apply = `/items/${item(44).local_code}/apply`;
	await sends(c, person());
	assert.match(words(await c.page(apply)), /网上申请需要实名账户.*综合窗口/);
	assert.equal((await c.post(apply, { once: '1' }, { from: '/my/account' })).status, 403, 'posting all the same');
	const found = await (await window.post('/desk/people', { user: person().phone })).text();
	const [, action] = /action="(\/desk\/people\/\d+)"/.exec(found) ?? [];
	assert.ok(action, `the clerk finds the account: ${words(found).slice(0, 300)}`);
	const wrong = await window.post(action, { do: 'verify', certificate: personId('350205', '19700101', 1), seen: '1' }, { from: '/desk/people' });
	assert.equal(wrong.status, 422, 'another number than that on the papers');
	const right = await window.post(action, { do: 'verify', certificate: person().certificate, seen: '1' }, { from: '/desk/people' });
	assert.ok(right.status === 200 || right.status === 303, `verified: ${right.status} ${words(await right.text()).slice(0, 300)}`);
	assert.ok(formHtml(await c.page(apply), apply), 'the same session can apply at once');
});

test('an e-mail address is added, changed and removed', async () => {
	const c = await visitor().signIn('13900000003'), save = (email) => c.post('/my/account', { do: 'email', email });
	const shown = async () => fieldsOf(await c.page('/my/account')).find((f) => f.name === 'email').value;
	assert.equal(await shown(), '');
	const wrong = await save('chen@');
	assert.equal(wrong.status, 422);
	assert.match(errorBeside(await wrong.text(), 'email'), /域名/);
	for (const email of [' chen@example.com ', 'chen.meiling@example.org', '']) {
		assert.equal((await save(email)).status, 303, email);
		assert.equal(await shown(), email.trim());
	}
});

describe('passwords', () => {
	test('a new password ends other sessions and is the only one that counts', async () => {
		const here = await visitor().signIn('13900000002'), there = await visitor().signIn('13900000002');
		const form = formHtml(await here.page('/my/account'), '/my/account');
		assert.ok(form.includes('csrf'));
		const names = fieldsOf(await here.page('/my/account')).map((f) => f.name);
		assert.ok(names.includes('new_password'), `fields: ${names}`);
		await here.act('/my/account', { do: 'password', password: PASSWORD, new_password: 'autumn-2026', new_password_again: 'autumn-2026' });
		await here.page('/my');
		assert.equal((await there.request('/my')).status, 303, 'the other session has ended');
		assert.equal((await visitor().post('/sign-in', { user: '13900000002', password: PASSWORD })).status, 422, 'the old password');
		await visitor().signIn('13900000002', 'autumn-2026');
	});

	test('without the present password nothing changes', async () => {
		const c = await visitor().signIn('13900000003');
		const wanted = { new_password: 'autumn-2026', new_password_again: 'autumn-2026' };
		const res = await c.post('/my/account', { do: 'password', password: 'wrong-one', ...wanted });
		assert.equal(res.status, 422);
		await visitor().signIn('13900000003');
	});
});
