// Officials and their roles: what an administrator changes counts at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { errorBeside, fieldsOf, formHtml, links, tags, words } from '../lib/html.mjs';
import { PASSWORD, startedPlace } from '../lib/place.mjs';

let place, admin;
before(async () => {
	place = await startedPlace();
	admin = await new Client(place).signInStaff('admin');
});
after(() => place?.remove());

// The choice of a list on the page by the words that people see.
function choice(html, name, shown) {
	const [, list] = new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(html);
	const [, value] = new RegExp(`<option value="([^"]*)"[^>]*>${shown}<`).exec(list) ?? [];
	assert.ok(value, `${shown} can be chosen: ${words(list)}`);
	return value;
}

// Adds somebody to the market supervision and returns { path, password }.
async function added(login) {
	const html = await admin.page('/admin/staff/new');
	const fields = { name: '何新', login, post: '承办人', organisation: choice(html, 'organisation', '区市场监管局') };
	const res = await admin.post('/admin/staff/new', fields), shown = await res.text();
	assert.equal(res.status, 200, words(shown));
	const path = links(shown).find((to) => /^\/admin\/staff\/\d+$/.test(to)), [, password] = /<p class="number">([^<]+)<\/p>/.exec(shown);
	return { path, password };
}

async function setRole(path, role, what = 'add') {
	const html = await admin.page(path);
	await admin.act(`${path}/roles`, { role: choice(html, 'role', role), at: choice(html, 'at', '区市场监管局'), do: what }, { from: path });
}

test('somebody new: the first password is shown once, and works', async () => {
	const { path, password } = await added('hexin');
	assert.ok(!(await admin.page(path)).includes(password), 'not shown again');
	await setRole(path, '预审');
	const desk = await new Client(place).signInStaff('hexin', password);
	assert.match(words(await desk.page('/desk/todo')), /待办/);
	await desk.act('/desk/password', { password, new_password: 'ein-neues-2026', new_password_again: 'ein-neues-2026' });
	assert.equal((await new Client(place).post('/desk/sign-in', { user: 'hexin', password })).status, 422, 'the first password is used up');
	await new Client(place).signInStaff('hexin', 'ein-neues-2026');
});

test('names to sign in with: taken, too short, with signs', async () => {
	const organisation = choice(await admin.page('/admin/staff/new'), 'organisation', '区市场监管局');
	for (const [login, said] of [['01a', /已/], ['x', /至少 2 个字/], ['He Xin', /小写字母/], ['', /请填写/]]) {
		const res = await admin.post('/admin/staff/new', { name: '何新', login, post: '', organisation });
		assert.equal(res.status, 422, login);
		assert.match(errorBeside(await res.text(), 'login'), said, login);
	}
});

test('a role counts as soon as it is given, and no longer when it is taken away', async () => {
	const { path, password } = await added('hexin2');
	await setRole(path, '预审');
	const desk = await new Client(place).signInStaff('hexin2', password);
	assert.equal((await desk.request('/desk/register')).status, 403);
	await setRole(path, '综合窗口');
	await desk.page('/desk/register');
	await setRole(path, '综合窗口', 'remove');
	assert.equal((await desk.request('/desk/register')).status, 403);
	await setRole(path, '预审', 'remove');
	assert.equal((await desk.request('/desk/todo')).status, 403, 'without any role nothing is left');
});

test('a case is only for the department in which the role is held', async () => {
	const number = /href="(\/desk\/cases\/\d+)"/;
	const [, market] = number.exec(await (await new Client(place).signInStaff('01a')).page('/desk/doing'));
	assert.equal((await (await new Client(place).signInStaff('02a')).request(market)).status, 404);
	await admin.page(market);
});

test('who has left is signed out at once and cannot come back', async () => {
	const { path, password } = await added('hexin3');
	await setRole(path, '预审');
	const desk = await new Client(place).signInStaff('hexin3', password), html = await admin.page(path);
	const fields = { name: '何新', post: '', state: 'left', organisation: choice(html, 'organisation', '区市场监管局') };
	await admin.act(path, fields);
	assert.equal((await desk.request('/desk/todo')).status, 303, 'led to the sign-in');
	assert.equal((await new Client(place).post('/desk/sign-in', { user: 'hexin3', password })).status, 422);
});

test('a password that an administrator resets ends the sessions', async () => {
	const { path, password } = await added('hexin4');
	await setRole(path, '预审');
	const desk = await new Client(place).signInStaff('hexin4', password);
	const shown = await (await admin.post(`${path}/password`, {}, { from: path })).text();
	const [, fresh] = /<p class="number">([^<]+)<\/p>/.exec(shown);
	assert.notEqual(fresh, password);
	assert.equal((await desk.request('/desk/todo')).status, 303);
	await new Client(place).signInStaff('hexin4', fresh);
});

test('the last administrator cannot be taken away', async () => {
	const list = await admin.page('/admin/staff?q=admin');
	const path = links(list).find((to) => /^\/admin\/staff\/\d+$/.test(to)), html = await admin.page(path);
	const forms = [...html.matchAll(/<input type="hidden" name="role" value="admin"><input type="hidden" name="at" value="(\d+)">/g)];
	assert.equal(forms.length, 1, `the page of the administrator: ${words(html).slice(0, 200)}`);
	const res = await admin.post(`${path}/roles`, { role: 'admin', at: forms[0][1], do: 'remove' }, { from: path });
	assert.equal(res.status, 409);
	assert.match(words(await res.text()), /至少要留一位/);
	await admin.page('/admin/staff');
});

test('a look at a full number is written down, with its purpose', async () => {
	const desk = await new Client(place).signInStaff('01a');
	const path = links(await desk.page('/desk/doing')).find((to) => /^\/desk\/cases\/\d+$/.test(to)), before = await desk.page(path);
	assert.ok(tags(before).some((t) => t.tag === 'form' && t.action === `${path}/reveal`), 'there is a way to see it');
	assert.doesNotMatch(before, /\b91350205MA[0-9A-Z]{8}\b/, 'the number is masked');
	const form = fieldsOf(formHtml(before, `${path}/reveal`));
	assert.ok(form.some((f) => f.name === 'purpose'));
	assert.equal((await desk.post(`${path}/reveal`, { purpose: '' }, { from: path })).status, 422, 'not without a purpose');
	const shown = await desk.post(`${path}/reveal`, { purpose: '核对营业执照' }, { from: path });
	assert.match(await shown.text(), /91350205MA[0-9A-Z]{8}|\d{17}[\dX]/);
	assert.doesNotMatch(await desk.page(path), /91350205MA[0-9A-Z]{8}/, 'only this once');
	assert.match(words(await admin.page('/admin/audit')), /查看证件号码和电话.*核对营业执照/);
});

test('how staff are reached: in the clear for themselves, masked for the administrator', async () => {
	const { path, password } = await added('hexin5');
	await setRole(path, '预审');
	const desk = await new Client(place).signInStaff('hexin5', password), own = async () => desk.page('/desk/password');
	for (const [field, value] of [['email', 'hexin5@'], ['phone', '1391234']]) {
		const res = await desk.post('/desk/password', { do: 'contact', email: '', phone: '', [field]: value });
		assert.equal(res.status, 422, value);
		assert.notEqual(errorBeside(await res.text(), field), '', `the words stand beside ${field}`);
	}
	await desk.act('/desk/password', { do: 'contact', email: 'hexin5@example.com', phone: '139 1234 5678' });
	assert.match(await own(), /value="hexin5@example.com"/);
	assert.match(await own(), /value="13912345678"/);
	const shown = await admin.page(path);
	assert.doesNotMatch(shown, /hexin5@|13912345678/, 'no full address or number');
	assert.match(words(shown), /h\*\*\*@example\.com 手机号 139\*\*\*\*5678/);
	await admin.act(`${path}/contact`, { do: 'replace', email: 'new@example.com', phone: '' }, { from: path });
	assert.match(await own(), /value="new@example.com"/);
	assert.match(await own(), /value="13912345678"/, 'what was left empty stays');
	const wrong = await admin.post(`${path}/contact`, { do: 'replace', email: 'new', phone: '' }, { from: path });
	assert.equal(wrong.status, 422);
	assert.match(errorBeside(await wrong.text(), 'email'), /@/);
	await admin.act(`${path}/contact`, { do: 'remove' }, { from: path });
	assert.doesNotMatch(await own(), /new@example.com|13912345678/);
	const number = await desk.post('/desk/password', { do: 'contact', email: '', phone: '13912345678' });
	assert.equal(number.status, 303);
	const weak = await desk.post('/desk/password', { do: 'password', password, new_password: '13912345678', new_password_again: '13912345678' });
	assert.equal(weak.status, 422, 'the own number is no password');
});

test('background work that repeats stands in the list and can be done at once', async () => {
	const html = await admin.page('/admin/jobs'), row = /<tr>(?:(?!<\/tr>).)*按时重复.*?<\/tr>/s.exec(html)?.[0];
	assert.ok(row, words(html));
	const [, retry] = /action="(\/admin\/jobs\/\d+\/retry)"/.exec(row);
	await admin.act(retry, {}, { from: '/admin/jobs' });
	assert.match(words(await admin.page('/admin/jobs')), /已安排马上做/);
	await admin.act('/admin/jobs/retry', { kind: 'letter' }, { from: '/admin/jobs' });
	assert.match(words(await admin.page('/admin/jobs')), /没有已停止的任务/);
});

test('what the administrator did is in the audit', async () => {
	const text = words(await admin.page('/admin/audit'));
	for (const what of ['新增人员', '加上岗位', '去掉岗位', '重设人员密码', '修改人员联系方式', '去掉人员联系方式'])
		assert.ok(text.includes(what), what);
	assert.ok(!text.includes(PASSWORD), 'no passwords');
});
