// Finding: everyday words on real and demo items, suggestions, filters with their counts, mended words, synonyms that staff keep.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, plain } from '../lib/client.mjs';
import { item, items } from '../lib/demo.mjs';
import { brokenRules, tags, words } from '../lib/html.mjs';
import { newPlace, startedPlace, tongban } from '../lib/place.mjs';

let place, hall;
before(async () => {
	place = await startedPlace();
	hall = new Client(place);
});
after(() => place?.remove());

const inList = /<li><div><a href="\/items\/[^"]+">(.*?)<\/a><p>/g;
const listed = (html) => [...html.matchAll(inList)].map((m) => plain(m[1].replace(/<\/?(mark|span)>/g, '')));
const total = (html) => Number(/共 <span class="num">(\d+)<\/span> 项/.exec(html)?.[1] ?? 0);
const find = (who, query) => who.page(`/items?q=${encodeURIComponent(query)}`);
const suggest = async (who, q) => (await who.request(`/search/suggest?q=${encodeURIComponent(q)}`)).json();

// What people type, and a name of which one must be among the first three.
const EVERYDAY = [
	['身份证', /^居民身份证.*办理/], ['补办身份证', /^居民身份证/], ['护照', /^普通护照/], ['暂住证', /^居住证/], ['上户口', /^户口登记/], ['迁户口', /^户口迁移/],
	['改名字', /^户口变更/], ['无犯罪证明', /^无犯罪记录证明/], ['养狗证', /^犬类准养证/], ['领结婚证', /结婚登记/], ['离婚', /^离婚登记/], ['准生证', /^生育服务登记/],
	['低保', /^最低生活保障/], ['老年证', /老年人优待证/], ['高龄补贴', /高龄津贴/], ['残疾证', /^残疾人证办理|^残疾人证新办/], ['社保卡丢了', /^社会保障卡挂失/],
	['医保报销', /费用报销/], ['异地就医', /异地/], ['失业金', /^失业保险金申领/], ['退休', /退休申请/], ['公租房', /^公租房|^公共租赁住房/],
	['创业贷款', /^创业担保贷款/], ['劳动仲裁', /^劳动人事争议仲裁/], ['打官司没钱', /法律援助/], ['开饭店', /^食品经营许可（新办）/], ['奶茶店', /^食品经营许可（新办）/],
	['开超市', /食品/], ['卖烟', /^烟草专卖零售许可证新办/], ['开药店', /^药品零售/], ['开诊所', /^医疗机构/], ['注册公司', /公司设立登记/],
	['注销公司', /公司注销登记/], ['营业执照', /^个体工商户|设立登记/], ['刻公章', /^公章刻制/], ['代开发票', /^代开/], ['教师资格证', /^教师资格/],
	['幼儿园', /^幼儿园设立/], ['上学', /入学办理/], ['网约车', /^网约车|^网络预约出租汽车/], ['施工许可证', /^建筑工程施工许可/], ['渣土车', /^建筑垃圾/],
	['KTV', /^娱乐场所|歌舞娱乐/], ['网吧', /^互联网上网服务/], ['宾馆', /^公共场所卫生许可|^旅馆业/], ['宠物医院', /^动物诊疗许可/],
	['spjyxk', /^食品经营许可/], ['shenfenzheng', /身份证/], ['食品精英许可', /^食品经营许可/], ['老年人优代证', /老年人优待证/],
	['我要开一家奶茶店需要什么证', /^食品经营许可/], ['怎么办理身份证', /^居民身份证/], ['农村建房', /^农村村民住宅/],
];

const shared = process.env.TONGBAN_SHARED;
describe('1,135 real items beside those of the demonstration', { skip: !shared && 'TONGBAN_SHARED does not name a folder with them' }, () => {
	let real, visitor;
	before(async () => {
		real = newPlace();
		const { status, stderr } = tongban(real.db, 'import', 'catalogue', join(shared, 'data/real-catalogue-511602.csv'));
		assert.equal(status, 0, stderr);
		visitor = new Client(await real.start());
	});
	after(() => real?.remove());

	for (const [typed, right] of EVERYDAY)
		test(typed, async () => {
			const first = listed(await find(visitor, typed)).slice(0, 3);
			assert.ok(first.some((name) => right.test(name)), `${typed} finds ${right} among the first three, not ${first.join('，')}`);
		});

	test('a name typed whole comes first, each of the demonstration\'s', async () => {
		for (const { name } of items)
			assert.equal(listed(await find(visitor, name))[0], name);
	});
});

describe('the list', () => {
	test('what fits is marked, and nothing typed becomes part of the page', async () => {
		assert.match(await find(hall, '经营'), /<a href="\/items\/350205000000019A010000"><span>食品<mark>经营<\/mark>许可（新办）<\/span><\/a>/);
		for (const typed of ['<b>食品</b>', '"><script>alert(1)</script>', '</mark>食品', '食品&lt;']) {
			const html = await find(hall, typed);
			assert.ok(!/<b>食品|<script>alert|<\/mark>食品/.test(html), typed);
			assert.deepEqual(brokenRules(html), []);
		}
	});

	test('one character, pinyin and initials', async () => {
		assert.ok(listed(await find(hall, '食')).includes(item(1).name));
		for (const typed of ['spjy', 'shipin', 'shi pin', 'SPJY', 'ｓｐｊｙ', '食品jy'])
			assert.equal(listed(await find(hall, typed))[0], item(1).name, typed);
	});

	test('a slip of the pen is mended, and that is said', async () => {
		for (const typed of ['食品精英许可', '食品经许可', '食品营经许可', '食品经营许克']) {
			const html = await find(hall, typed);
			assert.match(words(html), new RegExp(`没有“${typed}”。您要找的是不是 食品经营许可 ？`));
			assert.ok(tags(html).some((t) => t.href === `/items?q=${encodeURIComponent('食品经营许可')}`), typed);
			assert.equal(listed(html)[0], item(1).name, typed);
		}
		assert.doesNotMatch(words(await find(hall, '食品经营许可')), /您要找的是不是/);
	});

	test('nothing found: popular items; something near: said to be near', async () => {
		const none = await find(hall, '摘星星');
		assert.deepEqual(listed(none), []);
		assert.match(words(none), /没有找到合适的事项 .* 大家常办的/);
		const near = await find(hall, '食品许可证');
		assert.match(words(near), /没有完全符合“食品许可证”的事项/);
		assert.equal(listed(near)[0], item(1).name);
	});

	test('numbers beside the filters are what the list has with them', async () => {
		for (const query of ['', '&q=登记', '&for=person&star=3']) {
			const html = await hall.page(`/items?${query}`);
			let offered = 0;
			for (const [, name, inside] of html.matchAll(/<select[^>]* name="([^"]+)">(.*?)<\/select>/gs))
				for (const [, value, n] of inside.matchAll(/<option value="([^"]+)"[^>]*>[^<]*（(\d+)）<\/option>/g)) {
					const rest = query.replace(new RegExp(`&${name}=[^&]*`), '');
					assert.equal(total(await hall.page(`/items?${rest}&${name}=${encodeURIComponent(plain(value))}`)), Number(n),
						`${query} with ${name}=${value}`);
					offered++;
				}
			for (const [, name, n] of html.matchAll(/<input type="checkbox" name="([a-z]+)"[^>]*><span>[^<]*<span[^>]*>（(\d+)）/g)) {
				assert.equal(total(await hall.page(`/items?${query}&${name}=1`)), Number(n), `${query} with ${name}`);
				offered++;
			}
			assert.ok(offered > 8, `${offered} filters with ${query}`);
		}
	});

	test('visits, wholly online, street: exactly the items that fit', async () => {
		const streets = new Set(['31', '32', '33', '34']);
		const all = async (query) => {
			const names = [];
			for (let path = `/items?${query}`; path;) {
				const html = await hall.page(path);
				names.push(...listed(html));
				path = tags(html).find((t) => t.rel === 'next')?.href;
			}
			return names.sort();
		};
		const names = (fits) => items.filter((i) => !i.secret && fits(i)).map((i) => i.name).sort();
		assert.deepEqual(await all('street=1'), names((i) => streets.has(i.organisation) || ['5', '6'].includes(i.level)));
		const none = await all('visits=0'), once = await all('visits=1');
		assert.ok(none.length > 0 && none.every((name) => once.includes(name)), 'who need not come need come once at most');
		assert.ok(once.length < items.length);
		for (const broken of ['visits=-1', 'visits=x', 'full=yes', 'street=0', 'topic=没有这个主题', 'after=0-9', 'after=999-1-1'])
			await hall.page(`/items?${broken}`);
	});

	test('a page follows the other, whatever the words', async () => {
		const first = await find(hall, '区'), next = tags(first).find((t) => t.rel === 'next')?.href;
		const guides = (html) => [...html.matchAll(/<li><div><a href="([^"]+)"/g)].map((m) => m[1]);
		assert.equal(guides(first).length, 20);
		const second = await hall.page(next);
		assert.equal(total(second), total(first));
		assert.ok(guides(second).length > 0 && guides(second).every((to) => !guides(first).includes(to)));
	});
});

describe('suggestions', () => {
	test('a few items with their guides, while typing', async () => {
		const { suggestions, total: n, corrected } = await suggest(hall, 'spjy');
		assert.deepEqual(suggestions[0], { name: item(1).name, href: '/items/350205000000019A010000', agency: '区市场监管局' });
		assert.ok(suggestions.length <= 8 && n >= suggestions.length);
		assert.equal(corrected, null);
		assert.equal((await suggest(hall, '食品精英')).corrected, '食品经营');
		assert.equal((await hall.request(suggestions[0].href)).status, 200);
	});

	test('nothing typed, nothing offered; anything may be typed', async () => {
		for (const typed of ['', ' ', '%', "' OR 1=1 --", '<b>', 'あ', '\u{20000}', '食'.repeat(200), 'a'.repeat(300), 'an'.repeat(60)]) {
			const res = await hall.request(`/search/suggest?q=${encodeURIComponent(typed)}`);
			assert.equal(res.status, 200, typed);
			assert.ok(Array.isArray((await res.json()).suggestions), typed);
		}
		assert.deepEqual((await suggest(hall, ' ')).suggestions, []);
	});

	test('unchanged answers are not sent again', async () => {
		const first = await hall.request('/search/suggest?q=spjy');
		const again = await hall.request('/search/suggest?q=spjy', { headers: { 'if-none-match': first.headers.get('etag') } });
		assert.equal(again.status, 304);
	});
});

describe('synonyms', () => {
	let reform;
	before(async () => { reform = await new Client(place).signInStaff('reform'); });

	test('added, found at once, tried, removed', async () => {
		assert.deepEqual(listed(await find(hall, '苍蝇馆子')), []);
		await reform.act('/admin/synonyms', { do: 'add', word: '苍蝇馆子', means: '食品经营许可' });
		assert.equal(listed(await find(hall, '苍蝇馆子'))[0], item(1).name);
		const tried = words(await reform.page(`/admin/search?q=${encodeURIComponent('苍蝇馆子')}`));
		assert.match(tried, /照这些词找的 苍蝇馆子 食品经营许可/);
		assert.match(tried, /同义词，名称以它开头/);
		assert.match(words(await reform.page('/admin/synonyms')), /本地的同义词（1 组）.*苍蝇馆子 食品经营许可/);
		await reform.act('/admin/synonyms', { do: 'remove', word: '苍蝇馆子', means: '食品经营许可' });
		assert.deepEqual(listed(await find(hall, '苍蝇馆子')), []);
		assert.equal((await reform.post('/admin/synonyms', { do: 'remove', word: '苍蝇馆子', means: '食品经营许可' })).status, 404);
	});

	test('many lines at once, all or none', async () => {
		const wrong = await reform.post('/admin/synonyms', { do: 'import', lines: '松鹤延年卡,老年人优待证\n没有逗号' });
		assert.equal(wrong.status, 422);
		assert.match(words(await wrong.text()), /第 2 行：中间没有逗号/);
		assert.deepEqual(listed(await find(hall, '松鹤延年卡')).slice(0, 1), [], 'nothing was kept');
		await reform.act('/admin/synonyms', { do: 'import', lines: '松鹤延年卡，老年人优待证\r\n\r\n松鹤延年卡,高龄津贴' });
		const names = listed(await find(hall, '松鹤延年卡'));
		assert.ok(names.includes('老年人优待证（敬老卡）办理') && names.includes('高龄津贴发放'), names.join('，'));
	});

	test('what is missing is said at its field', async () => {
		for (const fields of [{ word: '', means: 'x' }, { word: 'x', means: '' }, { word: '长'.repeat(41), means: 'x' }]) {
			const res = await reform.post('/admin/synonyms', { do: 'add', ...fields });
			assert.equal(res.status, 422);
			assert.match(await res.text(), /class="error"/);
		}
		assert.equal((await reform.post('/admin/synonyms', { do: 'nonsense' })).status, 400);
	});

	test('only those who keep them', async () => {
		const handler = await new Client(place).signInStaff('01a');
		assert.equal((await handler.request('/admin/synonyms')).status, 403);
		assert.equal((await handler.request('/admin/search?q=x')).status, 403);
		assert.equal((await hall.request('/admin/synonyms')).status, 303);
	});
});
