// Small real files, made of bytes.
import { deflateSync } from 'node:zlib';

// A PDF of one empty page; the words make each one different.
export function pdf(words = 'tongban') {
	const parts = [`%PDF-1.4\n% ${words}\n`], at = [];
	const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'];
	let size = Buffer.byteLength(parts[0]);
	objects.forEach((o, i) => {
		at.push(size);
		parts.push(`${i + 1} 0 obj${o}endobj\n`);
		size += Buffer.byteLength(parts.at(-1));
	});
	const rows = at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('');
	parts.push(`xref\n0 4\n0000000000 65535 f \n${rows}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${size}\n%%EOF\n`);
	return Buffer.from(parts.join(''));
}

// The head of a JPEG, as cameras write it, and its end.
export function jpeg() {
	const head = 'ffd8ffe000104a46494600010101004800480000ffdb004300' + '01'.repeat(64) + 'ffc0000b080001000101011100';
	return Buffer.from(`${head}ffc40014000100000000000000000000000000000000ffda0008010100003f0037ffd9`, 'hex');
}

export function png() {
	const chunk = (type, data) => {
		const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(body.length + 8);
		out.writeUInt32BE(data.length);
		body.copy(out, 4);
		out.writeUInt32BE(crc32(body), body.length + 4);
		return out;
	};
	const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
	const pixel = deflateSync(Buffer.from([0, 255]));
	return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(data) {
	let crc = ~0;
	for (const byte of data) {
		crc ^= byte;
		for (let i = 0; i < 8; i++)
			crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return ~crc >>> 0;
}

// A file as a form sends it, beside the token.
export function uploadForm(csrf, bytes, name, field = 'file') {
	const form = new FormData();
	form.set('csrf', csrf);
	form.set(field, new Blob([bytes]), name);
	return form;
}
