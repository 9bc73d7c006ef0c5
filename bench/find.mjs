// Searching in the catalogue of a district and in that of a province: lists of as many items, made of the words of real names.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib.mjs';

const SIZES = [1200, 100000];
const THINGS = ['食品', '药品', '医疗器械', '烟草专卖', '道路运输', '种子', '农药', '兽药', '危险化学品', '烟花爆竹', '人力资源服务', '劳务派遣', '娱乐场所', '出版物',
	'旅馆业', '公共场所卫生', '饮用水供水', '建筑工程', '户外广告', '建筑垃圾', '取水', '河道采砂', '林木采伐', '水域滩涂养殖', '渔业捕捞', '特种设备', '计量器具', '民办学校',
	'养老机构', '社会团体', '个体工商户', '有限责任公司', '农民专业合作社', '居民身份证', '社会保障卡', '医疗保险', '养老保险', '失业保险', '残疾人证', '教师资格'];
const DEEDS = ['经营许可', '生产许可', '设立登记', '变更登记', '注销登记', '备案', '备案变更', '核发', '延续', '补办', '信息查询', '待遇申领'];
const PLACES = ['县级', '市级', '镇（街道）级', '委托实施'];

const code = (i) => `FIND${String(i).padStart(8, '0')}`;

function csv(folder, size) {
	const file = join(folder, `find-${size}.csv`);
	const rows = ['area_code,department,department_code,item_name,item_code,item_type'];
	for (let i = 0; i < size; i++) {
		const name = `${THINGS[i % THINGS.length]}${DEEDS[Math.floor(i / 7) % DEEDS.length]}（${PLACES[i % PLACES.length]}）第${Math.floor(i / 480)}类`;
		const unit = String(i % 300).padStart(3, '0');
		rows.push(`350205000000,演示单位${unit},1135020500001${unit}0${i % 10},${name},${code(i)},${i % 3 ? '01' : '20'}`);
	}
	writeFileSync(file, rows.join('\r\n') + '\r\n');
	return file;
}

export function measureFind(build, folder) {
	return SIZES.map((size) => {
		const db = join(folder, `find-${size}.db`);
		run(join(build, 'tongban'), '--db', `sqlite:${db}`, 'init');
		run(join(build, 'tongban'), '--db', `sqlite:${db}`, 'import', 'catalogue', csv(folder, size));
		return { ...JSON.parse(run(join(build, 'bench/bench_find'), db)), place: { db, items: size, code } };
	});
}
