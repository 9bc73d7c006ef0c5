// The items of the demonstration as their files say them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './place.mjs';

const folder = join(ROOT, 'demo/items');
export const items = readdirSync(folder).sort().flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
export const item = (id) => items.find((i) => i.id === id);
export const departments = JSON.parse(readFileSync(join(ROOT, 'demo/departments.json'), 'utf8')).organisations;

// Numbers of demo items that the tests act on: with plain materials, decided on the spot, for persons …
export const FOOD = 1;
export const RECORD = 30;      // 企业投资项目备案: an instant item for companies
export const AGED = 18;        // 老年人优待证: wholly online, for persons
export const RESIDENCE = 53;   // 居住证: three-star mode, papers at a window
