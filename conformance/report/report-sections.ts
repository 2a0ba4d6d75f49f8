import { type CaseResult, isBreach, type Report } from './report.js';

/** Cases of a report that a reader looks at together. */
export interface ReportSection {
  readonly title: string;
  readonly cases: readonly CaseResult[];
}

/** The cases of a report by what there is to do about them. */
export interface ReportSections {
  readonly failed: ReportSection;
  readonly recommended: ReportSection;
  /** Empty when the target could not be judged: then nothing was tried. */
  readonly untried: ReportSection;
  /** Those that passed, but for steps that were left out. */
  readonly passedInPart: ReportSection;
  readonly passed: ReportSection;
}

/** The sections of every form of the report. */
export function sectionsOf({ cases, obstacle }: Report): ReportSections {
  const of = (title: string, holds: (result: CaseResult) => boolean): ReportSection => ({
    title,
    cases: cases.filter(holds),
  });
  return {
    failed: of('Failed', isBreach),
    recommended: of('Recommended', ({ verdict, severity }) => verdict === 'failed' && severity === 'should'),
    untried: of('Not tried', ({ verdict }) => obstacle === undefined && verdict === 'not-tried'),
    passedInPart: of(
      'Left out of cases that passed',
      ({ verdict, leftOut }) => verdict === 'passed' && leftOut.length > 0,
    ),
    passed: of('Passed', ({ verdict }) => verdict === 'passed'),
  };
}
