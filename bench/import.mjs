// Moving in and out: a province's worth of rows from a departments' list, in one durable transaction; looked at only; and out again.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib.mjs';

const ROWS = 100000, UNITS = 40, TYPES = 10;

// In the shape of a district's real list, some with a suspicious code.
function listFile(folder) {
	const file = join(folder, 'catalogue.csv');
	const rows = ['area_code,department,department_code,item_name,item_code,item_type'];
	for (let i = 0; i < ROWS; i++) {
		const unit = String(i % UNITS).padStart(2, '0'), no = String(i).padStart(6, '0');
		rows.push(`350205000000,演示部门${unit},1135020500000${unit}01${i % TYPES},演示事项${no}（新办）,BENCH${no},${i % 3 ? '01' : '20'}`);
	}
	writeFileSync(file, rows.join('\r\n') + '\r\n');
	return file;
}

// Seconds for: all rows; only looking at them, which is the part that keeps nobody waiting; all of them out as CSV.
export function measureImport(build, folder) {
	const file = listFile(folder);
	const timed = (db, ...args) => {
		const began = performance.now();
		run(join(build, 'tongban'), '--db', `sqlite:${join(folder, db)}`, ...args);
		return (performance.now() - began) / 1000;
	};
	timed('import.db', 'init');
	const look = timed('import.db', 'import', 'catalogue', file, '--dry-run'), all = timed('import.db', 'import', 'catalogue', file);
	return { rows: ROWS, look, all, out: timed('import.db', 'export', 'catalogue', join(folder, 'out.csv')) };
}
