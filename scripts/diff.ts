// npm run diff -- <base> [revision] [--json]: what changed in the contract, and whom it breaks.
import { parseArgs } from 'node:util';
import { compareContracts } from './diff/compare.js';
import { UnusableDocument } from './diff/document.js';
import { textReport } from './diff/report.js';
import { comingVersionFaults } from './release/version-gate.js';
import { lastRelease, readRevision, specification } from './diff/revision.js';

const usage = `Usage: npm run diff -- <base> [revision] [--json]
       npm run diff -- --last-release [--json]

Compares two versions of the contract. Each is a file, a git ref (its ${specification}) or <ref>:<path>.
revision is ${specification} of the working tree if it is left out.
Exit code: 0 nothing breaking, 1 something breaking, 2 the input cannot be used. With --last-release alone: 0 the version and
the changesets have the bump that is needed, or there is no release yet; 1 the bump is too small.
`;

function run(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      'last-release': { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const names = values['last-release'] ? [lastRelease(), ...positionals] : positionals;
  const [base, revision = specification, ...more] = names;
  if (values['last-release'] && base === undefined) {
    process.stdout.write(values.json ? '[]\n' : 'no release yet: nothing to compare with\n');
    return 0;
  }
  if (base === undefined || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  const [before, after] = [readRevision(base), readRevision(revision)];
  const changes = compareContracts(before, after);
  process.stdout.write(
    values.json ? `${JSON.stringify(changes, null, 2)}\n` : textReport(changes, before, after),
  );
  if (values['last-release'] && positionals.length === 0) return releaseGate();
  return changes.some(({ breaks }) => breaks.length > 0) ? 1 : 0;
}

/** A change that breaks somebody may be released, with the version that says so. */
function releaseGate(): number {
  const faults = comingVersionFaults();
  for (const fault of faults) process.stderr.write(`diff: ${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

try {
  process.exitCode = run();
} catch (error) {
  // An unknown option of parseArgs is a TypeError with a code.
  const isUsage = error instanceof TypeError && 'code' in error;
  if (!(error instanceof UnusableDocument) && !isUsage) throw error;
  process.stderr.write(`diff: ${error.message}\n`);
  process.exitCode = 2;
}
