// Numbers of fictional people and companies with the right check characters.

// 公民身份号码, GB 11643: area, birth (yyyymmdd), three digits of sequence, ISO 7064 MOD 11-2.
export function personId(area, birth, sequence) {
	const body = `${area}${birth}${String(sequence).padStart(3, '0')}`;
	const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
	const sum = weights.reduce((s, w, i) => s + w * Number(body[i]), 0);
	return body + '10X98765432'[sum % 11];
}

// 统一社会信用代码, GB 32100: 17 characters and the check character.
export function companyCode(body) {
	const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
	const sum = [...body].reduce((s, c, i) => s + signs.indexOf(c) * (3 ** i % 31), 0);
	return body + signs[(31 - (sum % 31)) % 31];
}

// The same number with its last character changed to a wrong one.
export const misprinted = (number) => number.slice(0, -1) + (number.endsWith('1') ? '2' : '1');
