// Makes the table of readings that the search compares by: node tools/pinyin.mjs OUT.c OUT.h
// For each character of the basic block its readings without tones, the commonest first, at most three. ü is v, as people type it.
// The same input gives the same bytes.
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const FIRST = 0x4e00, LAST = 0x9fff, READINGS = 3;

function readings(code) {
	const found = pinyin(String.fromCodePoint(code), { multiple: true, toneType: 'none', type: 'array', v: true });
	return [...new Set(found.filter((s) => /^[a-z]{1,6}$/.test(s) && /[aeiouv]/.test(s)))].slice(0, READINGS);
}

const [c, h] = process.argv.slice(2);
if (!h) {
	console.error('usage: node tools/pinyin.mjs OUT.c OUT.h');
	process.exit(2);
}
const all = Array.from({ length: LAST - FIRST + 1 }, (_, i) => readings(FIRST + i));
const syllables = [...new Set(all.flat())].sort();
const numbers = new Map(syllables.map((s, i) => [s, i + 1]));
const row = (list) => `{${list.map((s) => numbers.get(s)).join(',') || 0}},`;
const lines = Array.from({ length: Math.ceil(all.length / 16) }, (_, i) => all.slice(i * 16, i * 16 + 16).map(row).join(''));

writeFileSync(h, `/* Made by tools/pinyin.mjs. Readings are numbers of syllables, from 1; 0 stands behind the last. */
#pragma once
#include <stdint.h>

enum { PINYIN_FIRST = ${FIRST}, PINYIN_LAST = ${LAST}, PINYIN_READINGS = ${READINGS}, PINYIN_SYLLABLES = ${syllables.length} };
extern const char *const pinyin_syllables[PINYIN_SYLLABLES + 1]; /* by the alphabet, from 1 */
extern const uint16_t pinyin_readings[PINYIN_LAST - PINYIN_FIRST + 1][PINYIN_READINGS];
`);
writeFileSync(c, `#include "${h.replace(/^.*\//, '')}"

const char *const pinyin_syllables[PINYIN_SYLLABLES + 1] = {
	"", ${syllables.map((s) => `"${s}"`).join(', ')}
};

const uint16_t pinyin_readings[PINYIN_LAST - PINYIN_FIRST + 1][PINYIN_READINGS] = {
${lines.join('\n')}
};
`);
