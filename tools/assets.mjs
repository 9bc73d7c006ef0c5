// Builds what the browser loads: node tools/assets.mjs OUTDIR
// look.css from assets/look.scss, hall.js and desk.js, sprite.svg from assets/icons, favicon.svg.
// The same input gives the same bytes.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';
import { compile } from 'sass';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const ASSETS = join(ROOT, 'assets');

function style() {
	const { css } = compile(join(ASSETS, 'look.scss'), {
		loadPaths: [join(ROOT, 'node_modules')],
		quietDeps: true,
		silenceDeprecations: ['import'],
		style: 'compressed',
	});
	return transformSync(css, { loader: 'css', minify: true, charset: 'utf8', target: ['chrome60', 'safari11'] }).code;
}

function script(name) {
	const { outputFiles } = buildSync({
		entryPoints: [join(ASSETS, name)],
		bundle: true,
		charset: 'utf8',
		format: 'iife',
		minify: true,
		target: 'es2017',
		write: false,
	});
	return outputFiles[0].text;
}

// The drawing's own attributes move to its symbol, so that one sprite holds filled and stroked icons.
function symbol(file) {
	const text = readFileSync(join(ASSETS, 'icons', file), 'utf8').trim();
	const parts = /^<svg xmlns="[^"]*"([^>]*)>(.*)<\/svg>$/s.exec(text);
	if (!parts)
		throw new Error(`assets/icons/${file}: not one <svg xmlns="…"> element`);
	return `<symbol id="i-${file.slice(0, -'.svg'.length)}"${parts[1]}>${parts[2]}</symbol>\n`;
}

function sprite() {
	const files = readdirSync(join(ASSETS, 'icons')).filter((f) => f.endsWith('.svg')).sort();
	return `<svg xmlns="http://www.w3.org/2000/svg">\n${files.map(symbol).join('')}</svg>\n`;
}

const out = process.argv[2];
if (!out) {
	console.error('usage: node tools/assets.mjs OUTDIR');
	process.exit(2);
}
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'look.css'), style());
for (const name of ['hall.js', 'desk.js'])
	writeFileSync(join(out, name), script(name));
writeFileSync(join(out, 'sprite.svg'), sprite());
copyFileSync(join(ASSETS, 'favicon.svg'), join(out, 'favicon.svg'));
