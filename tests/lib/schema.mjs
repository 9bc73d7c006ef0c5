// JSON Schema, as far as the program's OpenAPI document uses it; a word that is not known here is an error, not a pass.
const KNOWN = new Set(['$ref', 'type', 'properties', 'required', 'items', 'pattern', 'description']);

const typeOf = (v) => (v === null ? 'null' : Array.isArray(v) ? 'array' : Number.isInteger(v) ? 'integer' : typeof v);

// Everything in which the value does not fit, as lines with their place; members that the schema does not name count too.
export function misfits(document, schema, value, at = '') {
	for (const word of Object.keys(schema))
		if (!KNOWN.has(word))
			throw new Error(`the schema at ${at || 'the top'} uses ${word}`);
	if (schema.$ref)
		return misfits(document, refer(document, schema.$ref), value, at);
	const types = [schema.type ?? []].flat();
	if (types.length && !types.includes(typeOf(value)))
		return [`${at}: ${typeOf(value)} instead of ${types.join(' or ')}`];
	if (value === null)
		return [];
	if (schema.pattern && !new RegExp(schema.pattern).test(value))
		return [`${at}: "${value}" does not fit ${schema.pattern}`];
	if (Array.isArray(value))
		return value.flatMap((v, i) => (schema.items ? misfits(document, schema.items, v, `${at}[${i}]`) : []));
	return typeOf(value) === 'object' && schema.properties ? members(document, schema, value, at) : [];
}

function members(document, schema, value, at) {
	const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
	const given = Object.entries(value).flatMap(([name, v]) =>
		(schema.properties[name] ? misfits(document, schema.properties[name], v, `${at}.${name}`) : [`${at}.${name} is not described`]));
	return [...missing, ...given];
}

export function refer(document, path) {
	const found = path.replace(/^#\//, '').split('/').reduce((o, name) => o?.[name], document);
	if (!found)
		throw new Error(`${path} leads nowhere`);
	return found;
}
