// Same standard: a template and the streets' items that follow it, what departs from it, and bringing it back by adjustments.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { item } from '../lib/demo.mjs';
import { brokenRules, words } from '../lib/html.mjs';
import { startedPlace } from '../lib/place.mjs';

const BIRTH = 'BZ01', AGED = 'BZ02', UNEMPLOYED = 'BZ03', RELIEF = 'BZ04';
const XINYANG_BIRTH = item(61).local_code, DONGFU_AGED = item(68).local_code, SONGYU_RELIEF = item(66).local_code;

let place, reform, songyu;
before(async () => {
	place = await startedPlace();
	reform = await new Client(place).signInStaff('reform');
	songyu = await new Client(place).signInStaff('33a');
});
after(() => place?.remove());

// Valid HTML.
const checkPage = (html) => assert.deepEqual(brokenRules(html), []);

const api = async (code) => JSON.parse(await reform.page(`/api/v1/items/${code}`)).elements;
const approve = (id) => reform.act(`/admin/adjustments/${id}/act/approve`, { words: '' }, { from: `/admin/adjustments/${id}` });

// The row of a table that has these words.
function row(html, ...having) {
	const found = [...html.matchAll(/<tr>.*?<\/tr>/gs)].map((m) => m[0]).find((tr) => having.every((part) => words(tr).includes(part)));
	assert.ok(found, `a row with ${having.join(', ')}`);
	return found;
}

const idIn = (tr) => /name="item" value="(\d+)"/.exec(tr)?.[1];
const openIn = (tr) => /\/admin\/adjustments\/(\d+)/.exec(tr)?.[1];

test('the list says how many follow, who departs, and where codes and names do not agree', async () => {
	const html = await reform.page('/admin/standards');
	checkPage(html);
	const birth = words(row(html, BIRTH));
	assert.match(birth, /生育服务登记/);
	assert.match(birth, /BZ01 ?4 ?1 ?1 处/, 'four follow, one of them departs, in one thing');
	const names = /id="names".*?<\/section>/s.exec(html)[0], codes = /id="codes".*?<\/section>/s.exec(html)[0];
	assert.match(words(row(names, '352014003001', '东孚街道办')), /失业登记和就业创业证申领/);
	assert.ok(!words(names).includes('生育服务登记'), 'where names agree nothing is said');
	assert.match(words(row(codes, '352011008002')), /老年人优待证/);
});

test('a template shows its followers by the five norms, and each difference on both sides', async () => {
	const html = await reform.page(`/admin/standards/${BIRTH}`);
	checkPage(html);
	for (const norm of ['名称', '材料', '流程', '时限', '收费'])
		assert.match(html, new RegExp(`<th scope="col">${norm}</th>`));
	assert.match(words(row(html, '新阳街道办', '处差异')), /1 处差异/);
	assert.match(words(row(html, '嵩屿街道办')), /一致.*一致.*一致.*一致.*一致.*不需要/);
	assert.match(words(row(html, '居住登记凭证')), /材料.*申请材料.*没有.*居住登记凭证/);
	const relief = await reform.page(`/admin/standards/${RELIEF}`);
	assert.match(words(row(relief, '承诺办结时限')), /时限.*15 个工作日.*20 个工作日/);
	assert.match(words(row(relief, '承办', '时限')), /流程.*10 个工作日.*15 个工作日/);
});

test('a department aligns its own item and nobody else\'s', async () => {
	const html = await songyu.page(`/admin/standards/${RELIEF}`), mine = row(html, '嵩屿街道办', '处差异');
	const other = idIn(row(await reform.page(`/admin/standards/${BIRTH}`), '新阳街道办', '处差异'));
	assert.ok(idIn(mine));
	assert.ok(!idIn(row(await songyu.page(`/admin/standards/${BIRTH}`), '新阳街道办', '处差异')), 'no button on the item of another street');
	const refused = await songyu.post(`/admin/standards/${BIRTH}/align`, { item: other }, { from: '/admin/standards/' + RELIEF });
	assert.equal(refused.status, 403);
	await songyu.act(`/admin/standards/${RELIEF}/align`, { item: idIn(mine) }, { from: `/admin/standards/${RELIEF}` });
	assert.ok(openIn(row(await songyu.page(`/admin/standards/${RELIEF}`), '嵩屿街道办', '处差异')), 'an adjustment is under way');
	assert.equal((await api(SONGYU_RELIEF)).promised.amount, 20, 'nothing changes before the reform office has approved');
});

test('aligned items agree with the template once approved, and keep what is local', async () => {
	const page = `/admin/standards/${BIRTH}`, before = await api(XINYANG_BIRTH);
	await reform.act(`${page}/align`, { item: idIn(row(await reform.page(page), '新阳街道办', '处差异')) }, { from: page });
	const open = openIn(row(await reform.page(page), '新阳街道办', '处差异'));
	await reform.act(`${page}/align`, { all: '1' }, { from: page });
	assert.equal(openIn(row(await reform.page(page), '新阳街道办', '处差异')), open, 'the same one: an item has one adjustment at a time');
	await approve(open);
	assert.match(words(row(await reform.page(page), '新阳街道办')), /不需要/);
	const now = await api(XINYANG_BIRTH);
	assert.deepEqual(now.materials.map((m) => m.name), item(11).materials.map((m) => m.name));
	assert.equal(now.implementation_code, before.implementation_code);
	assert.equal(now.rights_scope, before.rights_scope);
	assert.match(words(await reform.page(page)), /全部一致/);
});

test('a base code of its own is brought back, and the codes made of it', async () => {
	const page = `/admin/standards/${AGED}`;
	await reform.act(`${page}/align`, { all: '1' }, { from: page });
	await approve(openIn(row(await reform.page(page), '东孚街道办', '处差异')));
	const now = await api(DONGFU_AGED);
	assert.equal(now.base_code, item(18).base_code);
	assert.equal(now.implementation_code, item(68).implementation_code.slice(0, 19) + item(18).base_code);
	assert.equal(now.local_code, DONGFU_AGED, 'an item keeps the code by which it is known');
});

test('a template is made of an item, and items that look like it can be taken in', async () => {
	const code = item(56).local_code;
	const to = await reform.act('/admin/standards', { item: code, code: 'BZ-99' }, { from: '/admin/standards' });
	const id = /^\/admin\/adjustments\/(\d+)$/.exec(to)[1];
	await reform.act(`/admin/adjustments/${id}/act/submit`, { words: '' }, { from: to });
	await approve(id);
	const page = '/admin/standards/BZ-99', html = await reform.page(page);
	checkPage(html);
	assert.match(words(html), /还没有事项遵循这个模板/);
	const alike = row(html, '高龄津贴发放', '区民政局');
	await reform.act(`${page}/align`, { item: idIn(alike) }, { from: page });
	await approve(openIn(row(await reform.page(page), '高龄津贴发放')));
	assert.match(words(row(await reform.page(page), '高龄津贴发放')), /一致.*不需要/);
	assert.equal((await api(code)).standard_code, 'BZ-99');
});

test('bad input is answered at its field', async () => {
	const wrong = async (fields) => {
		const res = await reform.post('/admin/standards', fields);
		assert.equal(res.status, 422);
		const html = await res.text();
		checkPage(html);
		return words(html);
	};
	assert.match(await wrong({ item: 'NONE', code: 'BZ-1' }), /没有这个编码的事项/);
	assert.match(await wrong({ item: item(11).local_code, code: UNEMPLOYED }), /已经是模板/);
	assert.match(await wrong({ item: '', code: '' }), /有 2 处需要修改/);
	for (const body of [{}, { item: 'abc' }, { item: '-1' }])
		assert.equal((await reform.post(`/admin/standards/${BIRTH}/align`, body, { from: '/admin/standards' })).status, 400);
	assert.equal((await reform.request('/admin/standards/NONE')).status, 404);
	assert.equal((await reform.post('/admin/standards/NONE/align', { all: '1' }, { from: '/admin/standards' })).status, 404);
	assert.equal((await songyu.post('/admin/standards', { item: 'X', code: 'Y' }, { from: `/admin/standards/${RELIEF}` })).status, 403);
});
