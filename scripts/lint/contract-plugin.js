// Redocly rules that hold the contract's parts together: what OpenAPI makes us write twice must say the same twice.

const statuses = ['S', 'F', 'U'];
const retries = ['never', 'backoff', 'same-bytes'];

/** What a reference leads to; the contract is one file. */
const dereferenced = (root, node) =>
  node?.$ref === undefined
    ? node
    : dereferenced(
        root,
        node.$ref
          .replace(/^#\//, '')
          .split('/')
          .reduce((here, key) => here?.[key.replaceAll('~1', '/')], root),
      );

/** Every operation, with where it stands. */
function operationsOf(root, location) {
  return Object.entries(root.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      id: operation.operationId,
      operation,
      at: (...steps) => location.child(['paths', path, method, ...steps]),
    })),
  );
}

/** The codes of an operation with their rows: common ones by name, its own beside them. */
function resultCodesOf(root, operation) {
  const { common = [], own = {} } = operation['x-result-codes'] ?? {};
  return [...common.map((code) => [code, root['x-result-codes']?.[code]]), ...Object.entries(own)];
}

const contentOf = (message) => message?.content?.['application/json'] ?? {};

/** The examples of a response or a request body: name → value. */
const examplesOf = (root, message) =>
  Object.entries(contentOf(message).examples ?? {}).map(([name, example]) => [
    name,
    dereferenced(root, example)?.value,
  ]);

/** What each variant of the operation's response says: its status, and the codes that it lists. */
function variantsOf(root, operation) {
  const schema = dereferenced(root, contentOf(operation.responses?.['200']).schema) ?? {};
  return (schema.oneOf ?? [schema]).map((variant) => {
    const result = dereferenced(root, dereferenced(root, variant)?.properties?.result)?.properties ?? {};
    const status = dereferenced(root, result.resultStatus);
    const code = dereferenced(root, result.resultCode) ?? {};
    return { status: status?.const, codes: code.enum ?? (code.const === undefined ? [] : [code.const]) };
  });
}

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
        const common = Object.entries(root['x-result-codes'] ?? {});
        if (common.length === 0) report({ message: 'x-result-codes is missing or empty.', location });
        for (const [code, row] of common) {
          checkRow(code, row, location.child(['x-result-codes', code]), report);
        }
        const ownRows = new Map();
        for (const { id, operation, at } of operationsOf(root, location)) {
          const where = at('x-result-codes');
          for (const code of operation['x-result-codes']?.common ?? []) {
            if (root['x-result-codes']?.[code] === undefined)
              report({
                message: `${id} names the common code ${code}, which x-result-codes does not hold.`,
                location: where,
              });
          }
          for (const [code, row] of Object.entries(operation['x-result-codes']?.own ?? {})) {
            checkRow(code, row, at('x-result-codes', 'own', code), report);
            if (root['x-result-codes']?.[code] !== undefined)
              report({ message: `${id} repeats the common code ${code} as its own.`, location: where });
            const known = ownRows.get(code);
            if (known !== undefined && JSON.stringify(known.row) !== JSON.stringify(row))
              report({ message: `${id} gives ${code} another row than ${known.id}.`, location: where });
            ownRows.set(code, { id, row });
          }
          const table = resultCodesOf(root, operation);
          checkVariants(id, variantsOf(root, operation), table, at('responses', '200'), report);
          checkExamples(
            id,
            examplesOf(root, operation.responses?.['200']),
            new Map(table),
            at('responses', '200'),
            report,
          );
        }
      },
    },
  };
}

function checkRow(code, row, location, report) {
  if (!statuses.includes(row?.status))
    report({ message: `${code}: status must be one of ${statuses.join(', ')}.`, location });
  if (!retries.includes(row?.retry))
    report({ message: `${code}: retry must be one of ${retries.join(', ')}.`, location });
  for (const field of ['rule', 'message', 'when', 'advice']) {
    if (typeof row?.[field] !== 'string' || row[field].trim() === '')
      report({ message: `${code}: ${field} is missing.`, location });
  }
}

function checkVariants(id, variants, table, location, report) {
  for (const { status } of variants.filter(({ status }) => !statuses.includes(status)))
    report({
      message: `${id}: a response variant has the resultStatus ${status}; expected one constant of ${statuses.join(', ')}.`,
      location,
    });
  for (const status of statuses) {
    const inSchema = variants.filter((variant) => variant.status === status).flatMap(({ codes }) => codes);
    const inTable = table.filter(([, row]) => row?.status === status).map(([code]) => code);
    for (const code of inTable.filter((code) => !inSchema.includes(code)))
      report({
        message: `${id}: the response with status ${status} lacks ${code}, which x-result-codes gives that status.`,
        location,
      });
    for (const code of inSchema.filter((code) => !inTable.includes(code)))
      report({
        message: `${id}: the response with status ${status} lists ${code}, to which x-result-codes does not give that status.`,
        location,
      });
  }
}

function checkExamples(id, examples, rows, location, report) {
  for (const [name, value] of examples) {
    const result = value?.result ?? {};
    const row = rows.get(result.resultCode);
    if (row === undefined) {
      report({
        message: `${id}: example ${name} has code ${result.resultCode}, which the operation does not have.`,
        location,
      });
      continue;
    }
    if (name !== result.resultCode)
      report({
        message: `${id}: example ${name} has code ${result.resultCode}; an example is named by its code.`,
        location,
      });
    if (result.resultStatus !== row.status)
      report({
        message: `${id}: example ${name} has status ${result.resultStatus}; x-result-codes says ${row.status}.`,
        location,
      });
    if (result.resultMessage !== row.message)
      report({
        message: `${id}: example ${name} has message "${result.resultMessage}"; x-result-codes says "${row.message}".`,
        location,
      });
  }
}

/** Docs, mock and partners go by examples: each code has one on its operation, under its own name; one request is plain. */
function everyCodeHasAnExample() {
  return {
    Root: {
      leave(root, { report, location }) {
        for (const { id, operation, at } of operationsOf(root, location)) {
          const examples = new Map(examplesOf(root, operation.responses?.['200']));
          for (const [code] of resultCodesOf(root, operation)) {
            if (examples.get(code)?.result?.resultCode !== code)
              report({
                message: `${id}: no response example named ${code} that shows ${code}.`,
                location: at('responses', '200'),
              });
          }
          const plain = operation['x-plain-example'];
          const requests = examplesOf(root, operation.requestBody).map(([name]) => name);
          if (!requests.includes(plain))
            report({
              message: `${id}: x-plain-example is ${plain}; expected the name of a request example.`,
              location: at('x-plain-example'),
            });
        }
      },
    },
  };
}

/** A secret that is no field protects nothing; one that may be logged is none. */
function secretsAreFields() {
  return {
    Root: {
      leave(root, { report, location }) {
        for (const { id, operation, at } of operationsOf(root, location)) {
          const fields = Object.keys(
            dereferenced(root, contentOf(operation.requestBody).schema)?.properties ?? {},
          );
          for (const list of ['x-secrets', 'x-loggable']) {
            if (!Array.isArray(operation[list])) {
              report({
                message: `${id}: ${list} is missing; expected a list of parameters.`,
                location: at(),
              });
              continue;
            }
            for (const name of operation[list].filter((name) => !fields.includes(name)))
              report({ message: `${id}: ${list} names ${name}, which is no parameter.`, location: at(list) });
          }
          for (const name of (operation['x-secrets'] ?? []).filter((name) =>
            operation['x-loggable']?.includes(name),
          ))
            report({
              message: `${id}: ${name} is secret and may not be logged.`,
              location: at('x-loggable'),
            });
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
        const rows = operationsOf(root, location).flatMap(({ operation }) => resultCodesOf(root, operation));
        const declared = new Set([...Object.keys(rules), ...rows.map(([, row]) => row?.rule)]);
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

/** A code that no check leads to can never be returned; a check that names a code of another operation leads nowhere. */
function orderOfChecksIsComplete() {
  return {
    Root: {
      leave(root, { report, location }) {
        for (const { id, operation, at } of operationsOf(root, location)) {
          const checks = [...(root['x-order-of-checks'] ?? []), ...(operation['x-order-of-checks'] ?? [])];
          const reached = new Set(checks.flatMap(({ codes }) => codes));
          const codes = new Set(resultCodesOf(root, operation).map(([code]) => code));
          const where = at('x-order-of-checks');
          for (const code of codes) {
            if (!reached.has(code)) report({ message: `${id}: no check leads to ${code}.`, location: where });
          }
          for (const code of reached) {
            if (!codes.has(code))
              report({
                message: `${id}: a check leads to ${code}, which the operation does not have.`,
                location: where,
              });
          }
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
        'secrets-are-fields': secretsAreFields,
        'rules-are-declared': rulesAreDeclared,
        'order-of-checks-is-complete': orderOfChecksIsComplete,
      },
    },
  };
}
