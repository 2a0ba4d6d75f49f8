// Redocly rules that hold the contract's parts together: what OpenAPI makes us write twice must say the same twice.

const statuses = ['S', 'F', 'U'];
const retries = ['never', 'backoff', 'same-bytes'];

/** The x-result-codes table, or an empty one when it is missing or no map. */
const resultCodesOf = (root) => Object.entries(root['x-result-codes'] ?? {});

const isExampleOf = (codes) => (value) => codes.has(value?.result?.resultCode);

/** Without both bounds a caller may send "" or a novel, and no peer can size a column. Sees `type: [string, 'null']` too. */
function stringsAreBounded() {
  return {
    Schema(schema, { report, location }) {
      const types = [schema.type].flat();
      if (!types.includes('string') || schema.enum !== undefined || schema.const !== undefined) return;
      for (const bound of ['minLength', 'maxLength']) {
        if (schema[bound] === undefined) {
          report({
            message: `A string needs ${bound}, or an enum or const.`,
            location: location.child('type'),
          });
        }
      }
    },
  };
}

/** Status, message and advice of a code stand in x-result-codes; schemas and examples repeat them word for word. */
function resultCodesAgree() {
  return {
    Root: {
      leave(root, { report, location }) {
        const table = resultCodesOf(root);
        const at = (...path) => path.reduce((here, step) => here.child([step]), location);
        if (table.length === 0) {
          report({ message: 'x-result-codes is missing or empty.', location });
          return;
        }
        for (const [code, row] of table) {
          const rowAt = at('x-result-codes', code);
          if (!statuses.includes(row?.status)) {
            report({ message: `${code}: status must be one of ${statuses.join(', ')}.`, location: rowAt });
          }
          if (!retries.includes(row?.retry)) {
            report({ message: `${code}: retry must be one of ${retries.join(', ')}.`, location: rowAt });
          }
          for (const field of ['rule', 'message', 'when', 'advice']) {
            if (typeof row?.[field] !== 'string' || row[field].trim() === '') {
              report({ message: `${code}: ${field} is missing.`, location: rowAt });
            }
          }
        }

        const schemas = root.components?.schemas ?? {};
        for (const status of statuses) {
          const name = `Result${status}`;
          const inTable = table.filter(([, row]) => row?.status === status).map(([code]) => code);
          const schema = schemas[name];
          const codeSchema = schema?.properties?.resultCode ?? {};
          const inSchema = codeSchema.enum ?? (codeSchema.const === undefined ? [] : [codeSchema.const]);
          const where = at('components', 'schemas', name);
          for (const code of inTable.filter((code) => !inSchema.includes(code))) {
            report({
              message: `${name} lacks ${code}, which x-result-codes gives status ${status}.`,
              location: where,
            });
          }
          for (const code of inSchema.filter((code) => !inTable.includes(code))) {
            report({
              message: `${name} lists ${code}, to which x-result-codes does not give status ${status}.`,
              location: where,
            });
          }
          if (schema?.properties?.resultStatus?.const !== status) {
            report({ message: `${name}: resultStatus must be the constant ${status}.`, location: where });
          }
        }

        const rows = new Map(table);
        for (const [name, example] of Object.entries(root.components?.examples ?? {})) {
          const result = example?.value?.result;
          if (result === undefined) continue;
          const where = at('components', 'examples', name, 'value', 'result');
          const row = rows.get(result.resultCode);
          if (row === undefined) {
            report({
              message: `Example ${name} has code ${result.resultCode}, which x-result-codes does not know.`,
              location: where,
            });
            continue;
          }
          if (name !== result.resultCode) {
            report({
              message: `Example ${name} has code ${result.resultCode}: an example is named by its code.`,
              location: where,
            });
          }
          if (result.resultStatus !== row.status) {
            report({
              message: `Example ${name} has status ${result.resultStatus}; x-result-codes says ${row.status}.`,
              location: where,
            });
          }
          if (result.resultMessage !== row.message) {
            report({
              message: `Example ${name} has message "${result.resultMessage}"; x-result-codes says "${row.message}".`,
              location: where,
            });
          }
        }
      },
    },
  };
}

/** Docs, mock and partners go by examples: each code has one on the operation, under its own name. */
function everyCodeHasAnExample() {
  return {
    Root: {
      leave(root, { report, location, resolve }) {
        const codes = new Set(resultCodesOf(root).map(([code]) => code));
        for (const [path, item] of Object.entries(root.paths ?? {})) {
          for (const [method, operation] of Object.entries(item)) {
            const examples = operation?.responses?.['200']?.content?.['application/json']?.examples ?? {};
            const where = location.child(['paths', path, method, 'responses', '200']);
            for (const code of codes) {
              const example = examples[code];
              const value = (
                example?.$ref === undefined ? example : resolve(example, location.source.absoluteRef).node
              )?.value;
              if (!isExampleOf(new Set([code]))(value)) {
                report({ message: `No response example named ${code} that shows ${code}.`, location: where });
              }
            }
          }
        }
      },
    },
  };
}

/** x-rule cites ids; every id has its sentence and source in x-rules or is a row of x-result-codes. */
function rulesAreDeclared() {
  const cited = [];
  const collect = (node, { location }) => {
    if (node['x-rule'] !== undefined)
      cited.push({ ids: node['x-rule'], location: location.child(['x-rule']) });
  };
  return {
    Operation: collect,
    Parameter: collect,
    RequestBody: collect,
    Response: collect,
    Header: collect,
    Schema: collect,
    Root: {
      leave(root, { report, location }) {
        const rules = root['x-rules'] ?? {};
        const declared = new Set([...Object.keys(rules), ...resultCodesOf(root).map(([, row]) => row?.rule)]);
        for (const { ids, location: where } of cited) {
          for (const id of [ids].flat()) {
            if (!declared.has(id))
              report({ message: `x-rule cites ${id}, which x-rules does not hold.`, location: where });
          }
        }
        for (const [id, rule] of Object.entries(rules)) {
          if (typeof rule?.text !== 'string' || !Array.isArray(rule.source) || rule.source.length === 0) {
            report({
              message: `${id} needs a text and a list of sources.`,
              location: location.child(['x-rules', id]),
            });
          }
        }
      },
    },
  };
}

/** A code that no check leads to can never be returned; a check that names an unknown code leads nowhere. */
function orderOfChecksIsComplete() {
  return {
    Root: {
      leave(root, { report, location }) {
        const codes = new Set(resultCodesOf(root).map(([code]) => code));
        const reached = new Set((root['x-order-of-checks'] ?? []).flatMap(({ codes }) => codes));
        const where = location.child(['x-order-of-checks']);
        for (const code of codes) {
          if (!reached.has(code)) report({ message: `No check leads to ${code}.`, location: where });
        }
        for (const code of reached) {
          if (!codes.has(code))
            report({
              message: `A check leads to ${code}, which x-result-codes does not know.`,
              location: where,
            });
        }
      },
    },
  };
}

export default function contractPlugin() {
  return {
    id: 'contract',
    rules: {
      oas3: {
        'strings-are-bounded': stringsAreBounded,
        'result-codes-agree': resultCodesAgree,
        'every-code-has-an-example': everyCodeHasAnExample,
        'rules-are-declared': rulesAreDeclared,
        'order-of-checks-is-complete': orderOfChecksIsComplete,
      },
    },
  };
}
