export { type BusinessCases, businessCases } from './cases/business.js';
export type {
  CallStep,
  ConformanceCase,
  Otps,
  Premise,
  ResendStep,
  Severity,
  SharedCall,
  SharedStep,
  Step,
} from './cases/conformance-case.js';
export type { Expectation } from './cases/expectation.js';
export { invisibleRules } from './cases/invisible-rules.js';
export { type AnswerField, type Changes, fromAnswer } from './exchange/changes.js';
export type { ResendChanges, WriteSignature } from './exchange/message.js';
export { type Fixture, type TokenName, tokenFixtures } from './profile/fixture.js';
export type { Profile, ProfileInput } from './profile/profile.js';
export { ProfileError, type ProfileFault } from './profile/profile-error.js';
export { loadProfile, readProfile } from './profile/profile-file.js';
export { profileTemplate } from './profile/profile-template.js';
export { sandboxProfile, type SandboxProfileKeys } from './profile/sandbox-profile.js';
export { type Baseline, BaselineError, readBaseline, writeBaseline } from './report/baseline.js';
export {
  formatReport,
  type ReportFormat,
  reportFormats,
  toHtml,
  toJson,
  toJunit,
  toMarkdown,
  toTerminal,
} from './report/format-report.js';
export type {
  BaselineComparison,
  CaseResult,
  Cause,
  Finding,
  Obstacle,
  Report,
  RuleResult,
  ShownExchange,
  Verdict,
} from './report/report.js';
export { type CaseListOptions, type ListedCase, listCases } from './run/case-list.js';
export {
  type ConformanceOptions,
  type ContractOptions,
  OptionError,
  type ProgressEvent,
} from './run/options.js';
export { runConformance } from './run/run-conformance.js';
