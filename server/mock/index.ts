export { createMockServer, type MockServerOptions } from './mock-server.js';
export type { ClientVerdict, Fault, FaultConditions, FaultyResponse } from './fault.js';
export { type FaultName, type FaultOfOperation, faults, faultsOf } from './faults.js';
export type { ExampleBody } from './prism-examples.js';
export { differences, type Difference, type DifferenceName } from './differences.js';
export {
  longestDelayMs,
  parseScenario,
  type Scenario,
  scenarioForms,
  standingScenarios,
  type Step,
} from './scenario.js';
export { scenarioRows, type ScenarioRow, scenarioTable } from './scenario-table.js';
