export type { ConformanceCase, Otps, Severity } from './conformance-case.js';
export { invisibleRules } from './coverage.js';
export { type Fixture, type TokenName, tokenFixtures } from './fixtures.js';
export { type ConformanceOptions, OptionError, type ProgressEvent } from './options.js';
export { type Profile, ProfileError, type ProfileFault, type ProfileInput } from './profile.js';
export { loadProfile, readProfile } from './profile-file.js';
export { profileTemplate } from './profile-template.js';
export {
  formatReport,
  type ReportFormat,
  reportFormats,
  toHtml,
  toJson,
  toJunit,
  toMarkdown,
  toTerminal,
} from './report/index.js';
export type { CaseResult, Finding, Obstacle, Report, RuleResult, ShownExchange, Verdict } from './report.js';
export { type ListedCase, listCases, runConformance } from './runner.js';
export { sandboxProfile, type SandboxProfileKeys } from './sandbox-profile.js';
