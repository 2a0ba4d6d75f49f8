export { createMockServer, type MockServerOptions } from './mock-server.js';
export { type ClientVerdict, type Fault, type FaultName, faults } from './faults.js';
export { differences, type Difference, type DifferenceName } from './differences.js';
export { longestDelayMs, parseScenario, type Scenario, scenarioForms, type Step } from './scenario.js';
export { scenarioTable, type ScenarioRow } from './scenario-table.js';
